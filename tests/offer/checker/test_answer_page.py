"""What the answer page lists, in which order, and in which words."""

import pytest
from bs4 import Tag
from flask.testing import FlaskClient

from support.visitor import STUDENT, UNKNOWN, Answers, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


def test_a_month_is_enough_where_its_day_changes_nothing(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    assert "care_1.from.day" not in visitor.asked
    told = visitor.page.select_one("dl.govuk-summary-list")
    assert told is not None
    assert "March 2022 Any day of this month gives the same answer." in told.get_text(" ", strip=True)


def test_the_dates_show_each_kind_once_and_keep_the_rest_in_a_fold(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(born=("1", "5", "2010"), living="foster_care")).finish()
    roads = [
        [stop.get_text(" ", strip=True) for stop in road.select("li")]
        for road in visitor.page.select("ol.timeline")
    ]
    assert len(roads) == 2  # the next dates, and the fold with the rest
    assert roads[0][0] == "22 November 2026 Today"
    assert sum("pathway plan is reviewed" in stop for stop in roads[0]) == 1
    assert sum("pathway plan is reviewed" in stop for stop in roads[1]) > 3


def test_another_council_is_not_held_to_what_kent_asks(client: FlaskClient) -> None:
    answers = {**STUDENT, "authority": "other", "living": "staying_put"}
    visitor = CheckerVisitor(client, answers).finish()
    assert "Staying Put with your foster carers" in visitor.page.get_text(" ")
    assert "for food and bills" not in visitor.page.get_text(" ")


def words(part: Tag | None) -> str:
    assert part is not None
    return part.get_text(" ", strip=True)


def told(visitor: CheckerVisitor) -> list[str]:
    """What is urgent and stands open, by its heading."""
    return [words(heading) for heading in visitor.page.select(".urgent h2")]


def test_what_is_urgent_comes_before_all_else_with_a_number_to_ring(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(living="homeless", study="no")).finish()
    verdict = visitor.page.select_one(".verdict")
    assert verdict is not None
    first = verdict.find_next_sibling()
    assert isinstance(first, Tag)
    assert words(first.h2) == "Because you told us: you have no home"
    numbers = [str(link["href"]) for link in visitor.page.select("main a.tel")]
    assert numbers[:2] == ["tel:03000411111", "tel:03000419191"]
    assert "moving into" not in words(first)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"living": "custody"}, "you are in custody"),
        (
            {"benefit": "waiting", "study": "no", "claimed": ("2", "11", "2026")},
            "you wait for your first benefit money",
        ),
        ({"immigration": "appeal_rights_exhausted"}, "you were refused, and have no appeal left"),
        ({"immigration": "waiting", "extended": "no"}, "you may not claim benefits"),
        ({"true_now": ["expecting"], "weeks": "20"}, "you are expecting a baby"),
        ({"true_now": ["no_clothes"]}, "you have no clothes that are right to wear"),
        ({}, "you are about to move into your own home"),
    ],
)
def test_each_urgent_thing_is_said_to_whoever_told_of_it(
    client: FlaskClient, changed: Answers, expected: str
) -> None:
    visitor = CheckerVisitor(client, STUDENT | changed).finish()
    assert f"Because you told us: {expected}" in told(visitor)


def test_at_most_three_urgent_things_stand_open(client: FlaskClient) -> None:
    everything = ["moving", "expecting", "no_clothes"]
    answers = with_answers(
        living="homeless",
        study="no",
        immigration="waiting",
        extended="no",
        true_now=everything,
        weeks="20",
    )
    visitor = CheckerVisitor(client, answers).finish()
    assert len(told(visitor)) == 3
    folded = [words(line) for line in visitor.page.select("summary") if "Because you told us" in words(line)]
    assert folded == [
        "Because you told us: you are about to move into your own home",
        "Because you told us: you have no clothes that are right to wear",
    ]


def test_a_thing_that_only_one_reading_has_is_not_said_to_be_told(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(immigration=UNKNOWN, true_now=[])).finish()
    assert told(visitor) == []


def test_what_changes_next_is_the_first_date_of_any_kind(client: FlaskClient) -> None:
    answers = with_answers(study="no", benefit="waiting", claimed=("2", "11", "2026"))
    visitor = CheckerVisitor(client, answers).finish()
    following = words(visitor.page.select_one(".next__what"))
    assert following.startswith("30 November 2026 : The 28 days of money")
    page = visitor.response.text
    assert page.index("next__what") < page.index('id="not-now"')


