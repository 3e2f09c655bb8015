"""Figures in the sentences of an answer: how they are written, and how sure they are said to be."""

from datetime import date

import pytest

from kentcare.offer.entitlements.labels import pounds, year_of
from kentcare.offer.rates.book import Amount
from support.entitlement_people import course, eligible, former_relevant, owed
from support.oracle_figures import pounds_on


def test_a_day_without_a_figure_leaves_the_answer_and_says_so() -> None:
    known, unknown = (owed(eligible(on), "clothing") for on in ("2017-03-23", "2017-03-22"))
    assert (known["answer"], unknown["answer"]) == ("yes", "yes")
    assert not any("No figure is known" in condition for condition in known["conditions"])
    assert any("No figure is known" in condition for condition in unknown["conditions"])


def test_a_figure_that_is_only_the_last_known_is_shown_with_its_year() -> None:
    conditions = owed(eligible("2019-06-01"), "clothing")["conditions"]
    assert any("2017-18" in condition for condition in conditions)
    assert not any(
        "2017-18" in condition for condition in owed(eligible("2017-06-01"), "clothing")["conditions"]
    )


def test_the_yearly_grant_says_what_a_whole_course_comes_to() -> None:
    on = date(2017, 6, 1)
    person = former_relevant(on.isoformat(), study=course("higher", "2005-09-01"))
    conditions = owed(person, "higher_education_grant")["conditions"]
    assert any(pounds_on("higher_education_grant_course", on) in condition for condition in conditions)


@pytest.mark.parametrize(
    ("value", "written"),
    [("4000.00", "£4,000"), ("58.40", "£58.40"), ("0.05", "£0.05"), ("1234567.50", "£1,234,567.50")],
)
def test_pounds_have_pence_only_where_there_are_some(value: str, written: str) -> None:
    assert pounds(value) == written


@pytest.mark.parametrize(
    ("start", "last", "year"),
    [
        (date(2017, 4, 1), date(2018, 3, 31), "2017-18"),
        (date(2017, 8, 1), date(2018, 7, 31), "2017-18"),
        (date(1999, 4, 1), date(2000, 3, 31), "1999-00"),
        (date(2017, 1, 1), date(2017, 12, 31), "2017"),
        (date(2017, 4, 1), None, "2017"),
    ],
)
def test_the_year_of_a_figure_is_the_last_that_it_is_known_for(
    start: date, last: date | None, year: str
) -> None:
    amount = Amount(
        figure="clothing_year",
        value="120.00",
        per="year",
        cap="exact",
        from_=start,
        state="last_known",
        confirmed=False,
        review_by=date(2027, 1, 1),
        last_on=last,
        sources=(),
        conflicts=(),
    )
    assert year_of(amount) == year
