"""When a stop that nobody has looked into is told to somebody else, and to whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# The steps that have a meaning of their own. At every later one all of them are told again.
AT_ONCE, COVER, MANAGERS = 0, 1, 2

# Whoever was told less than this ago is not told that the button was pressed again.
TOLD_JUST_NOW = timedelta(minutes=5)


class ToldAs(StrEnum):
    """What somebody is to a home when they are told of a stop. The values are stored."""

    OFFICER = "officer"
    COVER = "cover"
    MANAGER = "manager"


class PassedOver(StrEnum):
    """Why somebody is not told of a stop. The values are stored."""

    AWAY = "away"
    NO_ADDRESS = "no address"
    NO_SIGN_IN = "no sign-in"  # closed, never used, or suspended: they could not look into it
    OWN_HOME = "own home"  # they are a Host of it, and nobody looks into a stop of their own home


@dataclass(frozen=True, slots=True)
class LastTold:
    """The last step at which somebody was told of a stop, and when. `has_failed`: it reached nobody."""

    step: int
    at: datetime
    has_failed: bool = False


def step_due(last: LastTold, after: timedelta, now: datetime) -> int | None:
    """The step that is due now; None where none is.

    After a time in which nothing ran, it is the step that would have been reached by now, once. It is counted
    from the last step, so that another `after` moves the next one and skips none. Where everything that was
    sent before the managers were told has failed, the next step is due at once.
    """
    if passed := max((now - last.at) // after, 0):
        return last.step + passed
    return last.step + 1 if last.has_failed and last.step < MANAGERS else None


def whom_to_tell(before: int, step: int) -> Collection[ToldAs]:
    """Who is told at a step, together with whoever would have been told at a step that was missed.

    `before`: the last step that was told.
    """
    if step == AT_ONCE:
        return (ToldAs.OFFICER, ToldAs.COVER)
    if step > MANAGERS:
        return tuple(ToldAs)
    missed = range(before + 1, step + 1)
    return tuple(one for one, at in ((ToldAs.COVER, COVER), (ToldAs.MANAGER, MANAGERS)) if at in missed)
