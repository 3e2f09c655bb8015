"""Randomness with a fixed seed, so that every demonstration has the same people."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

_FIXED = 1900


def chance(of: str) -> Random:
    """A random generator for each kind of thing, so that one more of a kind changes nothing of another."""
    return Random(f"{_FIXED} {of}")  # noqa: S311  # nothing is kept safe by it


def ref(of: Random) -> str:
    """A ref, which stands for a row in an address."""
    return f"{of.getrandbits(48):012x}"


def in_the_office(of: Random, day: date) -> datetime:
    """A random moment of a working day."""
    start = datetime.combine(day, time(8, 30), UTC)
    return start + timedelta(seconds=of.randrange(8 * 3600))


def working_days(until: date, number: int) -> list[date]:
    """The last days from Monday to Friday before a day, the oldest first."""
    days: list[date] = []
    day = until
    while len(days) < number:
        day -= timedelta(days=1)
        if day.weekday() < 5:
            days.append(day)
    return days[::-1]
