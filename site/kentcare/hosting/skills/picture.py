"""Where each mark of a picture of one skill stands: a column for each month, as tall as somebody is far.

Time runs from left to right, on a page that is read from right to left, too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kentcare.hosting.skills.rules import LEVELS

# In units of the picture's own. Half a line is as wide as the edge, so that none is cut off.
_EDGE, _STEP = 1, 16
WIDTH, HEIGHT = 240, _STEP * len(LEVELS) + 2 * _EDGE
# With fewer, one column would be as wide as a wall.
_FEWEST, MOST = 6, 12
_FILLED = 0.7


@dataclass(frozen=True, slots=True)
class Mark:
    """A month in which somebody said how far they were: a column, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


def ground(level: int = 0) -> int:
    """How far down the line is on which the picture stands, or that of a level."""
    return HEIGHT - _EDGE - level * _STEP


def span(months: Collection[date]) -> list[date]:
    """The months that a picture shows, each by its first day: from the first to the last, within a year."""
    first, last = min(map(_number, months)), max(map(_number, months))
    begin = min(max(first, last - MOST + 1), last - _FEWEST + 1)
    return [date(number // 12, number % 12 + 1, 1) for number in range(begin, last + 1)]


def marks(shown: Sequence[date], levels: Mapping[date, int]) -> list[Mark]:
    """One for each month shown that has a level. A month without a report is a gap."""
    slot = WIDTH / len(shown)
    width = round(slot * _FILLED, 2)
    return [
        Mark(round(place * slot + (slot - width) / 2, 2), ground(levels[month]), width, levels[month] * _STEP)
        for place, month in enumerate(shown)
        if month in levels
    ]


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1
