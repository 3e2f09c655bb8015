"""Geometry of the chart of one skill: a column for each month, the taller the higher the level.

Time runs from left to right, also on a page that is read from right to left. All lengths are in units of the
SVG's own coordinate system.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kentcare.hosting.reports.skills.rules import LEVELS

# The margin is half as wide as a line is thick, so that no line is cut off.
_MARGIN, _STEP = 1, 16
WIDTH, HEIGHT = 240, _STEP * len(LEVELS) + 2 * _MARGIN
# With fewer months than this, a single column would be as wide as a wall.
_FEWEST, MOST = 6, 12
# The share of a month's slot that its column fills.
_FILLED = 0.7


@dataclass(frozen=True, slots=True)
class Column:
    """The column of one month. `x`, `y`: its upper left corner."""

    x: float
    y: float
    width: float
    height: float


def baseline(level: int = 0) -> int:
    """The y coordinate of the line of a level; without one, of the ground on which the columns stand."""
    return HEIGHT - _MARGIN - level * _STEP


def months_shown(months: Collection[date]) -> list[date]:
    """The months on the chart's axis, each by its first day: up to the last with a report, 6 to 12 of them.

    `months`: the first days of the months with a report; at least one.
    """
    first, last = min(map(_number, months)), max(map(_number, months))
    begin = min(max(first, last - MOST + 1), last - _FEWEST + 1)
    return [date(number // 12, number % 12 + 1, 1) for number in range(begin, last + 1)]


def columns(shown: Sequence[date], levels: Mapping[date, int]) -> list[Column]:
    """A column for each of the months shown that has a level. A month without a report is a gap."""
    slot = WIDTH / len(shown)
    width = round(slot * _FILLED, 2)
    return [
        Column(
            x=round(place * slot + (slot - width) / 2, 2),
            y=baseline(levels[month]),
            width=width,
            height=levels[month] * _STEP,
        )
        for place, month in enumerate(shown)
        if month in levels
    ]


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1
