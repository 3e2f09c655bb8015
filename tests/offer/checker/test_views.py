"""The checker as somebody meets it: one question a page, and nothing lost but by their own wish."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from kentcare.cli import main
from kentcare.offer.checker.questions import walk
from kentcare.offer.entitlements.engine import engine
from kentcare.paths import CONTENT
from support.visitor import STUDENT, UNKNOWN, Answers, Visitor

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is noon in Kent on 22 November 2026."""
    with time_machine.travel(NOON, tick=False) as stopped:
        yield stopped


def with_answers(**changed: object) -> Answers:
    return STUDENT | {name.replace("__", "."): value for name, value in changed.items()}


def test_from_the_first_question_to_the_answer(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    assert visitor.heading == "You are a former relevant young person"
    assert visitor.asked == [name for name in STUDENT if name in visitor.asked]
    owed = visitor.page.select_one("#owed + .offers")
    assert owed is not None
    assert "Money to set up your home £3,000 at least, once since 1 April 2023" in owed.get_text(
        " ", strip=True
    )


def test_somebody_of_25_is_asked_for_the_birthday_alone(client: FlaskClient) -> None:
    visitor = Visitor(client, with_answers(born=("22", "11", "2001"))).finish()
    assert visitor.asked == ["born"]
    assert visitor.heading == "The leaving care law does not cover you"


def test_an_address_says_nothing_about_the_person(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    assert {address.rpartition("/")[2] for address in visitor.addresses[:-1]} == {
        str(step) for step in range(1, len(visitor.asked) + 1)
    }
    assert visitor.addresses[-1] == "/en/checker/answer"


def test_every_page_of_it_is_kept_out_of_caches(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT)
    assert visitor.response.headers["Cache-Control"] == "no-store"
    visitor.finish()
    for path in ("answer", "sheet", "dates.ics"):
        assert client.get(f"/en/checker/{path}").headers["Cache-Control"] == "no-store"


def test_the_way_back_shows_the_answer_that_was_given(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    visitor.go("/en/checker/1")
    boxes = {str(box["name"]): box.get("value") for box in visitor.page.select("input[inputmode]")}
    assert boxes == {"reply-day": "1", "reply-month": "5", "reply-year": "2007"}
    visitor.go("/en/checker/2")
    assert [box["value"] for box in visitor.page.select("input[checked]")] == ["yes"]
    back = visitor.page.select_one(".govuk-back-link")
    assert back is not None
    assert back["href"] == "/en/checker/1"


def test_a_changed_answer_keeps_the_others(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    visitor.go(f"/en/checker/{visitor.asked.index('living') + 1}")
    visitor.reply("custody")
    assert visitor.response.request.path == "/en/checker/answer"


def test_a_changed_birthday_asks_again_only_what_no_longer_fits(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    visitor.go("/en/checker/1")
    visitor.reply(("1", "5", "2023"))
    assert visitor.question == "care_1.from"
    assert "before you were born" not in visitor.response.text


BAD_DATES = [
    ("born", ("1", "5", "2030"), "This is in the future. Check the year"),
    ("born", ("1", "5", "1901"), "This is too long ago. Check the year"),
    ("born", ("31", "2", "2007"), "February 2007 has 28 days"),
    ("born", ("", "5", "2007"), "Add the day"),
    ("born", ("", "", ""), "Write the date"),
    ("born", ("1", "Mayy", "2007"), "The month is a number from 1 to 12"),
    ("born", ("1", "5", "07"), "Write the year with four numbers, like 2008"),
    ("care_1.from", ("", "3", "2005"), "This is before you were born. You told us 1 May 2007"),
    ("care_1.from", ("1", "1", "2027"), "This is in the future. Check the year"),
    ("care_1.from", ("1", "6", "2025"), "This is after you turned 18. Care ends at 18, so check the year"),
    ("care_1.to", ("1", "2", "2022"), "This is before it began. You told us March 2022"),
    ("care_2.from", ("1", "4", "2022"), "This shares days with another time that you told us about."),
    ("study.to", ("", "1", "2025"), "This is in the past. When will the course you are on now end?"),
    ("claimed", ("1", "1", "2024"), "A claim can begin one month before you turn 18. Check the date"),
]


@pytest.mark.parametrize(("question", "typed", "sentence"), BAD_DATES, ids=[row[2] for row in BAD_DATES])
def test_each_bad_date_gets_its_sentence(
    client: FlaskClient, question: str, typed: tuple[str, str, str], sentence: str
) -> None:
    answers = with_answers(
        care_1__still="no" if question.startswith("care_") and question != "care_1.from" else "yes",
        care_1__to=("1", "9", "2022"),
        care_1__more="yes",
        benefit="waiting",
    )
    visitor = Visitor(client, answers)
    while visitor.question != question:
        assert visitor.question, f"{question} was not asked"
        visitor.reply(answers.get(visitor.question, UNKNOWN))
    visitor.reply(typed)
    assert visitor.response.status_code == 422
    assert sentence in visitor.page.get_text(" ")
    # Nothing that was typed is lost.
    boxes = [str(box.get("value") or "") for box in visitor.page.select("input[inputmode]")]
    assert boxes == list(typed)


def test_no_choice_made_gets_a_sentence(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT)
    visitor.reply(STUDENT["born"])
    visitor.reply("")
    assert visitor.response.status_code == 422
    assert "Choose one of the answers" in visitor.page.get_text(" ")


def test_a_reply_that_contradicts_an_earlier_one_is_refused(client: FlaskClient) -> None:
    """An earlier time in care that is “still going” would run into the later one."""
    answers = with_answers(born=("1", "5", "2010"), care_1__from=("1", "9", "2026"), care_1__more="yes")
    visitor = Visitor(client, answers)
    for question in ("born", "care", "care_1.from", "care_1.still", "care_1.more"):
        assert visitor.question == question
        visitor.reply(answers[question])
    visitor.reply(("1", "3", "2026"))
    visitor.reply("yes")
    assert visitor.response.status_code == 422
    assert "This does not fit with a date that you gave before" in visitor.page.get_text(" ")


def test_a_month_is_enough_where_its_day_changes_nothing(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    assert "care_1.from.day" not in visitor.asked
    told = visitor.page.select_one("dl.govuk-summary-list")
    assert told is not None
    assert "March 2022 Any day of this month gives the same answer." in told.get_text(" ", strip=True)


def test_the_day_is_asked_where_it_changes_something(client: FlaskClient) -> None:
    """In care since last month at 16: the 91st day hangs on the first."""
    answers = {
        "born": ("1", "5", "2010"),
        "care": "yes",
        "care_1.from": ("", "10", "2026"),
        "care_1.still": "yes",
    }
    visitor = Visitor(client, {**answers, "care_1.from.day": "9", "care_1.more": "no"}).finish()
    assert "care_1.from.day" in visitor.asked
    following = visitor.page.select_one(".next__what")
    assert following is not None
    assert following.get_text().startswith("7 January 2027:")  # 9 October and 90 days


def test_a_day_that_nobody_knows_is_shown_as_hanging_on_it(client: FlaskClient) -> None:
    answers = {
        "born": ("1", "5", "2010"),
        "care": "yes",
        "care_1.from": ("", "10", "2026"),
        "care_1.still": "yes",
    }
    visitor = Visitor(client, {**answers, "care_1.more": "no"}).finish()
    following = visitor.page.select_one(".next__what")
    assert following is not None
    assert "Between 30 December 2026 and 29 January 2027" in following.get_text()


def test_what_hangs_on_an_unknown_reply_is_named(client: FlaskClient) -> None:
    visitor = Visitor(client, with_answers(authority=UNKNOWN)).finish()
    unknown = visitor.page.select_one("#unknown + .offers")
    assert unknown is not None
    assert "It may be owed to you. This depends on: Council" in unknown.get_text(" ", strip=True)


def test_a_status_that_is_not_sure_says_so_and_what_decides_it(client: FlaskClient) -> None:
    visitor = Visitor(client, with_answers(care=UNKNOWN)).finish()
    assert visitor.heading == "We cannot be sure of your status"
    assert "This depends on: In care" in visitor.page.get_text(" ", strip=True).replace("  ", " ")


@pytest.mark.parametrize("person", range(6))
def test_the_page_gives_the_answer_of_the_command_line_and_no_other(client: FlaskClient, person: int) -> None:
    people: list[Answers] = [
        STUDENT,
        with_answers(
            born=("1", "5", "2009"), care_1__still="yes", living="semi_independent", study="further"
        ),
        with_answers(born=("1", "5", "2004"), immigration="appeal_rights_exhausted"),
        with_answers(authority="other"),
        with_answers(born=("1", "5", "2012"), true_now=["expecting"]),
        with_answers(care_1__from=("1", "4", "2025"), care_1__more="no"),
    ]
    visitor = Visitor(client, people[person]).finish()
    with client.session_transaction() as kept:
        walked = walk(kept["replies"], NOON.date(), engine(CONTENT))
    assert len(visitor.asked) == len(walked.asked)
    facts = [msgspec.json.encode(reading.facts) for reading in walked.known.readings]
    run = CliRunner().invoke(main, ["offer", "explain", "--batch"], input=b"\n".join(facts))
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    groups = {"owed": "yes", "decided": "may"}
    for group, expected in groups.items():
        shown = [item["data-id"] for item in visitor.page.select(f"#{group} + .offers > li")]
        certain = [
            entitlement["id"]
            for number, entitlement in enumerate(answers[0]["entitlements"])
            if {answer["entitlements"][number]["answer"] for answer in answers} == {expected}
        ]
        assert sorted(shown) == sorted(certain)
    amounts = {entitlement["id"]: entitlement["amount"] for entitlement in answers[0]["entitlements"]}
    for item in visitor.page.select(".offers > li[data-id]"):
        figure = item.select_one(".amount strong")
        if figure is not None:
            value = figure.get_text().removeprefix("£").replace(",", "")
            assert float(value) == float(amounts[item["data-id"]]["value"])


def test_the_dates_show_each_kind_once_and_keep_the_rest_in_a_fold(client: FlaskClient) -> None:
    visitor = Visitor(client, with_answers(born=("1", "5", "2010"), living="foster_care")).finish()
    roads = [
        [stop.get_text(" ", strip=True) for stop in road.select("li")]
        for road in visitor.page.select("ol.timeline")
    ]
    assert len(roads) == 2
    assert roads[0][0] == "22 November 2026 Today"
    assert sum("pathway plan is reviewed" in stop for stop in roads[0]) == 1
    assert sum("pathway plan is reviewed" in stop for stop in roads[1]) > 3


def test_thirty_idle_minutes_and_the_answers_are_gone(
    client: FlaskClient, clock: time_machine.Traveller
) -> None:
    visitor = Visitor(client, STUDENT).finish()
    clock.shift(timedelta(minutes=31))
    visitor.go("/en/checker/answer")
    assert visitor.heading == "Your answers are gone"
    visitor.go("/en/checker/1")
    assert not [box.get("value") for box in visitor.page.select("input[inputmode]") if box.get("value")]


def test_start_again_forgets(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    form = visitor.page.select_one("form[action$=again]")
    token = visitor.page.select_one("form[action$=again] input[name=csrf_token]")
    assert form is not None
    assert token is not None
    posted = client.post(str(form["action"]), data={"csrf_token": token["value"]})
    assert posted.status_code == 303
    visitor.go("/en/checker")
    assert visitor.question == "born"


def test_a_question_too_far_ahead_leads_to_the_open_one(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT)
    for path in ("/en/checker/7", "/en/checker/answer", "/en/checker/sheet", "/en/checker/dates.ics"):
        visitor.go(path)
        assert visitor.response.request.path == "/en/checker/1"


def test_a_page_whose_question_has_changed_in_another_tab_takes_no_reply(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    visitor.go("/en/checker/3")
    form = visitor.page.select_one("form")
    token = visitor.page.select_one("input[name=csrf_token]")
    assert form is not None
    assert token is not None
    data = {"csrf_token": token["value"], "question": "living", "reply": "custody"}
    assert client.post(str(form["action"]), data=data).location == "/en/checker/answer"


def test_the_sheet_and_the_calendar_say_the_same_as_the_answer(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    owed = [heading.get_text() for heading in visitor.page.select("#owed + .offers h3")]
    sheet = visitor.go("/en/checker/sheet")
    assert sheet.status_code == 200
    assert all(name in sheet.text for name in owed)
    file = client.get("/en/checker/dates.ics")
    assert file.mimetype == "text/calendar"
    assert file.headers["Content-Disposition"] == "attachment; filename=dates.ics"
    assert "DTSTART;VALUE=DATE:20280501" in file.text  # 21
    assert "2007" not in file.text


def test_the_answer_is_for_the_day_it_is_in_kent(client: FlaskClient, clock: time_machine.Traveller) -> None:
    """Half past eleven on a summer evening in UTC is the next day in Kent."""
    clock.move_to(datetime(2026, 7, 31, 23, 30, tzinfo=UTC))
    visitor = Visitor(client, STUDENT).finish()
    day = visitor.page.select_one("#your-answers ~ p time")
    assert day is not None
    assert day["datetime"] == "2026-08-01"


def test_a_question_that_names_what_was_typed_is_not_cached(app: Flask) -> None:
    """Some are asked for the day of a month that they typed, and the question names the month."""
    typed = {"born": ("1", "5", "2010"), "care": "yes", "care_1.from": ("", "10", "2026")}
    visitor = Visitor(app.test_client(), STUDENT)
    for reply in (*typed.values(), "yes"):
        visitor.reply(reply)
    while visitor.question != "care_1.from.day":
        visitor.reply("no")
    assert "October 2026" in visitor.response.text
    pages = app.extensions["kentcare_personal_pages"].current()
    assert pages
    assert "October 2026" not in str(pages)
