"""Figures and dates are written the same in every language."""

from datetime import date

import pytest
from flask import Flask, render_template_string

from kentcare.web import formats


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("3000.00", "£3,000"),
        ("57.90", "£57.90"),
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


def test_whoever_is_reached_on_the_web_has_a_link_and_whoever_has_a_number_is_rung() -> None:
    assert formats.reach("0800 023 2033") == formats.telephone("0800 023 2033")
    assert 'href="https://www.example.org/help"' in formats.reach("www.example.org/help")


def test_a_constant_in_a_template_is_written_when_it_is_shown(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert "<time" in render_template_string('{{ "since " ~ ("2023-04-01" | day) }}')
