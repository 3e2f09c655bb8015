"""The one clock of the site, and the one rule for which day it is: the day in Kent.

Nothing else asks the machine for the time of day, so that a test and an operator's rehearsal of another day
can set it for everything at once. Durations are measured with `time.monotonic`, which is no clock.
"""

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from kentcare.operator_error import OperatorError, wrong_setting

LONDON = ZoneInfo("Europe/London")
REHEARSAL = "KENTCARE_CLOCK"


def offset_from(setting: str) -> timedelta:
    """How far the clock of a rehearsal is ahead of the machine's; nothing where the setting is empty.

    `setting`: a moment as 2027-04-06T09:00, in Kent unless it names another time zone. Raises OperatorError.
    """
    if not setting.strip():
        return timedelta()
    try:
        moment = datetime.fromisoformat(setting.strip())
    except ValueError:
        raise OperatorError(
            wrong_setting(REHEARSAL, f"is “{setting}”", "a moment such as 2027-04-06T09:00")
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=LONDON)
    return moment - datetime.now(UTC)


@cache
def _offset() -> timedelta:
    """Read once, at the first look: from then on the clock of a rehearsal goes on as every clock does."""
    return offset_from(os.environ.get(REHEARSAL, ""))


def now() -> datetime:
    """The present moment, in UTC. Raises OperatorError where the setting of a rehearsal holds no moment."""
    return datetime.now(UTC) + _offset()


def today() -> date:
    """The day it is in Kent."""
    return now().astimezone(LONDON).date()


def day_in_kent(moment: datetime) -> date:
    """The day in Kent on which a moment falls."""
    return moment.astimezone(LONDON).date()
