"""Where a requirement stands: in date, soon, late; and the strip of the next three years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.hosting.training_and_checks.programme import programme
from kentcare.hosting.training_and_checks.rules import (
    LATE,
    Proof,
    Requirement,
    RequirementStanding,
    TimeSpan,
    state,
    strip,
)

TODAY = date(2026, 11, 26)
SOON = 90
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
REQUIREMENTS = st.sampled_from(list(programme().every.values()))


def shown(requirement: Requirement, day: date, *, is_accepted: bool | None = True) -> Proof:
    return Proof("ref", day, requirement.runs_until(day), is_accepted)


def gas() -> Requirement:
    return programme().every["gas_safety"]


@pytest.mark.parametrize(
    ("written", "day", "after"),
    [
        ("12 months", date(2026, 2, 28), date(2027, 2, 28)),
        ("36 months", date(2024, 2, 29), date(2027, 2, 28)),
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("6 weeks", date(2026, 11, 26), date(2027, 1, 7)),
    ],
)
def test_a_period(written: str, day: date, after: date) -> None:
    assert TimeSpan.read(written).after(day) == after


@pytest.mark.parametrize("written", ["", "0 months", "3 years", "months", "3 monthss", "-3 months"])
def test_what_is_no_period(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        TimeSpan.read(written)


@pytest.mark.parametrize(
    ("ago", "standing"),
    [
        (0, RequirementStanding.IN_DATE),
        (274, RequirementStanding.IN_DATE),
        (275, RequirementStanding.SOON),
        (365, RequirementStanding.SOON),
        (366, RequirementStanding.LAPSED),
    ],
)
def test_gas_runs_a_year_and_is_soon_for_ninety_days(ago: int, standing: RequirementStanding) -> None:
    found = state(gas(), [shown(gas(), TODAY - timedelta(days=ago))], None, TODAY, soon=SOON)
    assert found.standing is standing
    assert found.is_late is (standing is RequirementStanding.LAPSED)


def test_a_supervision_is_soon_for_a_third_of_its_six_weeks() -> None:
    supervision = programme().every["supervision"]
    for ago, standing in (
        (27, RequirementStanding.IN_DATE),
        (28, RequirementStanding.SOON),
        (42, RequirementStanding.SOON),
        (43, RequirementStanding.LAPSED),
    ):
        found = state(supervision, [shown(supervision, TODAY - timedelta(days=ago))], None, TODAY, soon=SOON)
        assert found.standing is standing, ago


@given(REQUIREMENTS, DAYS, DAYS)
def test_what_nobody_has_shown_is_late_only_where_the_rules_name_a_day(
    requirement: Requirement, approved: date, today: date
) -> None:
    unknown = state(requirement, [], None, today, soon=SOON)
    assert (unknown.standing, unknown.needed_by) == (RequirementStanding.TO_DO, None)
    found = state(requirement, [], approved, today, soon=SOON)
    if requirement.first_by is None:
        assert found == unknown
    else:
        assert found.needed_by == requirement.first_by.after(approved)
        assert found.is_late is (today > found.needed_by)


@given(REQUIREMENTS, st.lists(DAYS, min_size=1, max_size=4), DAYS)
def test_the_one_that_runs_longest_counts(requirement: Requirement, days: list[date], today: date) -> None:
    found = state(requirement, [shown(requirement, day) for day in days], None, today, soon=SOON)
    assert found.last is not None
    assert found.last.day == max(days)
    assert found.standing is not RequirementStanding.MISSING
    if requirement.lapses is None and not requirement.says_until:
        assert found.standing is RequirementStanding.DONE
    else:
        until = requirement.runs_until(max(days))
        assert until is not None
        assert found.is_late is (today > until)


@given(REQUIREMENTS, DAYS, DAYS, st.sampled_from([None, False]))
def test_what_nobody_has_confirmed_changes_nothing_but_that_it_waits_or_was_refused(
    requirement: Requirement, approved: date, today: date, is_accepted: bool | None
) -> None:
    before = state(requirement, [], approved, today, soon=SOON)
    found = state(
        requirement, [shown(requirement, today, is_accepted=is_accepted)], approved, today, soon=SOON
    )
    assert (found.standing, found.needed_by, found.is_late) == (
        before.standing,
        before.needed_by,
        before.is_late,
    )
    # Whoever has sent something has done their part; whoever was refused has something to do.
    assert found.is_for_host is (is_accepted is False)


def proofs(*those: tuple[int, bool | None], of: str = "gas_safety") -> list[Proof]:
    """Each so many days ago, in the order in which they were added."""
    one = programme().every[of]
    return [shown(one, TODAY - timedelta(days=ago), is_accepted=accepted) for ago, accepted in those]


@pytest.mark.parametrize(
    ("those", "owed"),
    [
        ([(400, True), (10, None)], False),
        ([(500, None), (400, True)], True),
        ([(400, True), (400, None)], True),
        # Nobody looked at it for so long that it has run out.
        ([(400, None)], True),
        ([(10, None), (400, None)], False),
    ],
)
def test_what_waits_hides_that_one_ran_out_only_where_it_would_last_longer(
    those: list[tuple[int, bool | None]], owed: bool
) -> None:
    found = state(gas(), proofs(*those), TODAY - timedelta(days=900), TODAY, soon=SOON)
    assert found.is_late
    assert (found.is_owed, found.is_for_host) == (owed, owed)
    # There it is to be looked at all the same.
    assert found.waiting


@pytest.mark.parametrize(
    ("of", "those", "is_told"),
    [
        ("gas_safety", [(9, True), (9, False)], False),
        ("gas_safety", [(9, True), (20, False)], False),
        ("gas_safety", [(9, None), (9, False)], False),
        ("gas_safety", [(9, True), (5, False)], True),
        ("gas_safety", [(9, False), (9, True)], False),
        ("gas_safety", [(9, False), (9, False)], True),
        # One that never lapses is there, so another is not needed.
        ("first_aid", [(9, True), (5, False)], False),
        ("first_aid", [(5, False)], True),
        # Each meeting is one of its own.
        ("support_group", [(9, True), (5, False)], True),
    ],
)
def test_one_that_does_not_count_is_told_unless_another_does_its_part(
    of: str, those: list[tuple[int, bool | None]], is_told: bool
) -> None:
    found = state(programme().every[of], proofs(*those, of=of), TODAY - timedelta(days=900), TODAY, soon=SOON)
    assert found.is_for_host is is_told


@given(st.lists(DAYS, max_size=30), DAYS)
def test_the_strip_has_each_day_of_the_next_three_years_once(days: list[date], today: date) -> None:
    years = strip(days, today)
    assert [len(year) for year in years] == [12, 12, 12]
    months = [month for year in years for month in year]
    assert months[0].first == today.replace(day=1)
    end = (months[-1].first + timedelta(days=32)).replace(day=1)
    assert sum(month.number for month in months) == sum(day < end for day in days)
    for month in months[1:]:
        in_it = [day for day in days if day.replace(day=1) == month.first]
        assert month.number == len(in_it)


def test_late_is_late() -> None:
    assert {RequirementStanding.LAPSED, RequirementStanding.MISSING} == LATE
