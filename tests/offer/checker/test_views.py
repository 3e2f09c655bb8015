"""The checker as somebody meets it: one question a page, and nothing lost but by their own wish."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from kentcare.offer.checker.replies import NO_END
from support.checker_people import TODAY
from support.html import attribute, following, href, text_of
from support.oracle_figures import pounds_on
from support.visitor import STUDENT, UNKNOWN, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


def test_from_the_first_question_to_the_answer(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    assert visitor.heading == "Kent must help you until you are 25"
    assert visitor.asked == [name for name in STUDENT if name in visitor.asked]
    owed = visitor.page.select_one("#owed + .offers")
    assert owed is not None
    grant = pounds_on("setting_up_home", TODAY)
    words = f"Money to set up your home 2023: {grant} at least, once since 1 April 2023"
    assert words in text_of(owed)


@pytest.mark.parametrize("on_a_course", ["no", UNKNOWN])
def test_somebody_of_25_without_a_course_is_asked_for_nothing_more(
    client: FlaskClient, on_a_course: str
) -> None:
    visitor = CheckerVisitor(client, with_answers(born=("22", "11", "2001"), runs_on=on_a_course)).finish()
    assert visitor.asked == ["born", "runs_on"]
    assert visitor.heading == "The leaving care law does not cover you. Other help does"


def test_at_25_a_course_of_the_plan_keeps_the_support_going(client: FlaskClient) -> None:
    answers = with_answers(
        born=("22", "11", "2001"),
        runs_on="yes",
        care_1__from=("", "3", "2016"),
        study__from=("1", "9", "2021"),
    )
    visitor = CheckerVisitor(client, answers).finish()
    assert visitor.asked[:3] == ["born", "runs_on", "care"]
    assert "in_plan" not in visitor.asked
    assert visitor.heading == "Your council must help you until your course ends"


def test_permission_without_an_end_is_kept_so_and_shown_so(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(immigration="leave", leave_to=NO_END)).finish()
    with client.session_transaction() as kept:
        assert kept["replies"]["leave_to"] == NO_END
    assert "It has no end" in text_of(visitor.page)


def test_what_the_letter_looks_like_is_folded_below_the_question(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT)
    while visitor.question != "immigration":
        visitor.reply(visitor.answer_to(str(visitor.question)))
    folded = visitor.page.select_one("details")
    assert folded is not None
    assert "eVisa" in text_of(folded)
    assert "open" not in folded.attrs
    [button] = [each for each in visitor.page.select("main button") if text_of(each) == "Continue"]
    assert folded in following(button, "details")


@pytest.mark.parametrize("tag", ["en", "ar", "ti"])
def test_whoever_has_nowhere_to_sleep_need_not_answer_first(client: FlaskClient, tag: str) -> None:
    visitor = CheckerVisitor(client, STUDENT, tag)
    for _question in range(2):
        line = visitor.page.select_one("main form ~ p a")
        assert line is not None
        assert href(line) == f"/{tag}/no-home"
        assert (line.text == "Nowhere to sleep tonight? Ring now") is (tag == "en")
        visitor.reply(visitor.answer_to(str(visitor.question)))


def test_an_address_says_nothing_about_the_person(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    assert {address.rpartition("/")[2] for address in visitor.addresses[:-1]} == {
        str(step) for step in range(1, len(visitor.asked) + 1)
    }
    assert visitor.addresses[-1] == "/en/checker/answer"


def test_every_page_of_it_is_kept_out_of_caches(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT)
    assert visitor.response.headers["Cache-Control"] == "no-store"
    visitor.finish()
    for path in ("answer", "everything", "move", "sheet", "dates.ics"):
        assert client.get(f"/en/checker/{path}").headers["Cache-Control"] == "no-store"


def test_the_way_back_shows_the_answer_that_was_given(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    visitor.go("/en/checker/1")
    boxes = {attribute(box, "name"): box.attr("value") for box in visitor.page.select("input[inputmode]")}
    assert boxes == {"reply-day": "1", "reply-month": "5", "reply-year": "2007"}
    visitor.go("/en/checker/2")
    assert [attribute(box, "value") for box in visitor.page.select("input[checked]")] == ["yes"]
    back = visitor.page.select_one(".govuk-back-link")
    assert back is not None
    assert href(back) == "/en/checker/1"


def test_a_changed_answer_keeps_the_others(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    visitor.go(f"/en/checker/{visitor.asked.index('living') + 1}")
    visitor.reply("custody")
    assert visitor.response.request.path == "/en/checker/answer"


def test_a_changed_birthday_asks_again_only_what_no_longer_fits(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    visitor.go("/en/checker/1")
    visitor.reply(("1", "5", "2023"))
    assert visitor.question == "care_1.from"
    assert "before you were born" not in visitor.response.text


def test_the_day_is_asked_where_it_changes_something(client: FlaskClient) -> None:
    """In care since last month at 16: the 91st day hangs on the first."""
    answers = {
        "born": ("1", "5", "2010"),
        "care": "yes",
        "care_1.from": ("", "10", "2026"),
        "care_1.still": "yes",
    }
    visitor = CheckerVisitor(client, {**answers, "care_1.from.day": "9", "care_1.more": "no"}).finish()
    assert "care_1.from.day" in visitor.asked
    following = visitor.page.select_one(".next__what")
    assert following is not None
    assert following.text.startswith("7 January 2027:")  # 9 October and 90 days


def test_thirty_idle_minutes_and_the_answers_are_gone(
    client: FlaskClient, clock: time_machine.Traveller
) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    clock.shift(timedelta(minutes=31))
    visitor.go("/en/checker/answer")
    assert visitor.heading == "Your answers are gone"
    visitor.go("/en/checker/1")
    assert not [box.attr("value") for box in visitor.page.select("input[inputmode]") if box.attr("value")]


def test_a_page_says_what_it_means_to_keep_an_answer(client: FlaskClient) -> None:
    """Where one is kept, the service worker shows it: tests/journeys/test_offline.py."""
    page = client.get("/en/checker/kept")
    assert page.headers["Cache-Control"] == "no-cache"
    assert "Whoever opens this phone can read it." in page.text


def test_start_again_forgets(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    form = visitor.page.select_one("form[action$=again]")
    token = visitor.page.select_one("form[action$=again] input[name=csrf_token]")
    assert form is not None
    assert token is not None
    posted = client.post(attribute(form, "action"), data={"csrf_token": attribute(token, "value")})
    assert posted.status_code == 303
    # What the browser keeps besides the cookie: an answer that somebody kept on their phone.
    assert posted.headers["Clear-Site-Data"] == '"storage"'
    visitor.go("/en/checker")
    assert visitor.question == "born"


def test_a_question_too_far_ahead_leads_to_the_open_one(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT)
    for path in ("/en/checker/7", "/en/checker/answer", "/en/checker/sheet", "/en/checker/dates.ics"):
        visitor.go(path)
        assert visitor.response.request.path == "/en/checker/1"


def test_a_page_whose_question_has_changed_in_another_tab_takes_no_reply(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    visitor.go("/en/checker/3")
    form = visitor.page.select_one("form")
    token = visitor.page.select_one("input[name=csrf_token]")
    assert form is not None
    assert token is not None
    data = {"csrf_token": attribute(token, "value"), "question": "living", "reply": "custody"}
    assert client.post(attribute(form, "action"), data=data).location == "/en/checker/answer"


def test_the_answer_is_for_the_day_it_is_in_kent(client: FlaskClient, clock: time_machine.Traveller) -> None:
    """Half past eleven on a summer evening in UTC is the next day in Kent."""
    clock.move_to(datetime(2026, 7, 31, 23, 30, tzinfo=UTC))
    visitor = CheckerVisitor(client, STUDENT).finish()
    day = visitor.page.select_one("#your-answers ~ p time")
    assert day is not None
    assert attribute(day, "datetime") == "2026-08-01"


def test_a_question_that_names_what_was_typed_is_not_cached(app: Flask) -> None:
    """Some are asked for the day of a month that they typed, and the question names the month."""
    typed = {"born": ("1", "5", "2010"), "care": "yes", "care_1.from": ("", "10", "2026")}
    visitor = CheckerVisitor(app.test_client(), STUDENT)
    for reply in (*typed.values(), "yes"):
        visitor.reply(reply)
    while visitor.question != "care_1.from.day":
        visitor.reply("no")
    assert "October 2026" in visitor.response.text
    pages = app.extensions["kentcare_personal_pages"].current()
    assert pages
    assert "October 2026" not in str(pages)
