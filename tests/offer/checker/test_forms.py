"""What is typed wrongly or oddly, sent twice or sent by a machine gets a sentence, never a crash."""

import pytest
from flask.testing import FlaskClient

from support.html import text_of
from support.visitor import STUDENT, UNKNOWN, Answers, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


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
    visitor = CheckerVisitor(client, answers)
    while visitor.question != question:
        assert visitor.question, f"{question} was not asked"
        visitor.reply(answers.get(visitor.question, UNKNOWN))
    visitor.reply(typed)
    assert visitor.response.status_code == 422
    assert sentence in text_of(visitor.page)
    # Nothing that was typed is lost.
    boxes = [box.attr("value") or "" for box in visitor.page.select("input[inputmode]")]
    assert boxes == list(typed)


def test_no_choice_made_gets_a_sentence(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT)
    visitor.reply(STUDENT["born"])
    visitor.reply("")
    assert visitor.response.status_code == 422
    assert "Choose one of the answers" in text_of(visitor.page)


def test_a_reply_that_contradicts_an_earlier_one_is_refused(client: FlaskClient) -> None:
    """An earlier time in care that is “still going” would run into the later one."""
    answers = with_answers(born=("1", "5", "2010"), care_1__from=("1", "9", "2026"), care_1__more="yes")
    visitor = CheckerVisitor(client, answers)
    for question in ("born", "care", "care_1.from", "care_1.still", "care_1.more"):
        assert visitor.question == question
        visitor.reply(answers[question])
    visitor.reply(("1", "3", "2026"))
    visitor.reply("yes")
    assert visitor.response.status_code == 422
    assert "This does not fit with a date that you gave before" in text_of(visitor.page)


LONG = "9" * 5000


def at(client: FlaskClient, question: str, answers: Answers) -> CheckerVisitor:
    visitor = CheckerVisitor(client, answers)
    while visitor.question != question:
        assert visitor.question, f"{question} was not asked"
        visitor.reply(visitor.answer_to(visitor.question))
    return visitor


@pytest.mark.parametrize("part", [0, 1, 2], ids=["day", "month", "year"])
@pytest.mark.parametrize("typed", [LONG, "\u0660", "½", "\x00", "-1", "1e3", "<script>"])
def test_odd_dates_get_a_sentence(client: FlaskClient, part: int, typed: str) -> None:
    visitor = CheckerVisitor(client, STUDENT)
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
