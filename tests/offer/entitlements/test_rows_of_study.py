"""The lines of the rows on study that ask of more than the column."""

from typing import Any

import pytest

from support.entitlement_people import care, case, course, owed, since
from support.oracle import Facts


def at(on: str, **facts: Any) -> Facts:
    """Born on 15 June 2008, and in care from 2015 unless said otherwise."""
    return {"on": on, "date_of_birth": "2008-06-15", "care": care(("2015-01-01", None))} | facts


BRIEFLY: dict[str, Any] = {"care": care(("2024-07-01", "2024-07-10"))}
AGED_17, AGED_18 = "2026-06-14", "2026-06-15"
LINES = [
    case(
        "no appeal left at 17",
        AGED_17,
        "sixteen_to_nineteen_bursary may",
        study=course("further", "2025-09-01"),
        immigration="no_leave",
    ),
    case(
        "no appeal left at 18",
        AGED_18,
        "sixteen_to_nineteen_bursary no",
        study=course("further", "2025-09-01"),
        immigration="no_leave",
    ),
    case(
        "qualifying, and never eligible",
        AGED_18,
        "sixteen_to_nineteen_bursary no",
        **BRIEFLY,
        study=course("further", "2025-09-01"),
    ),
    case(
        "qualifying, and once eligible",
        AGED_18,
        "sixteen_to_nineteen_bursary may",
        care=care(("2015-01-01", "2025-01-01")),
        at_home=[since("2025-01-02")],
        study=course("further", "2025-09-01"),
    ),
]


@pytest.mark.parametrize(("on", "expected", "facts"), LINES)
def test_a_line_of_the_table(on: str, expected: str, facts: Facts) -> None:
    name, answer = expected.split()
    assert owed(at(on, **facts), name)["answer"] == answer


@pytest.mark.parametrize(
    ("on", "row", "how"),
    [
        ("2025-01-15", "birthday_17", "a month before"),
        ("2025-06-14", "birthday_17", "ask your social worker or personal adviser now"),
        ("2025-06-15", "birthday_17", "Did you get nothing?"),
        ("2026-05-15", "birthday_18", "a month before"),
        ("2026-05-16", "birthday_18", "ask your social worker or personal adviser now"),
        ("2026-06-14", "birthday_18", "ask your social worker or personal adviser now"),
        ("2026-06-15", "birthday_18", "Did you get nothing?"),
    ],
)
def test_nobody_is_told_to_ask_before_a_day_that_is_over(on: str, row: str, how: str) -> None:
    assert how in owed(at(on), row)["how_to_ask"]


def test_a_birthday_before_care_is_not_said_to_be_owed() -> None:
    came_later = at("2026-03-01", care=care(("2025-07-01", None)))
    assert "You came" not in owed(at("2026-03-01"), "birthday_17")["reason"]
    assert "you came into care after yours" in owed(came_later, "birthday_17")["reason"]
