"""The picture of a skill: every mark inside it, one for each month that has a level, none for a gap."""

import re
from datetime import date
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from conftest import SignedIn
from kentcare.cases.young_people import records as young_people
from kentcare.hosting.skills import picture, records
from kentcare.hosting.skills.rules import LEVELS, SKILLS

OWN, DESK = "/en/me/skills", "/en/desk/young-people/young-person/skills"


def month(number: int) -> date:
    """A month, counted from January 2025."""
    return date(2025 + number // 12, number % 12 + 1, 1)


_levels = st.dictionaries(st.integers(0, 40).map(month), st.sampled_from(LEVELS), min_size=1)


@given(levels=_levels)
def test_every_mark_is_inside_and_stands_for_one_month(levels: dict[date, int]) -> None:
    shown = picture.span(levels)
    marks = picture.marks(shown, levels)
    assert len(marks) == len([one for one in levels if one in shown])
    for one in marks:
        assert one.x >= 1
        assert one.y >= 1
        assert one.x + one.width <= picture.WIDTH - 1
        assert one.y + one.height == picture.ground()
        assert picture.ground() < picture.HEIGHT
    for before, after in pairwise(marks):
        assert before.x + before.width < after.x
    # The place of a mark says which month it is, and its height how far somebody was.
    slot = picture.WIDTH / len(shown)
    assert {shown[int(one.x / slot)]: picture.ground() - one.y for one in marks} == {
        first: picture.ground() - picture.ground(level) for first, level in levels.items() if first in shown
    }


@given(months=st.sets(st.integers(0, 40).map(month), min_size=1))
def test_what_is_shown_is_whole_and_ends_with_the_last_report(months: set[date]) -> None:
    shown = picture.span(months)
    assert 6 <= len(shown) <= 12
    assert shown[-1] == max(months)
    for one, after in pairwise(shown):
        assert (after.year * 12 + after.month) - (one.year * 12 + one.month) == 1
    if len(shown) < 12:
        assert shown[0] <= min(months)


def test_a_higher_level_is_taller() -> None:
    shown = [month(number) for number in range(6)]
    marks = picture.marks(shown, {shown[number]: level for number, level in enumerate(LEVELS)})
    assert [one.height for one in marks] == sorted({one.height for one in marks})


@pytest.fixture
def many(people_app: Flask) -> None:
    """Sixteen months, two of them without a report."""
    with people_app.app_context():
        person = young_people.find_by_number("C1")
        assert person
        for number in range(16):
            if number not in (9, 10):
                levels = dict.fromkeys(SKILLS, 1 + number // 4) | {"money": 2}
                records.keep(person.id, month(number), f"r{number}", levels)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("name", "address"), [("young-person", OWN), ("personal-adviser", DESK)])
def test_six_pictures_say_what_they_show(signed_in: SignedIn, name: str, address: str) -> None:
    soup = BeautifulSoup(signed_in(name).get(address).text, "html.parser")
    drawn = soup.select("svg[role=img]")
    assert [str(one["aria-label"]).partition(":")[0] for one in drawn] == [
        *("People", "Feelings", "Money", "Cooking", "Home", "Work")
    ]
    # Twelve months, two gaps.
    assert [len(one.select("rect")) for one in drawn] == [10] * 6
    cooking = str(drawn[3]["aria-label"])
    assert cooking.startswith("Cooking: with a lot of help in May 2025, ")
    assert cooking.endswith(", alone in April 2026")
    assert "October 2025" not in cooking
    assert "November 2025" not in cooking
    ends = [one.get_text("|") for one in soup.select(".months__ends")]
    assert ends == ["May 2025|April 2026"] * 6
    now = [one.get_text().strip() for one in soup.select(".pictures .level")]
    assert now == ["Alone", "Alone", "With a lot of help", "Alone", "Alone", "Alone"]


@pytest.mark.usefixtures("many")
def test_a_table_has_every_month(signed_in: SignedIn) -> None:
    soup = BeautifulSoup(signed_in("young-person").get(OWN).text, "html.parser")
    rows = soup.select("table.levels tbody tr")
    assert [str(row.th.get_text()) for row in rows if row.th][:2] == ["January 2025", "February 2025"]
    assert len(rows) == 14
    assert [one.get_text() for one in rows[-1].select("td")] == [
        *("4Alone", "4Alone", "2With a lot of help", "4Alone", "4Alone", "4Alone")
    ]
    assert {str(one["scope"]) for one in soup.select("table.levels th")} == {"col", "row"}
    assert [one.get_text() for one in soup.select("ol:has(+ .sideways) li")] == [
        *("Not yet", "With a lot of help", "With a little help", "Alone")
    ]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("language", "words"), [("ar", "وحدك في"), ("ti", "ንበይንኻ ኣብ")])
def test_the_sentence_is_in_the_readers_language(signed_in: SignedIn, language: str, words: str) -> None:
    page = signed_in("young-person").get(OWN.replace("/en/", f"/{language}/")).text
    assert len(re.findall(f'aria-label="[^"]*{words}', page)) == 5


def test_without_a_report_there_is_no_picture(signed_in: SignedIn) -> None:
    page = signed_in("young-person").get(OWN).text
    assert "There is no report yet." in page
    assert "<table" not in page
