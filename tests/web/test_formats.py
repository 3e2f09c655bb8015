"""Figures and dates are written the same in every language."""

from datetime import date

import pytest
from flask import Flask, render_template_string

from kentcare.web import formats
from support.html import href, page_of


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("4000.00", "£4,000"),
        ("58.40", "£58.40"),
        (0, "£0"),
        ("1234567.5", "£1,234,567.50"),
        ("0.05", "£0.05"),
    ],
)
def test_money_has_pence_only_where_there_are_some(value: str | int, written: str) -> None:
    assert formats.money(value) == f'<bdi class="money" dir="ltr">{written}</bdi>'


def test_a_day_is_in_words_with_the_machine_s_form_beside_it(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert formats.day(date(2029, 1, 1)) == '<time datetime="2029-01-01">1 January 2029</time>'
        assert formats.day("2029-12-31") == '<time datetime="2029-12-31">31 December 2029</time>'
        assert formats.month(2007, 3) == '<time datetime="2007-03">March 2007</time>'


def test_a_telephone_number_can_be_touched(app: Flask) -> None:
    assert 'href="tel:08000232033"' in formats.telephone("0800 023 2033")


@pytest.mark.parametrize(
    ("number", "scheme"), [("85258", "sms"), ("999", "tel"), ("116 123", "tel"), ("03000 41 11 11", "tel")]
)
def test_a_short_code_is_texted_and_every_other_number_is_rung(number: str, scheme: str) -> None:
    assert f'href="{scheme}:{number.replace(" ", "")}"' in formats.telephone(number)


def test_somebody_without_a_number_is_reached_by_a_link_that_tells_them_nothing() -> None:
    assert "tel:" in formats.reach("0800 023 2033")
    link = formats.reach("https://www.shelter.example/get_help")
    assert 'href="https://www.shelter.example/get_help" rel="external noreferrer"' in link
    assert ">shelter.example<" in link


def test_a_constant_in_a_template_is_written_when_it_is_shown(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert "<time" in render_template_string('{{ "since " ~ ("2023-04-01" | day) }}')


def test_a_short_number_is_a_link_where_it_is_given_and_no_part_of_another() -> None:
    shown = formats.with_numbers_to_ring("999, £111, 0808 999 111 or 116 123.", ["999", "111", "116 123"])
    links = [href(link) for link in page_of(shown).select("a")]
    assert links == ["tel:999", "tel:0808999111", "tel:116123"]


def test_each_number_in_a_text_can_be_touched_and_rung_and_nothing_else() -> None:
    shown = formats.with_numbers_to_ring("Ring <Kent> in 2026, aged 16: 03000 41 11 11")
    assert shown == f"Ring &lt;Kent&gt; in 2026, aged 16: {formats.telephone('03000 41 11 11')}"
