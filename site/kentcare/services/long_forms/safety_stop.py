"""What stops a long form: somebody in it may be hurt, missing or at risk, and that cannot wait for a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kentcare.services.long_forms.rules import Words


@dataclass(frozen=True, kw_only=True)
class SafetyStop:
    """When a form must not go on, and where it leads instead. hosting/reports/stop.py makes one."""

    # Whether these words stop the form, and nobody has yet answered for them.
    is_due: Callable[[Words], bool]
    # Writes down that the form was stopped, and when: True where a button was pressed, False where the words
    # did it.
    note: Callable[[Words, bool, datetime], None]
    # The address of the page that says what to do. That page asks nothing of the database that could fail.
    at: str
