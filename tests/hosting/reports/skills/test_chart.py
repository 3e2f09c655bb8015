"""The chart of a skill: every column inside it, one for each month with a level, none for a gap."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kentcare.hosting.reports.skills import chart
from kentcare.hosting.reports.skills.rules import LEVELS
from support.months import month

_levels = st.dictionaries(st.integers(0, 40).map(month), st.sampled_from(LEVELS), min_size=1)


@given(levels=_levels)
def test_every_column_is_inside_and_stands_for_one_month(levels: dict[date, int]) -> None:
    shown = chart.months_shown(levels)
    columns = chart.columns(shown, levels)
    assert len(columns) == len([one for one in levels if one in shown])
    for one in columns:
        assert one.x >= 1
        assert one.y >= 1
        assert one.x + one.width <= chart.WIDTH - 1
        assert one.y + one.height == chart.baseline()
        assert chart.baseline() < chart.HEIGHT
    for before, after in pairwise(columns):
        assert before.x + before.width < after.x
    # The place of a column says which month it is, and its height how far somebody was.
    slot = chart.WIDTH / len(shown)
    assert {shown[int(one.x / slot)]: chart.baseline() - one.y for one in columns} == {
        first: chart.baseline() - chart.baseline(level) for first, level in levels.items() if first in shown
    }


@given(months=st.sets(st.integers(0, 40).map(month), min_size=1))
def test_what_is_shown_is_whole_and_ends_with_the_last_report(months: set[date]) -> None:
    shown = chart.months_shown(months)
    assert 6 <= len(shown) <= 12
    assert shown[-1] == max(months)
    for one, after in pairwise(shown):
        assert (after.year * 12 + after.month) - (one.year * 12 + one.month) == 1
    if len(shown) < 12:
        assert shown[0] <= min(months)


def test_a_higher_level_is_taller() -> None:
    shown = [month(number) for number in range(6)]
    columns = chart.columns(shown, {shown[number]: level for number, level in enumerate(LEVELS)})
    assert [one.height for one in columns] == sorted({one.height for one in columns})
