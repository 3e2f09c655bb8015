"""A date in Tigrinya that may be of the Ethiopian calendar is asked back, with both days to choose from."""

import pytest
from flask.testing import FlaskClient

from support.html import attribute
from support.visitor import Answers, CheckerVisitor

pytestmark = pytest.mark.usefixtures("clock")

Typed = tuple[str, str, str]
NEW_YEAR: Typed = ("1", "1", "2000")  # 12 September 2007 there
IN_2007, IN_2000 = "2007-09-12", "2000-01-01"


def at_birthday(client: FlaskClient, typed: Typed, tag: str = "ti") -> CheckerVisitor:
    visitor = CheckerVisitor(client, {}, tag)
    visitor.reply(typed)
    return visitor


def days_asked_back(visitor: CheckerVisitor) -> list[str]:
    return [attribute(choice, "value") for choice in visitor.page.select("input[name=calendar]")]


def choose(visitor: CheckerVisitor, day: str, typed: Typed) -> None:
    """Send the form again as a browser does: with what was typed, and the day that was meant."""
    data = dict(zip(("reply-day", "reply-month", "reply-year"), typed, strict=True))
    posted = visitor.client.post(
        "/ti/checker/1", data={**data, "question": "born", "calendar": day, "csrf_token": _token(visitor)}
    )
    visitor.response = posted
    if posted.status_code == 303:
        visitor.go(posted.location)


def _token(visitor: CheckerVisitor) -> str:
    field = visitor.page.select_one("input[name=csrf_token]")
    assert field is not None
    return attribute(field, "value")


def born(client: FlaskClient) -> object:
    with client.session_transaction() as kept:
        return kept.get("replies", {}).get("born")


def test_both_days_are_choices_and_nothing_typed_is_lost(client: FlaskClient) -> None:
    visitor = at_birthday(client, NEW_YEAR)
    assert visitor.response.status_code == 422
    assert days_asked_back(visitor) == [IN_2000, IN_2007]
    assert [box.attr("value") for box in visitor.page.select("input[inputmode]")] == [*NEW_YEAR]
    assert born(client) is None


@pytest.mark.parametrize("day", [IN_2000, IN_2007])
def test_the_day_that_is_chosen_is_kept(client: FlaskClient, day: str) -> None:
    visitor = at_birthday(client, NEW_YEAR)
    choose(visitor, day, NEW_YEAR)
    assert born(client) == day
    assert visitor.question != "born"


def test_a_day_chosen_for_another_date_is_asked_again(client: FlaskClient) -> None:
    visitor = at_birthday(client, NEW_YEAR)
    choose(visitor, IN_2007, ("2", "1", "2000"))
    assert days_asked_back(visitor) == ["2000-01-02", "2007-09-13"]
    assert born(client) is None


@pytest.mark.parametrize(
    "typed", [("1", "1", "2008"), ("1", "1", "1994"), ("1", "1", "2004")], ids=["18", "32", "22"]
)
def test_only_who_would_be_of_an_age_for_this_site_is_asked_back(client: FlaskClient, typed: Typed) -> None:
    """Somebody born in 2008 would be 11 there, and is not asked; born in 1994, 25; born in 2004, 15."""
    asked = days_asked_back(at_birthday(client, typed))
    assert bool(asked) == (typed[2] == "2004")


@pytest.mark.parametrize(
    ("typed", "day"), [(("30", "2", "2000"), "2007-11-10"), (("5", "13", "1999"), "2007-09-10")]
)
def test_a_day_that_only_the_other_calendar_has_is_the_one_choice(
    client: FlaskClient, typed: Typed, day: str
) -> None:
    visitor = at_birthday(client, typed)
    assert days_asked_back(visitor) == [day]
    choose(visitor, day, typed)
    assert born(client) == day


@pytest.mark.parametrize(
    "typed", [("31", "13", "1999"), ("1", "14", "1999"), ("x", "1", "2000"), ("", "", "")]
)
def test_what_no_calendar_has_is_refused_as_ever(client: FlaskClient, typed: Typed) -> None:
    visitor = at_birthday(client, typed)
    assert visitor.response.status_code == 422
    assert days_asked_back(visitor) == []


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_readers_of_other_languages_are_not_asked(client: FlaskClient, tag: str) -> None:
    at_birthday(client, NEW_YEAR, tag)
    assert born(client) == IN_2000


def test_digits_of_another_keyboard_are_read_alike(client: FlaskClient) -> None:
    assert days_asked_back(at_birthday(client, ("١", "١", "٢٠٠٠"))) == [IN_2000, IN_2007]


def at(client: FlaskClient, question: str, answers: Answers) -> CheckerVisitor:
    visitor = CheckerVisitor(client, answers, "ti")
    while visitor.question != question:
        assert visitor.question, f"{question} was not asked"
        visitor.reply(visitor.answer_to(visitor.question))
    return visitor


IN_CARE: Answers = {"born": ("1", "5", "2008"), "care": "yes"}


def test_a_month_of_the_other_calendar_is_the_one_in_which_most_of_it_lies(client: FlaskClient) -> None:
    visitor = at(client, "care_1.from", IN_CARE)
    visitor.reply(("", "1", "2016"))
    assert days_asked_back(visitor) == ["2016-01", "2023-09"]


@pytest.mark.parametrize("year", ["2024", "2019"])
def test_a_date_that_would_be_still_to_come_there_is_taken_as_it_is(client: FlaskClient, year: str) -> None:
    visitor = at(client, "care_1.from", IN_CARE)
    visitor.reply(("1", "3", year))
    assert visitor.response.status_code == 200


def test_a_name_of_a_month_is_the_month_of_that_name(client: FlaskClient) -> None:
    """The names of the months are shared: Meskerem is September here, and the first month there."""
    visitor = at_birthday(client, ("1", "መስከረም", "2000"))
    assert days_asked_back(visitor) == ["2000-09-01", "2007-09-12"]


PAPERS: Answers = {
    **IN_CARE,
    "care_1.from": ("1", "3", "2024"),
    "care_1.still": "yes",
    "immigration": "leave",
}


@pytest.mark.parametrize(("year", "is_asked"), [("2027", False), ("2019", True)])
def test_permission_that_is_still_to_end_is_taken_as_it_is_and_one_long_over_is_not(
    client: FlaskClient, year: str, is_asked: bool
) -> None:
    """The year 2019 there lasts until September 2027."""
    visitor = at(client, "leave_to", PAPERS)
    visitor.reply(("1", "3", year))
    assert days_asked_back(visitor) == (["2019-03-01", "2026-11-10"] if is_asked else [])


def test_a_month_that_only_one_calendar_has_brings_one_message(client: FlaskClient) -> None:
    visitor = at_birthday(client, ("5", "13", "1999"))
    assert len(visitor.page.select(".govuk-error-summary li")) == 1
    assert len(visitor.page.select(".govuk-error-message")) == 1


def test_the_numerals_of_ethiopia_are_read_and_kept_as_they_were_typed(client: FlaskClient) -> None:
    visitor = at_birthday(client, ("፩", "፩", "፳፻"))
    assert days_asked_back(visitor) == [IN_2000, IN_2007]
    assert [box.attr("value") for box in visitor.page.select("input[inputmode]")] == ["፩", "፩", "፳፻"]
