"""Reminding Hosts, and telling the service manager of what stays late."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, false, or_, select

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.core.clock import day_in_kent
from kentcare.db.session import reading, writing
from kentcare.desk.reminders.models import Reminder
from kentcare.hosting.reports import records as reports
from kentcare.hosting.reports.rules import Standing, step_of
from kentcare.hosting.reports.timing import timing
from kentcare.hosting.training_and_checks import records as training_and_checks
from kentcare.hosting.training_and_checks.programme import programme
from kentcare.services.messages import records as messages

_REPORT, _CERTIFICATE = "report", "certificate"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due or late, at one step of its reminders, and the Hosts who hear of it."""

    kind: str
    about: str
    step: int
    hosts: Sequence[int]

    @property
    def key(self) -> tuple[str, str, int]:
        return (self.kind, self.about, self.step)


def remind(now: datetime) -> int:
    """Write to the Hosts of what is late or runs out soon, each step once. Answers of how many things.

    A Host of whom several things are due has one message: what they are stands on their page.
    """
    today = day_in_kent(now)
    due = [*_reports(today), *certificates_due(today)]
    with writing() as session:
        sent = session.execute(
            select(Reminder.kind, Reminder.about, Reminder.step).where(
                Reminder.about.in_({one.about for one in due})
            )
        )
        before = {tuple(row) for row in sent}
        new = [one for one in due if one.key not in before]
        told = {
            host
            for host in sorted({host for one in new for host in one.hosts})
            if messages.queue_reminder(host, now)
        }
        # Of what nobody was written to about, whoever comes to be its Host hears another day.
        new = [one for one in new if not told.isdisjoint(one.hosts)]
        session.add_all(Reminder(kind=one.kind, about=one.about, step=one.step, at=now) for one in new)
    return len(new)


def _reports(today: date) -> Iterator[Due]:
    every_home = list(reading().scalars(select(Home.id)))
    hosts = homes.host_ids(every_home)
    for line in reports.lines(every_home, today):
        if line.standing is Standing.LATE:
            step = step_of((today - line.due_on).days, timing().remind_after)
            if step is not None:
                yield Due(_REPORT, str(line.owed), step, hosts[line.owed.home_id])


def certificates_due(today: date) -> list[Due]:
    """Training and checks of which the Hosts hear by today."""
    whole, found = programme(), []
    for line in training_and_checks.every(today):
        if line.state.is_for_host and line.state.needed_by:
            soon = line.requirement.soon_days(whole.soon)
            steps = [*(-days for days in whole.before if days <= soon), *whole.after]
            step = step_of(line.state.days_late(today), steps)
            if step is not None:
                found.append(Due(_CERTIFICATE, line.key, step, line.whom.hosts))
    return found


@dataclass(frozen=True, slots=True)
class Reminded:
    """That the Hosts were written to, and of what: see `Reminder.about`."""

    at: datetime
    about: str


def sent_about(home_id: int, refs: Collection[str]) -> list[Reminded]:
    """The reminders of the reports of a home, and of what anything with one of these refs must show."""
    reports = (Reminder.kind == _REPORT) & Reminder.about.startswith(f"{home_id}/")
    papers = [Reminder.about.contains(f"/{ref}/", autoescape=True) for ref in refs]
    rows = select(Reminder.at, Reminder.about).where(
        reports | ((Reminder.kind == _CERTIFICATE) & or_(false(), *papers))
    )
    return [Reminded(row.at, row.about) for row in reading().execute(rows)]


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
        session.execute(
            delete(Reminder).where(Reminder.kind == _REPORT, Reminder.about.like(f"%/{young_person}/%"))
        )
