"""What stops a long form: somebody in it may be hurt, missing or at risk, and that cannot wait for a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kentcare.services.long_forms.rules import Words


@dataclass(frozen=True, slots=True)
class Press:
    """One press of the stop button: what its page calls it, and when it was.

    `repeats_for`: for how long a press of the same id is this one, sent again; None for good. A page without
    scripts has one id for every press.
    """

    id: str | None
    at: datetime
    repeats_for: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class SafetyStop:
    """When a form must not go on, and where it leads instead. hosting/reports/stop.py makes one."""

    # Whether these words stop the form, and nobody has yet answered for them.
    is_due: Callable[[Words], bool]
    # Writes down that the form was stopped: by this press of the button, or by the words where there is none.
    note: Callable[[Words, Press | None], None]
    # Says who was told of this press, once it is written down; whether the form was sent.
    told_words: Callable[[Press, bool], str]
    # The template of the numbers to ring.
    ring: str
    # The address of the page that says what to do. That page asks nothing of the database that could fail.
    at: str
