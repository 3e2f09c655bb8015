"""Working days of England, and the one picture of a deadline."""

import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st

from kentcare.core.clock import today
from kentcare.web.deadlines import (
    add_working_days,
    deadline,
    is_working_day,
    next_working_day,
    working_days_left,
)

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
# As gov.uk/bank-holidays and the Banking and Financial Dealings Act 1971 give them.
HOLIDAYS_2027 = [
    *(date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31)),
    *(date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28)),
]


@given(DAYS, st.integers(0, 80))
def test_adding_days_and_counting_them_again_gives_the_same(day: date, n: int) -> None:
    assert working_days_left(day, add_working_days(day, n)) == n


@given(DAYS, st.integers(1, 80))
def test_what_is_counted_to_is_a_day_on_which_offices_are_open(day: date, n: int) -> None:
    found = add_working_days(day, n)
    assert found > day
    assert found.weekday() < 5
    assert found not in HOLIDAYS_2027


@given(DAYS, DAYS)
def test_as_many_days_are_left_as_it_is_late_the_other_way_round(one: date, other: date) -> None:
    assert working_days_left(one, other) == -working_days_left(other, one)


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_a_promise_can_be_added_in_two_parts(day: date, one: int, other: int) -> None:
    assert add_working_days(add_working_days(day, one), other) == add_working_days(day, one + other)


def test_nothing_is_promised_for_yesterday() -> None:
    with pytest.raises(ValueError, match="earlier day"):
        add_working_days(date(2027, 1, 5), -1)


def test_the_bank_holidays_of_a_year_are_those_of_england() -> None:
    weekdays = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day for day in weekdays if day.weekday() < 5 and not is_working_day(day)] == HOLIDAYS_2027


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2027, 3, 25), date(2027, 3, 30)),  # Maundy Thursday, over Easter
        (date(2027, 12, 24), date(2027, 12, 29)),  # Christmas Day is a Saturday
        (date(2027, 12, 31), date(2028, 1, 4)),  # New Year’s Day is a Saturday
        (date(2028, 12, 22), date(2028, 12, 27)),  # Christmas Day is a Monday
        (date(2027, 7, 12), date(2027, 7, 13)),  # a holiday in Northern Ireland alone
        (date(2027, 11, 29), date(2027, 11, 30)),  # a holiday in Scotland alone
    ],
)
def test_the_next_working_day(day: date, following: date) -> None:
    assert next_working_day(day) == following


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2027-03-27T23:30:00+00:00", 1),  # still Saturday in Kent; the clocks go forward that night
        ("2027-03-28T22:59:00+00:00", 1),  # Sunday
        ("2027-03-29T22:59:00+00:00", 1),  # Easter Monday, in summer time
        ("2027-03-29T23:01:00+00:00", 0),  # Tuesday has begun in Kent, and not where the server is
        ("2027-10-31T23:30:00+00:00", -150),  # still Sunday: the clocks have gone back
        ("2027-11-01T00:01:00+00:00", -151),  # Monday has begun
    ],
)
def test_the_day_in_kent_counts_when_the_clocks_change(now: str, left: int) -> None:
    with time_machine.travel(datetime.fromisoformat(now), tick=False):
        assert working_days_left(today(), date(2027, 3, 30)) == left


@pytest.mark.parametrize(
    ("now", "words", "state"),
    [
        (date(2027, 3, 24), "3 working days left", "lit"),
        (date(2027, 3, 25), "2 working days left", "half"),
        (date(2027, 3, 30), "1 working day left", "half"),
        (date(2027, 3, 31), "Today", "half"),
        (date(2027, 4, 1), "1 working day late", "unlit"),
        (date(2027, 4, 2), "2 working days late", "unlit"),
    ],
)
def test_what_is_said_of_a_deadline(app: Flask, now: date, words: str, state: str) -> None:
    due = date(2027, 3, 31)
    with app.test_request_context("/en/"):
        found = deadline(due, now)
        assert (found.words, found.state, found.is_late) == (words, state, state == "unlit")
        html = render_template_string(
            '{% from "web/deadline.html" import deadline %}{{ deadline(due, now) }}', due=due, now=now
        )
    assert f"<strong>{words}</strong>" in html
    assert f'href="#{state}"' in html
    assert '<time datetime="2027-03-31">31 March 2027</time>' in html


@pytest.mark.parametrize(
    ("due", "now", "words"),
    [
        (date(2027, 7, 4), date(2027, 7, 3), "No working day left"),  # due on a Sunday, and it is Saturday
        (date(2027, 7, 2), date(2027, 7, 3), "Late"),  # due on a Friday, and it is Saturday
    ],
)
def test_what_is_said_at_a_weekend(app: Flask, due: date, now: date, words: str) -> None:
    with app.test_request_context("/en/"):
        assert deadline(due, now).words == words


def test_a_deadline_is_said_in_the_language_of_the_page(strange_app: Flask) -> None:
    with strange_app.test_request_context("/en-XA/"):
        words = deadline(date(2027, 3, 31), date(2027, 3, 24)).words
        assert "3" in words
        assert words != "3 working days left"


def test_the_holidays_are_loaded_when_they_are_asked_for() -> None:
    code = "import sys, kentcare.web.deadlines; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
