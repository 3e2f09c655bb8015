"""What is typed oddly, sent twice or sent by a machine gets a sentence, never a crash."""

import pytest
from flask.testing import FlaskClient

from support.visitor import STUDENT, UNKNOWN, Answers, Visitor

LONG = "9" * 5000


def at(client: FlaskClient, question: str, answers: Answers) -> Visitor:
    visitor = Visitor(client, answers)
    while visitor.question != question:
        assert visitor.question, f"{question} was not asked"
        visitor.reply(visitor.answer_to(visitor.question))
    return visitor


@pytest.mark.parametrize("part", [0, 1, 2], ids=["day", "month", "year"])
@pytest.mark.parametrize("typed", [LONG, "\u0660", "½", "\x00", "-1", "1e3", "<script>"])
def test_odd_dates_get_a_sentence(client: FlaskClient, part: int, typed: str) -> None:
    visitor = Visitor(client, STUDENT)
    date = ["1", "5", "2007"]
    date[part] = typed
    visitor.reply(tuple(date))
    assert visitor.response.status_code == 422
    assert visitor.page.select(".govuk-error-message")


def test_a_number_of_weeks_that_is_too_long_gets_a_sentence(client: FlaskClient) -> None:
    answers = {
        **STUDENT,
        "born": ("1", "5", "2009"),
        "living": "semi_independent",
        "true_now": ["expecting"],
    }
    visitor = at(client, "weeks", answers)
    for typed in (LONG, "", "0", "x"):
        visitor.reply(typed)
        assert visitor.response.status_code == 422
    visitor.reply("24")
    assert visitor.response.status_code == 200


def test_a_day_that_the_month_does_not_have_gets_a_sentence(client: FlaskClient) -> None:
    answers: Answers = {
        "born": ("1", "5", "2010"),
        "care": "yes",
        "care_1.from": ("", "10", "2026"),
        "care_1.still": "yes",
        "care_1.more": "no",
    }
    visitor = at(client, "care_1.from.day", answers)
    for typed in (LONG, "32", "0", "first"):
        visitor.reply(typed)
        assert visitor.response.status_code == 422


def test_a_tick_sent_a_thousand_times_is_one_tick(client: FlaskClient) -> None:
    visitor = at(client, "true_now", STUDENT)
    visitor.reply(["moving"] * 1000)
    visitor.finish()
    with client.session_transaction() as kept:
        assert kept["replies"]["true_now"] == ["moving"]


@pytest.mark.parametrize("reply", [["rich"], ["moving", "rich"]])
def test_a_tick_that_is_not_on_the_page_is_not_taken(client: FlaskClient, reply: list[str]) -> None:
    visitor = at(client, "true_now", STUDENT)
    visitor.reply(reply)
    assert visitor.response.status_code == 422


def test_everything_unknown_still_gives_an_answer(client: FlaskClient) -> None:
    visitor = Visitor(client, {"born": ("1", "5", "2008"), "care": UNKNOWN}).finish()
    assert visitor.heading == "We cannot be sure of your status"
    assert "This depends on:" in visitor.page.get_text(" ")
    complain = visitor.page.select_one("[data-id=complain]")
    assert complain is not None
    assert "This depends on:" not in complain.get_text(" "), "it is the same whatever the reply"


def test_the_sheet_leaves_out_what_is_nobody_else_s_business(client: FlaskClient) -> None:
    visitor = Visitor(client, {**STUDENT, "immigration": "waiting", "living": "custody"}).finish()
    sheet = visitor.go("/en/checker/sheet").text
    assert "In custody" not in sheet
    assert "waiting for a decision" not in sheet
    assert "not confirmed by Kent" in sheet


def test_another_council_is_not_held_to_what_kent_asks(client: FlaskClient) -> None:
    answers = {**STUDENT, "authority": "other", "living": "staying_put"}
    visitor = Visitor(client, answers).finish()
    assert "Staying Put with your foster carers" in visitor.page.get_text(" ")
    assert "for food and bills" not in visitor.page.get_text(" ")
