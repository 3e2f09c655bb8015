"""Since when it is known that somebody lives in a home."""

from datetime import date

import pytest

from kentcare.cases.arrangements.entries import Entry, known_since

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
EARLY, LATE = date(2026, 10, 1), date(2026, 12, 5)
ALL, UNTIL_OCTOBER = (date(2026, 1, 5), None), (date(2026, 1, 5), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("entries", "since"),
    [
        ([], None),
        ([Entry(EARLY, [ALL])], EARLY),
        ([Entry(EARLY, [UNTIL_OCTOBER])], None),
        ([Entry(EARLY, [ALL]), Entry(LATE, [ALL])], EARLY),  # something else was changed
        ([Entry(EARLY, [UNTIL_OCTOBER]), Entry(LATE, [ALL])], LATE),  # it goes on after all
        ([Entry(EARLY, [ALL]), Entry(EARLY, []), Entry(LATE, [ALL])], LATE),
        ([Entry(EARLY, [(date(2026, 11, 30), None)])], EARLY),
    ],
)
def test_it_is_known_since_it_has_been_said_without_a_break(entries: list[Entry], since: date | None) -> None:
    assert known_since(entries, *NOVEMBER) == since
