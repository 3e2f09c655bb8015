"""What is wrong with what was typed is said beside its field, and nothing typed is lost."""

from datetime import date, timedelta

import pytest
from flask import Flask

from support.arrangement_pages import (
    BEGIN,
    CAME,
    END,
    TODAY,
    begin,
    change_level,
    rows,
)
from support.forms import post, typed
from support.html import page_of
from support.site import SignedIn


@pytest.mark.parametrize(
    ("day", "change", "words"),
    [
        (CAME, {"case_number": "C9"}, "Nobody here has this number and this day of birth"),
        (CAME, {"case_number": "  "}, "Write their number"),
        (CAME, {"case_number": "9" * 31}, "30 letters or fewer"),
        (CAME, {"level": ""}, "Choose a level"),
        (date(2024, 3, 26), {}, "younger than 16"),
        (TODAY + timedelta(days=367), {}, "more than a year ahead"),
    ],
)
@pytest.mark.usefixtures("has_left")
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    signed_in: SignedIn, people_app: Flask, day: date, change: dict[str, str], words: str
) -> None:
    answer = begin(signed_in("accommodation-officer"), day, **change)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{day.year}"' in answer.text
    assert len(rows(people_app)) == 1


def test_what_is_wrong_is_told_from_top_to_bottom(signed_in: SignedIn) -> None:
    page = page_of(post(signed_in("accommodation-officer"), BEGIN, {}))
    assert [one.text.strip() for one in page.select(".govuk-error-summary li")] == [
        "Write their number in the case system",
        "Write their day of birth",
        "Choose a level",
        "Write the first day",
    ]


@pytest.mark.parametrize(
    ("day", "level", "words"),
    [
        (date(2026, 1, 4), "complex", "before the first day"),
        (CAME, "standard", "They have this level already"),
        (TODAY + timedelta(days=367), "complex", "more than a year ahead"),
        (CAME, "", "Choose a level"),
    ],
)
def test_a_level_that_cannot_be(
    signed_in: SignedIn, people_app: Flask, day: date, level: str, words: str
) -> None:
    answer = change_level(signed_in("accommodation-officer"), day, level)
    assert answer.status_code == 422
    assert words in answer.text
    assert len(rows(people_app)) == 1


def test_that_it_went_on_cannot_be_chosen_as_an_ending(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert 'value="level"' not in officer.get(END).text
    assert post(officer, END, typed(TODAY) | {"how": "level"}).status_code == 422
