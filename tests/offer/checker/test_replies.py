"""Every way in which replies can be read, and none where they contradict each other."""

from datetime import date

import pytest

from kentcare.offer.checker.replies import (
    UNKNOWN,
    Reply,
    all_but,
    alternatives,
    is_month,
    is_sampled,
    periods_in,
    readings,
)
from support.checker_people import IN_CARE_AT_16, TODAY


@pytest.mark.parametrize(
    ("name", "reply", "ways"),
    [
        ("care_1.from", "2024-02", ("2024-02-01", "2024-02-29")),
        ("care_1.from", "2024-02-03", ("2024-02-03",)),
        ("care_1.from", UNKNOWN, ("early", "late")),
        ("authority", UNKNOWN, ("kent", "other")),
        ("living", "custody", ("custody",)),
    ],
)
def test_a_reply_has_its_ways_of_being_read(name: str, reply: str, ways: tuple[str, ...]) -> None:
    assert alternatives(name, reply) == ways


def test_certain_replies_have_one_reading_with_their_facts() -> None:
    (reading,) = readings(IN_CARE_AT_16, TODAY)
    (period,) = reading.facts.care
    assert (reading.facts.date_of_birth, period.from_, period.to) == (
        date(2010, 5, 1),
        date(2022, 3, 4),
        None,
    )


def test_each_unknown_reply_doubles_the_readings() -> None:
    assert len(readings({**IN_CARE_AT_16, "authority": UNKNOWN}, TODAY)) == 2
    assert len(readings({**IN_CARE_AT_16, "authority": UNKNOWN, "care_1.from": "2022-03"}, TODAY)) == 4


def test_a_month_whose_day_was_asked_is_that_day() -> None:
    month: dict[str, Reply] = {**IN_CARE_AT_16, "care_1.from": "2022-03"}
    (reading,) = readings({**month, "care_1.from.day": "2022-03-09"}, TODAY)
    assert reading.facts.care[0].from_ == date(2022, 3, 9)
    assert len(readings({**month, "care_1.from.day": UNKNOWN}, TODAY)) == 2


def test_replies_that_cannot_all_be_true_have_no_reading() -> None:
    assert readings({**IN_CARE_AT_16, "care_1.from": "2005-01-01"}, TODAY) == []
    assert readings({"born": "2007-05-01", "study": "further", "study.to": "2026-01-01"}, TODAY) == []


def test_too_many_readings_are_sampled() -> None:
    assert not is_sampled(IN_CARE_AT_16)
    unclear = ("care", "at_16", "home", "guardianship", "authority", "benefit", "immigration")
    unknown: dict[str, Reply] = dict.fromkeys(unclear, UNKNOWN)
    assert is_sampled({"born": "2007-05-01", **unknown})
    assert 0 < len(readings({"born": "2007-05-01", **unknown}, TODAY)) <= 64


def test_what_differs_beyond_a_reply_is_seen() -> None:
    one: dict[str, Reply] = {"care": "yes", "home": "no"}
    assert all_but(one, "home") == all_but({**one, "home": "yes"}, "home")
    assert all_but(one, "home") != all_but({**one, "care": "no"}, "home")


def test_periods_that_have_been_begun_are_counted() -> None:
    assert periods_in({"care_1.from": "2022-03", "care_3.from": "2024-01", "care_2.more": "yes"}) == [1, 3]


@pytest.mark.parametrize(("reply", "is_one"), [("2019-03", True), ("2019-03-04", False), ("yes", False)])
def test_a_month_is_told_from_a_day(reply: str, is_one: bool) -> None:
    assert is_month(reply) == is_one