def test_amounts_come_first_then_three_more_and_standing_rights_in_a_line(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    shown = visitor.page.select("#owed + .offers > li")
    with_amount = [item.select_one(".amount") is not None for item in shown]
    assert with_amount == [True, True, True, False, False, False]
    standing = [str(item["data-id"]) for item in visitor.page.select("#standing + .offers > li")]
    assert standing == ["personal_adviser", "pathway_plan", "keep_in_touch", "advocate", "complain"]


def test_without_a_home_what_brings_one_comes_first(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(living="homeless", study="no")).finish()
    shown = [str(item["data-id"]) for item in visitor.page.select("#owed + .offers > li")]
    homes = [
        "homelessness_help",
        "priority_need",
        "homelessness_local_connection",
        "section_20_accommodation",
        "accommodation",
    ]
    expected = [one for one in homes if one in shown]
    assert len(expected) >= 3
    assert shown[: len(expected)] == expected


def test_what_is_not_known_has_no_amount(client: FlaskClient) -> None:
    visitor = CheckerVisitor(
        client, with_answers(care=UNKNOWN, care_1__still=UNKNOWN, living=UNKNOWN)
    ).finish()
    rows = visitor.page.select("#unknown ~ details .offers > li, #unknown + .offers > li")
    assert "setting_up_home" in [str(row["data-id"]) for row in rows]
    assert not [row for row in rows if row.select_one(".amount, summary b")]
    visitor.go("/en/checker/everything")
    rows = visitor.page.select("#unknown + .offers > li")
    assert rows
    assert not [row for row in rows if row.select_one(".amount") or "Why this figure?" in words(row)]


def test_an_answer_may_grow_where_much_is_not_known(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {"born": ("1", "5", "2007")}).finish()
    assert "Some things nobody has told you yet, so this answer may grow." in words(visitor.page.main)


def test_the_headline_is_plain_and_the_word_of_the_law_beneath(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(true_now=[])).finish()
    assert visitor.heading == "Kent must help you until you are 25"
    assert words(visitor.page.select_one(".verdict .quiet")) == (
        "The word of the law: You are a former relevant young person."
    )


def test_nothing_stands_between_the_headline_and_what_is_urgent(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    urgent = visitor.page.select_one(".verdict + .urgent")
    assert urgent is not None
    assert visitor.page.select_one(".verdict .quiet") is None
    assert "The word of the law: You are a former relevant young person." in words(visitor.page.main)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"authority": "other"}, "Your council must help you until you are 25"),
        (
            {"born": ("1", "5", "2004"), "care_1.from": ("", "3", "2020")},
            "Kent must help you until you are 25, if you ask",
        ),
        (
            {"immigration": "appeal_rights_exhausted"},
            "Your council must look at your human rights before it stops any help",
        ),
    ],
)
def test_the_headline_promises_no_more_than_is_true(
    client: FlaskClient, changed: Answers, expected: str
) -> None:
    assert CheckerVisitor(client, STUDENT | changed).finish().heading == expected


def test_somebody_in_no_group_is_told_what_they_can_ask_for_and_of_no_adviser(client: FlaskClient) -> None:
    answers: Answers = {"born": ("1", "5", "2007"), "care": "no", "housed": "no", "immigration": "none"}
    visitor = CheckerVisitor(client, answers | {"stays": [], "true_now": []}).finish()
    text = words(visitor.page.main)
    assert "You can ask for this" in text
    assert visitor.page.select_one("[data-id=health_costs]") is not None
    assert visitor.page.select_one("#standing") is None
    assert "Owed to you" not in text
    assert "show them the sheet" not in text
    assert "A list to print for myself" in text


def test_somebody_in_no_group_is_not_told_how_much_is_for_others(client: FlaskClient) -> None:
    visitor = CheckerVisitor(
        client, {"born": ("1", "5", "2007"), "care": "no", "immigration": "none"}
    ).finish()
    listed = visitor.page.select("#not-now + details li")
    assert listed
    assert all(one.strong for one in listed)  # each with what would change it
    assert words(visitor.page.select_one("#not-now .count")) == f"{len(listed)} things"


def test_nobody_is_told_to_claim_what_their_papers_may_close(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(immigration=UNKNOWN, study="no", true_now=[])).finish()
    row = words(visitor.page.select_one("[data-id=universal_credit]"))
    assert "It depends on your right to stay. Ask a lawyer before you ask for it." in row
    assert "Claim it" not in row


def test_each_row_names_who_decides_this_answer(client: FlaskClient) -> None:
    home_office = with_answers(immigration="waiting", study="no", true_now=[])
    rows = CheckerVisitor(client, home_office).finish().page
    assert "The law" in words(rows.select_one("[data-id=weekly_allowance]"))


@pytest.mark.parametrize("tag", ["ar", "ti"])
def test_what_to_say_about_what_is_urgent_stands_in_english_too(client: FlaskClient, tag: str) -> None:
    visitor = CheckerVisitor(client, with_answers(living="homeless", study="no"), tag).finish()
    said = visitor.page.select(".urgent .say bdi[lang=en]")[0]
    assert words(said) == "I was in care, and I have nowhere to sleep tonight."
