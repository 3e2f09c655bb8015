"""The page of the skills over the months: charts, their descriptions, and a table of every month."""

import re

import pytest
from flask import Flask

from kentcare.cases.young_people import records as young_people
from kentcare.hosting.reports.skills import records
from kentcare.hosting.reports.skills.rules import SKILLS
from support.html import attribute, page_of
from support.months import month
from support.site import SignedIn

OWN, DESK = "/en/me/skills", "/en/desk/young-people/young-person/skills"


@pytest.fixture
def many(people_app: Flask) -> None:
    """Sixteen months, two of them without a report."""
    with people_app.app_context():
        person = young_people.find_by_number("C1")
        assert person
        for number in range(16):
            if number not in (9, 10):
                levels = dict.fromkeys(SKILLS, 1 + number // 4) | {"money": 2}
                records.add_levels(person.id, month(number), f"r{number}", levels)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("name", "address"), [("young-person", OWN), ("personal-adviser", DESK)])
def test_six_charts_say_what_they_show(signed_in: SignedIn, name: str, address: str) -> None:
    page = page_of(signed_in(name).get(address).text)
    drawn = page.select("svg[role=img]")
    assert [attribute(one, "aria-label").partition(":")[0] for one in drawn] == [
        *("People", "Feelings", "Money", "Cooking", "Home", "Work")
    ]
    # Twelve months, two gaps.
    assert [len(one.select("rect")) for one in drawn] == [10] * 6
    cooking = attribute(drawn[3], "aria-label")
    assert cooking.startswith("Cooking: with a lot of help in May 2025, ")
    assert cooking.endswith(", alone in April 2026")
    assert "October 2025" not in cooking
    assert "November 2025" not in cooking
    ends = ["|".join(one.strings) for one in page.select(".months__ends")]
    assert ends == ["May 2025|April 2026"] * 6
    now = [one.text.strip() for one in page.select(".pictures .level")]
    assert now == ["Alone", "Alone", "With a lot of help", "Alone", "Alone", "Alone"]


@pytest.mark.usefixtures("many")
def test_a_table_has_every_month(signed_in: SignedIn) -> None:
    page = page_of(signed_in("young-person").get(OWN).text)
    rows = page.select("table.levels tbody tr")
    assert [heading.text for row in rows if (heading := row.select_one("th"))][:2] == [
        "January 2025",
        "February 2025",
    ]
    assert len(rows) == 14
    assert [one.text for one in rows[-1].select("td")] == [
        *("4Alone", "4Alone", "2With a lot of help", "4Alone", "4Alone", "4Alone")
    ]
    assert {attribute(one, "scope") for one in page.select("table.levels th")} == {"col", "row"}
    assert [one.text for one in page.select("ol:has(+ .sideways) li")] == [
        *("Not yet", "With a lot of help", "With a little help", "Alone")
    ]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("language", "words"), [("ar", "وحدك في"), ("ti", "ንበይንኻ ኣብ")])
def test_the_sentence_is_in_the_readers_language(signed_in: SignedIn, language: str, words: str) -> None:
    page = signed_in("young-person").get(OWN.replace("/en/", f"/{language}/")).text
    assert len(re.findall(f'aria-label="[^"]*{words}', page)) == 5


def test_without_a_report_there_is_no_chart(signed_in: SignedIn) -> None:
    page = signed_in("young-person").get(OWN).text
    assert "There is no report yet." in page
    assert "<table" not in page
