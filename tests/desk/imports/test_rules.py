"""Each thing that can be wrong with a line, and the number of the line."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kentcare.cases.arrangements.rules import StayFacts
from kentcare.cases.homes.rules import HomeFacts
from kentcare.cases.young_people.rules import CaseFacts
from kentcare.desk.imports import rules
from kentcare.desk.imports.csv_text import read
from kentcare.desk.imports.faults import FaultKind
from kentcare.desk.imports.rules import COLUMNS, CheckedList, ListKind
from kentcare.hosting.households.rules import HouseholdFacts
from kentcare.hosting.terms.rules import TermsFacts
from support.lists import HOMES, HOUSEHOLDS, PEOPLE, STAYS, TERMS, listed

TODAY = date(2026, 11, 25)
KEPT = CaseFacts("C1", "Sam Example", date(2008, 3, 27), "en", 7)
STAY = StayFacts(1, 5, "standard", date(2026, 1, 5), None)


def people(*lines: str, today: date = TODAY) -> CheckedList[CaseFacts]:
    return rules.check_young_people(
        *read(listed(PEOPLE, *lines), COLUMNS[ListKind.YOUNG_PEOPLE]),
        kept=[KEPT],
        advisers={"ada@example.org": 7},
        languages={"en": "en", "ar": "ar", "arabic": "ar", "العربية": "ar"},
        today=today,
    )


def homes(*lines: str) -> CheckedList[HomeFacts]:
    return rules.check_homes(
        *read(listed(HOMES, *lines), COLUMNS[ListKind.HOMES]),
        kept=[HomeFacts("H1", "Example", "Dover", 8, frozenset({3, 4}))],
        officers={"olu@example.org": 8},
        hosts={"a@example.org": 3, "b@example.org": 4},
    )


def stays(*lines: str) -> CheckedList[StayFacts]:
    return rules.check_stays(
        *read(listed(STAYS, *lines), COLUMNS[ListKind.ARRANGEMENTS]),
        kept=[STAY],
        people={"C1": 1, "C2": 2},
        homes={"H1": 5, "H2": 6},
    )


def households(*lines: str) -> CheckedList[HouseholdFacts]:
    return rules.check_households(
        *read(listed(HOUSEHOLDS, *lines), COLUMNS[ListKind.HOUSEHOLDS]),
        kept=[HouseholdFacts(5, date(2024, 6, 14), True, False)],
        homes={"H1": 5, "H2": 6},
        today=TODAY,
    )


def faults(checked: CheckedList[Any]) -> list[tuple[int, FaultKind, str]]:
    return [(fault.line, fault.wrong, fault.column) for fault in checked.faults]


GOOD = "C9,Sam Example,2008-03-27,,"


@pytest.mark.parametrize(
    ("line", "wrong", "column"),
    [
        (",Sam,2008-03-27,,", FaultKind.EMPTY, "case_number"),
        (f"{'9' * 31},Sam,2008-03-27,,", FaultKind.TOO_LONG, "case_number"),
        ("C2, ,2008-03-27,,", FaultKind.EMPTY, "name"),
        (f"C2,{'a' * 121},2008-03-27,,", FaultKind.TOO_LONG, "name"),
        ("C2,=SUM(A1),2008-03-27,,", FaultKind.FORMULA, "name"),
        ("C2, +Sam,2008-03-27,,", FaultKind.FORMULA, "name"),
        ("C2,-Sam,2008-03-27,,", FaultKind.FORMULA, "name"),
        ("C2,@Sam,2008-03-27,,", FaultKind.FORMULA, "name"),
        ("C2,Sam,,,", FaultKind.EMPTY, "born"),
        ("C2,Sam,2007-02-29,,", FaultKind.NO_DAY, "born"),
        ("C2,Sam,31/04/2008,,", FaultKind.NO_DAY, "born"),
        ("C2,Sam,12/31/2008,,", FaultKind.NO_DAY, "born"),
        ("C2,Sam,27.3.2008,,", FaultKind.NO_DAY, "born"),
        ("C2,Sam,0008-03-27,,", FaultKind.NO_DAY, "born"),
        ("C2,Sam,٢٠٠٨-٠٣-٢٧,,", FaultKind.NO_DAY, "born"),
        ("C2,Sam,2026-11-26,,", FaultKind.IN_THE_FUTURE, "born"),
        ("C2,Sam,2016-11-26,,", FaultKind.TOO_YOUNG, "born"),
        ("C2,Sam,1926-11-24,,", FaultKind.TOO_LONG_AGO, "born"),
        ("C2,Sam,2008-03-27,Elvish,", FaultKind.NO_LANGUAGE, "language"),
        ("C2,Sam,2008-03-27,,nobody@example.org", FaultKind.NO_ADVISER, "adviser_email"),
        ("C9,Sam,2008-03-27,,", FaultKind.TWICE, "case_number"),
    ],
)
def test_a_young_persons_line(line: str, wrong: FaultKind, column: str) -> None:
    """It is told by its line, empty lines counted; the good line before it is still good."""
    checked = people(GOOD, "", line)
    assert faults(checked) == [(4, wrong, column)]
    assert (checked.good, checked.bad) == (1, 1)


@pytest.mark.parametrize("born", ["2016-11-25", "25/11/2016", "1926-11-25"])
def test_the_last_day_that_can_be(born: str) -> None:
    assert not people(f"C2,Sam,{born},,").faults


def test_on_the_day_that_comes_every_four_years() -> None:
    assert not people("C2,Sam,2018-02-28,,", today=date(2028, 2, 29)).faults
    assert people("C2,Sam,2018-03-01,,", today=date(2028, 2, 29)).faults


def test_every_fault_of_a_line_is_told_at_once() -> None:
    assert len(people(",,1,Elvish,x@example.org").faults) == 5


def test_twice_in_one_list_says_where_the_first_is() -> None:
    (fault,) = people(GOOD, GOOD).faults
    assert (fault.line, fault.other) == (3, 2)


@pytest.mark.parametrize("language", ["ar", "AR", "Arabic", "العربية"])
def test_new_changed_and_unchanged_are_told_apart(language: str) -> None:
    checked = people(
        "C1,Sam Example,27/3/2008,en,ADA@example.org",
        f"C2,Ali Example,2009-01-02,{language},ada@example.org",
    )
    assert (checked.new, checked.changed, checked.unchanged, checked.faults) == (
        (CaseFacts("C2", "Ali Example", date(2009, 1, 2), "ar", 7),),
        (),
        1,
        (),
    )
    assert people("C1,Sam Example,27/3/2008,,").changed == (
        CaseFacts("C1", "Sam Example", date(2008, 3, 27), "en", None),
    )


@pytest.mark.parametrize(
    ("line", "wrong", "column"),
    [
        (",Example,Dover,,", FaultKind.EMPTY, "home_number"),
        ("H2,,Dover,,", FaultKind.EMPTY, "name"),
        ("H2,=Example,Dover,,", FaultKind.FORMULA, "name"),
        ("H2,Example,,,", FaultKind.EMPTY, "area"),
        (f"H2,Example,{'a' * 61},,", FaultKind.TOO_LONG, "area"),
        ("H2,Example,Dover,a@example.org,", FaultKind.NO_OFFICER, "officer_email"),
        ("H2,Example,Dover,,olu@example.org", FaultKind.NO_HOST, "host_emails"),
        ("H2,Example,Dover,,a@example.org; x@example.org", FaultKind.NO_HOST, "host_emails"),
        ("H9,Example,Dover,,", FaultKind.TWICE, "home_number"),
    ],
)
def test_a_homes_line(line: str, wrong: FaultKind, column: str) -> None:
    assert faults(homes("H9,Example,Dover,,", line)) == [(3, wrong, column)]


def test_the_order_of_hosts_changes_nothing() -> None:
    checked = homes("H1,Example,Dover,olu@example.org,B@example.org; a@example.org;")
    assert (checked.unchanged, checked.faults) == (1, ())
    assert len(homes("H1,Example,Dover,olu@example.org,a@example.org").changed) == 1


@pytest.mark.parametrize(
    ("line", "wrong", "column"),
    [
        ("C7,H1,standard,2026-01-05,", FaultKind.NO_PERSON, "case_number"),
        ("C1,H7,standard,2025-01-05,2025-02-01", FaultKind.NO_HOME, "home_number"),
        ("C1,H1,low,2026-01-05,", FaultKind.NO_LEVEL, "level"),
        ("C1,H1,,2026-01-05,", FaultKind.EMPTY, "level"),
        ("C1,H1,standard,,", FaultKind.EMPTY, "from"),
        ("C1,H1,standard,2026-02-30,", FaultKind.NO_DAY, "from"),
        ("C1,H1,standard,2026-01-05,2026-02-30", FaultKind.NO_DAY, "to"),
        ("C1,H1,standard,2026-01-05,2026-01-04", FaultKind.ENDS_FIRST, "to"),
        ("C2,H1,standard,05/01/2026,2026-01-09", FaultKind.TWICE, "case_number"),
        ("C2,H2,standard,2026-01-31,", FaultKind.OVERLAPS, "from"),
        ("C2,H2,standard,2025-01-31,", FaultKind.OVERLAPS, "from"),
        ("C1,H2,standard,2026-03-01,", FaultKind.OVERLAPS_KEPT, "from"),
        ("C1,H2,standard,2025-03-01,", FaultKind.OVERLAPS_KEPT, "from"),
    ],
)
def test_an_arrangements_line(line: str, wrong: FaultKind, column: str) -> None:
    checked = stays("C2,H1,complex,2026-01-05,2026-01-31", line)
    # Of two lines that overlap, the one that begins later is the one to mend.
    expected = 2 if "2025-01-31" in line else 3
    assert faults(checked) == [(expected, wrong, column)]


def test_one_that_ends_the_day_before_does_not_overlap() -> None:
    checked = stays("C1,H1,standard,2026-01-05,2026-02-28", "C1,H2,complex,2026-03-01,")
    assert (len(checked.new), len(checked.changed), checked.faults) == (1, 1, ())


def test_a_long_stay_overlaps_more_than_the_next_one() -> None:
    checked = stays(
        "C2,H1,standard,2025-01-01,2025-12-31",
        "C2,H2,standard,2025-02-01,2025-02-03",
        "C2,H2,standard,2025-06-01,2025-06-03",
    )
    assert [(fault.line, fault.other) for fault in checked.faults] == [(3, 2), (4, 2)]


def test_a_fault_in_one_line_makes_none_in_its_neighbour() -> None:
    """The line of the old stay is meant to end it. When that is mended, the new one is good."""
    checked = stays("C1,H1,standard,2026-01-05,2026-02-30", "C1,H2,complex,2026-03-01,")
    assert faults(checked) == [(2, FaultKind.NO_DAY, "to")]


@pytest.mark.parametrize(
    ("line", "wrong", "column"),
    [
        (",2024-06-14,yes,no", FaultKind.EMPTY, "home_number"),
        ("H9,2024-06-14,yes,no", FaultKind.NO_HOME, "home_number"),
        ("H2,2024-06-31,yes,no", FaultKind.NO_DAY, "approved_on"),
        ("H2,2026-11-26,yes,no", FaultKind.APPROVED_LATER, "approved_on"),
        ("H2,2024-06-14,,no", FaultKind.EMPTY, "gas"),
        ("H2,2024-06-14,perhaps,no", FaultKind.NOT_YES_OR_NO, "gas"),
        ("H2,2024-06-14,no,1", FaultKind.NOT_YES_OR_NO, "drives"),
    ],
)
def test_a_line_of_a_household_that_cannot_be(line: str, wrong: FaultKind, column: str) -> None:
    checked = households("H1,2024-06-14,yes,no", line)
    assert faults(checked) == [(3, wrong, column)]


def test_a_household_is_new_another_or_the_same() -> None:
    checked = households("H1,14/06/2024,YES,No", "H2,,no,yes")
    assert checked.new == (HouseholdFacts(6, None, False, True),)
    assert checked.unchanged == 1
    assert households("H1,2024-06-15,yes,no").changed == (HouseholdFacts(5, date(2024, 6, 15), True, False),)
    kept = HouseholdFacts(5, date(2024, 6, 14), False, False)
    assert households("H1,,no,no").changed == (kept,), "an empty cell takes no day away"
    assert faults(households("H2,,no,no", "H2,,no,yes")) == [(3, FaultKind.TWICE, "home_number")]


KEPT_TERMS = TermsFacts(5, 2, date(2025, 9, 1), None, 7, date(2025, 8, 27))


def terms(*lines: str) -> CheckedList[TermsFacts]:
    return rules.check_terms(
        *read(listed(TERMS, *lines), COLUMNS[ListKind.TERMS]),
        kept=[KEPT_TERMS],
        homes={"H1": 5, "H2": 6},
        deciders={"head@example.org": 7},
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("line", "wrong", "column"),
    [
        ("H9,2,2025-09-01,,,", FaultKind.NO_HOME, "home_number"),
        ("H2,,2025-09-01,,,", FaultKind.EMPTY, "places"),
        ("H2,two,2025-09-01,,,", FaultKind.NO_PLACES, "places"),
        ("H2,21,2025-09-01,,,", FaultKind.NO_PLACES, "places"),
        ("H2,2,,,,", FaultKind.EMPTY, "from"),
        ("H2,2,2025-09-01,2025-08-01,,", FaultKind.ENDS_FIRST, "to"),
        ("H2,2,2025-09-01,,x@example.org,2025-08-27", FaultKind.NO_DECIDER, "decided_by_email"),
        ("H2,2,2025-09-01,,head@example.org,", FaultKind.DECIDED_HALF, "decided_on"),
        ("H2,2,2025-09-01,,,2025-08-27", FaultKind.DECIDED_HALF, "decided_by_email"),
        ("H2,2,2025-09-01,,head@example.org,2100-01-01", FaultKind.DECIDED_LATER, "decided_on"),
        ("H1,2,2026-01-01,,,", FaultKind.TWO_TERMS, "from"),
    ],
)
def test_what_is_wrong_with_places_is_told(line: str, wrong: FaultKind, column: str) -> None:
    assert (2, wrong, column) in faults(terms(line))


def test_places_that_end_before_others_begin_are_two_lines() -> None:
    both = terms("H1,2,2025-09-01,2025-12-31,,", "H1,0,2026-01-01,,,")
    assert both.changed == (replace(KEPT_TERMS, to_day=date(2025, 12, 31)),)
    assert [one.places for one in both.new] == [0]
    assert faults(terms("H2,2,2025-09-01,,,", "H2,1,2026-01-01,,,")) == [(3, FaultKind.TWO_TERMS, "from")]


def test_no_days_are_left_without_places() -> None:
    two = "H2,2,2025-09-01,2025-12-31,,", "H2,1,2026-02-01,,,"
    assert faults(terms(*two)) == [(3, FaultKind.NO_TERMS, "from")]
    assert faults(terms(*two, "H2,0,2026-01-01,2026-01-31,,")) == []
    assert faults(terms("H1,1,2025-01-01,2025-06-30,,")) == [(2, FaultKind.NO_TERMS, "to")]
    # A line with a fault of its own may be the one that is missing.
    assert faults(terms(*two, "H2,none,2026-01-01,2026-01-31,,")) == [(4, FaultKind.NO_PLACES, "places")]
