"""Every way in which replies can be read, and none where they contradict each other."""

from datetime import date

import pytest

from kentcare.offer.checker.replies import (
    NO_END,
    STAYS,
    UNKNOWN,
    Reply,
    all_but,
    alternatives,
    is_month,
    is_sampled,
    periods_in,
    readings,
)
from kentcare.offer.entitlements.facts import DatePeriod, Facts, Study
from support.checker_people import ENGINE, IN_CARE_AT_16, TODAY


@pytest.mark.parametrize(
    ("name", "reply", "ways"),
    [
        ("care_1.from", "2024-02", ("2024-02-01", "2024-02-29")),
        ("care_1.from", "2024-02-03", ("2024-02-03",)),
        ("care_1.from", UNKNOWN, ("early", "late")),
        ("authority", UNKNOWN, ("kent", "other")),
        ("runs_on", UNKNOWN, ("no",)),
        ("stays", UNKNOWN, ([], ["hospital"])),
        ("stays", ["hospital", "care_home"], (["hospital", "care_home"],)),
        ("in_plan", UNKNOWN, ("yes", "no")),
        ("extended", UNKNOWN, ("no", "yes")),
        ("leave_to", UNKNOWN, (NO_END,)),
        (
            "immigration",
            UNKNOWN,
            ("none", "leave_no_public_funds", "waiting", "appeal_rights_exhausted"),
        ),
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


def only(**replies: Reply) -> Facts:
    (reading,) = readings(replies, TODAY)
    return reading.facts


def test_stays_are_read_as_over_and_long_enough() -> None:
    """From the day after the 16th birthday on, each of them makes somebody qualify."""
    for born in ("2010-11-21", "2010-10-01", "2009-03-01", "2008-11-22", "2007-05-01", "2005-11-23"):
        for kind in STAYS:
            facts = only(born=born, care="no", stays=[kind])
            life = ENGINE.life(facts)
            assert life.legal_status(TODAY.toordinal()).reason == "accommodated", (born, kind)
            assert (facts.accommodated[0].to or TODAY) < TODAY
    assert only(born="2007-05-01", care="no", stays=[]).accommodated == ()


def test_private_fostering_at_16_or_17_goes_on_or_is_over() -> None:
    goes_on = only(born="2009-05-01", care="no", fostered="going").privately_fostered
    over = only(born="2009-05-01", care="no", fostered="yes").privately_fostered
    assert (goes_on, over) == (
        DatePeriod(date(2025, 5, 1)),
        DatePeriod(date(2025, 5, 1), date(2026, 11, 21)),
    )
    of_age = only(born="2007-05-01", care="no", fostered="yes").privately_fostered
    assert of_age == DatePeriod(date(2023, 5, 1), date(2025, 4, 30))


def test_a_place_from_a_council_is_one_before_18() -> None:
    assert only(born="2007-05-01", care="no", housed="yes").housed_by_council == DatePeriod(
        date(2023, 5, 1), date(2025, 4, 30)
    )
    assert only(born="2007-05-01", care="no", housed="no").housed_by_council is None


@pytest.mark.parametrize(
    ("replies", "right", "ends"),
    [
        ({"immigration": "waiting"}, "waiting", None),
        ({"immigration": "waiting", "extended": "yes"}, "leave_extended", None),
        ({"immigration": "waiting", "extended": "no"}, "waiting", None),
        ({"immigration": "leave", "leave_to": NO_END}, "leave", None),
        ({"immigration": "leave", "leave_to": UNKNOWN}, "leave", None),
        ({"immigration": "leave", "leave_to": "2027-03-04"}, "leave", date(2027, 3, 4)),
    ],
)
def test_the_right_to_stay_is_read_with_what_is_asked_after_it(
    replies: dict[str, Reply], right: str, ends: date | None
) -> None:
    facts = only(**IN_CARE_AT_16, **replies)
    assert (facts.immigration, facts.leave_to) == (right, ends)


def test_permission_that_ends_in_a_month_may_end_on_its_first_or_its_last_day() -> None:
    found = readings({**IN_CARE_AT_16, "immigration": "leave", "leave_to": "2027-02"}, TODAY)
    assert [reading.facts.leave_to for reading in found] == [date(2027, 2, 1), date(2027, 2, 28)]


def test_from_25_on_a_course_is_there_before_its_dates_are_known() -> None:
    course = only(born="2001-05-01", runs_on="yes", care="no").study
    assert course == Study("higher", date(2019, 5, 1))
    assert only(born="2001-05-01", runs_on="no").study is None
    early, late = readings(
        {"born": "2001-05-01", "runs_on": "yes", "study": "further", "study.from": "?"}, TODAY
    )
    assert early.facts.study is not None
    assert late.facts.study is not None
    assert (early.facts.study.from_, late.facts.study.from_) == (date(2019, 5, 1), date(2026, 4, 30))


def test_a_course_whose_end_nobody_asks_for_is_over_by_25() -> None:
    course = only(**IN_CARE_AT_16, study="further").study
    assert course is not None
    assert course.to == date(2035, 4, 30)
    assert course.in_plan
    not_in_plan = only(**IN_CARE_AT_16, study="further", in_plan="no").study
    assert not_in_plan is not None
    assert not not_in_plan.in_plan
