"""Titles of the events. They name nobody, as a calendar may lie open on a table."""

from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


def report_words(number: int, *, is_late: bool) -> str:
    """The title of an event for this number of monthly reports."""
    if is_late:
        return ngettext("A monthly report is late", "%(num)s monthly reports are late", number)
    return ngettext("A monthly report is due", "%(num)s monthly reports are due", number)


def certificate_words(number: int, *, is_late: bool) -> str:
    """The title of an event for this number of trainings and checks."""
    if is_late:
        return ngettext("A training or a check is late", "%(num)s trainings or checks are late", number)
    return ngettext("A training or a check is needed", "%(num)s trainings or checks are needed", number)


def calendar_name() -> str:
    """The name of the calendar among others in a telephone."""
    return _("My days as a Host")
