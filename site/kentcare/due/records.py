"""Reminding Hosts, and telling the service manager of what stays late."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from kentcare.accounts.rules import Role
from kentcare.accounts.viewer import Viewer
from kentcare.db.session import reading, writing
from kentcare.due.models import Reminder
from kentcare.homes import records as homes
from kentcare.homes.models import Home
from kentcare.notify import records as notify
from kentcare.notify.wording import something_is_due
from kentcare.reports import records as reports
from kentcare.reports.report import Line
from kentcare.reports.rules import Standing, step_of
from kentcare.reports.timing import timing
from kentcare.web.formats import LONDON

_REPORT = "report"
_OF_USE = timedelta(days=1)


def remind(now: datetime) -> int:
    """Write to the Hosts of each report that is late, each step once. Answers of how many reports."""
    today, reminded = now.astimezone(LONDON).date(), 0
    every_home = list(reading().scalars(select(Home.id)))
    for line in reports.lines(every_home, today):
        if line.standing is Standing.LATE:
            step = step_of((today - line.due_on).days, timing().remind_after)
            reminded += step is not None and _remind_once(line, step, now)
    return reminded


def _remind_once(line: Line, step: int, now: datetime) -> bool:
    key = {"kind": _REPORT, "about": str(line.owed), "step": step}
    with writing() as session:
        if session.get(Reminder, key):
            return False
        session.add(Reminder(**key, at=now))
        for host in homes.hosts_of(line.owed.home_id):
            for address in host.addresses[:1]:
                words = something_is_due(host.language)
                notify.queue(address, words, now=now, use_by=now + _OF_USE, kind="reminder", account=host.id)
    return True


def escalated(viewer: Viewer, today: date) -> int:
    """How many reports are so late that the service manager sees them."""
    if not viewer.has(Role.SERVICE_MANAGER):
        return 0
    most = timing().escalate_after
    late = [one for one in reports.of_officer(viewer, today) if one.standing is Standing.LATE]
    return sum((today - line.due_on).days >= most for line in late)


def forget_young_person(young_person: int) -> None:
    """When a record goes."""
    with writing() as session:
        session.execute(delete(Reminder).where(Reminder.about.like(f"%/{young_person}/%")))
