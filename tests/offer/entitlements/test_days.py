"""Ages, months and periods counted in days."""

from datetime import date

import pytest

from kentcare.offer.entitlements.days import (
    Span,
    add_months,
    age_on,
    birthday,
    iso,
    join,
    number,
    parts,
    without,
)


def day(written: str) -> int:
    return number(*map(int, written.split("-")))


@pytest.mark.parametrize(
    ("born", "age", "on"),
    [
        ("2000-06-15", 16, "2016-06-15"),
        ("2000-02-29", 16, "2016-02-29"),
        ("2000-02-29", 18, "2018-03-01"),
        ("2000-02-29", 100, "2100-03-01"),  # no leap year
        ("9984-02-29", 25, "10009-03-01"),
    ],
)
def test_an_age_is_reached_at_the_start_of_the_birthday(born: str, age: int, on: str) -> None:
    assert birthday(day(born), age) == day(on)
    assert age_on(day(born), day(on)) == age
    assert age_on(day(born), day(on) - 1) == age - 1


@pytest.mark.parametrize(
    ("start", "months", "reached"),
    [
        ("2016-09-02", 6, "2017-03-02"),
        ("2016-08-31", 6, "2017-02-28"),
        ("2015-08-31", 6, "2016-02-29"),
        ("2016-10-31", 6, "2017-04-30"),
        ("2017-03-31", -1, "2017-02-28"),
        ("2017-01-15", -1, "2016-12-15"),
        ("2016-12-15", 12, "2017-12-15"),
        ("9999-08-31", 6, "10000-02-29"),
    ],
)
def test_months_keep_the_day_or_end_with_a_shorter_month(start: str, months: int, reached: str) -> None:
    assert add_months(day(start), months) == day(reached)


def test_days_go_on_after_the_last_that_python_can_write() -> None:
    last = date.max.toordinal()
    assert parts(last + 1) == (10000, 1, 1)
    assert number(10000, 1, 1) == last + 1
    assert iso(last + 1) == "10000-01-01"


@pytest.mark.parametrize(
    ("spans", "joined"),
    [
        ([Span(1, 5), Span(6, 9)], [Span(1, 9)]),
        ([Span(1, 5), Span(7, 9)], [Span(1, 5), Span(7, 9)]),
        ([Span(4, 9), Span(1, 5)], [Span(1, 9)]),
        ([Span(1, 9), Span(3, 5)], [Span(1, 9)]),
    ],
    ids=["they meet", "a day between", "they overlap, the later first", "one within another"],
)
def test_spans_that_meet_or_overlap_are_one(spans: list[Span], joined: list[Span]) -> None:
    assert join(spans) == joined


@pytest.mark.parametrize(
    ("gaps", "left"),
    [
        ([Span(1, 9)], [Span(10, 20)]),
        ([Span(21, 30)], [Span(10, 20)]),
        ([Span(10, 10), Span(20, 20)], [Span(11, 19)]),
        ([Span(10, 19)], [Span(20, 20)]),
        ([Span(12, 13), Span(15, 30)], [Span(10, 11), Span(14, 14)]),
        ([Span(1, 30)], []),
    ],
    ids=["before", "after", "both ends", "all but the last day", "two gaps", "the whole"],
)
def test_what_is_taken_from_a_span_leaves_the_days_around_it(gaps: list[Span], left: list[Span]) -> None:
    assert without([Span(10, 20)], gaps) == left
