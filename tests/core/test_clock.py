"""The clock: one for the whole site, the day in Kent, and a rehearsal of another day."""

import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

import kentcare
from kentcare.core import clock
from kentcare.operator_error import OperatorError

SITE = Path(kentcare.__file__).parents[1]
# What asks the machine for the time of day, by the name of what it is asked of.
ASKED = {
    *(("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today")),
    *(("date", "today"), ("time", "time")),
}
# The limits library counts by the machine's own time, so how long somebody has to wait is said by that, too.
COUNTS_BY_THE_MACHINE = "web/limits.py"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),  # summer time
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_the_day_is_the_day_in_kent(moment: datetime, day: date) -> None:
    with time_machine.travel(moment, tick=False):
        assert (clock.now(), clock.today(), clock.day_in_kent(moment)) == (moment, day, day)


@pytest.mark.parametrize(
    ("setting", "moment"),
    [
        ("2027-04-06T09:00", datetime(2027, 4, 6, 8, tzinfo=UTC)),
        ("2027-01-06 09:00", datetime(2027, 1, 6, 9, tzinfo=UTC)),
        ("2027-04-06T09:00+00:00", datetime(2027, 4, 6, 9, tzinfo=UTC)),
        ("2027-04-06", datetime(2027, 4, 5, 23, tzinfo=UTC)),
    ],
)
def test_a_rehearsal_starts_at_a_moment_and_its_clock_goes_on(setting: str, moment: datetime) -> None:
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC), tick=False) as machine:
        offset = clock.offset_from(setting)
        assert datetime.now(UTC) + offset == moment
        machine.shift(60)
        assert datetime.now(UTC) + offset == moment + timedelta(minutes=1)


@pytest.mark.parametrize("setting", ["tomorrow", "2027-13-01", "09:00"])
def test_what_is_no_moment_is_refused(setting: str) -> None:
    with pytest.raises(OperatorError, match=f"KENTCARE_CLOCK is “{setting}”"):
        clock.offset_from(setting)


def test_the_setting_is_read_at_the_first_look_and_never_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """So to import the module never fails, and `kentcare` can say what is wrong with the setting."""
    monkeypatch.setenv("KENTCARE_CLOCK", "tomorrow")
    clock._offset.cache_clear()
    try:
        with pytest.raises(OperatorError):
            clock.today()
        monkeypatch.setenv("KENTCARE_CLOCK", "2027-04-06T09:00")
        assert clock.today() == date(2027, 4, 6)
        monkeypatch.delenv("KENTCARE_CLOCK")
        assert clock.today() == date(2027, 4, 6)
    finally:
        clock._offset.cache_clear()


def test_without_a_rehearsal_it_is_the_time_that_it_is() -> None:
    assert clock.offset_from("") == timedelta()


def _asks_the_machine(path: Path) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in ASKED
    ]


def test_nothing_else_asks_the_machine_for_the_time() -> None:
    own = Path(clock.__file__)
    files = [path for path in SITE.rglob("*.py") if path != own]
    files = [path for path in files if not path.as_posix().endswith(COUNTS_BY_THE_MACHINE)]
    assert len(files) > 300
    assert _asks_the_machine(own)
    assert {str(path): lines for path in files if (lines := _asks_the_machine(path))} == {}
