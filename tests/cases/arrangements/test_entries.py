"""Since when it is known that somebody lives in a home."""

from datetime import date

import pytest

from kentcare.cases.arrangements.entries import StayEntry, known_since

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
EARLY, LATE = date(2026, 10, 1), date(2026, 12, 5)
ALL, UNTIL_OCTOBER = (date(2026, 1, 5), None), (date(2026, 1, 5), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("entries", "since"),
    [
        ([], None),
        ([StayEntry(EARLY, [ALL])], EARLY),
        ([StayEntry(EARLY, [UNTIL_OCTOBER])], None),
        ([StayEntry(EARLY, [ALL]), StayEntry(LATE, [ALL])], EARLY),  # something else was changed
        ([StayEntry(EARLY, [UNTIL_OCTOBER]), StayEntry(LATE, [ALL])], LATE),  # it goes on after all
        ([StayEntry(EARLY, [ALL]), StayEntry(EARLY, []), StayEntry(LATE, [ALL])], LATE),
        ([StayEntry(EARLY, [(date(2026, 11, 30), None)])], EARLY),
    ],
)
def test_it_is_known_since_it_has_been_said_without_a_break(
    entries: list[StayEntry], since: date | None
) -> None:
    assert known_since(entries, *NOVEMBER) == since
