"""Reminding Hosts of what is due, and telling the service manager what stays late."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, false, or_, select

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.core.clock import day_in_kent
from kentcare.db import subjects
from kentcare.db.session import reading, writing
from kentcare.desk.reminders.models import Reminder
from kentcare.hosting.reports.records import lists as report_lists
from kentcare.hosting.reports.rules import ReportStanding, step_of
from kentcare.hosting.reports.timing import timing
from kentcare.hosting.training_and_checks.programme import programme
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.services.messages import records as messages

_REPORT, _CERTIFICATE = "report", "certificate"


@dataclass(frozen=True, slots=True)
class DueReminder:
    """Something that is due or late, the step of its reminders that is reached, and the Hosts to remind.

    `kind`, `about` and `step` are as in the table of reminders; `hosts` are ids of accounts.
    """

    kind: str
    about: str
    step: int
    hosts: Sequence[int]

    @property
    def key(self) -> tuple[str, str, int]:
        return (self.kind, self.about, self.step)


def remind(now: datetime) -> int:
    """Remind the Hosts of what is late or runs out soon, each step once.

    Returns the number of things of which somebody was reminded. A Host for whom several things are due gets
    one message: what they are stands on their page.
    """
    today = day_in_kent(now)
    due = [*_reports(today), *certificates_due(today)]
    with writing(subjects.job("reminders")) as session:
        sent = session.execute(
            select(Reminder.kind, Reminder.about, Reminder.step).where(
                Reminder.about.in_({one.about for one in due})
            )
        )
        before = {tuple(row) for row in sent}
        new = [one for one in due if one.key not in before]
        reminded = {
            host
            for host in sorted({host for one in new for host in one.hosts})
            if messages.queue_reminder(host, now)
        }
        # Where nobody was reminded, the step is left open for whoever becomes the Host.
        new = [one for one in new if not reminded.isdisjoint(one.hosts)]
        session.add_all(Reminder(kind=one.kind, about=one.about, step=one.step, at=now) for one in new)
    return len(new)


def _reports(today: date) -> Iterator[DueReminder]:
    """Reports that are late today and have reached a step of their reminders."""
    every_home = list(reading().scalars(select(Home.id)))
    hosts = homes.host_ids(every_home)
    for line in report_lists.of_homes(every_home, today):
        if line.standing is ReportStanding.LATE:
            step = step_of((today - line.due_on).days, timing().remind_after)
            if step is not None:
                yield DueReminder(_REPORT, str(line.owed), step, hosts[line.owed.home_id])


def certificates_due(today: date) -> list[DueReminder]:
    """Training and checks that run out soon or are late today, and have reached a step of their reminders.

    A meeting that the office has to arrange is late by no fault of the Host: they are not reminded then.
    """
    whole, found = programme(), []
    for line in requirement_lines.every(today):
        if line.requirement.is_meeting and line.state.is_late:
            continue
        if line.state.is_for_host and line.state.needed_by:
            soon = line.requirement.soon_days(whole.soon)
            steps = [*(-days for days in whole.before if days <= soon), *whole.after]
            step = step_of(line.state.days_late(today), steps)
            if step is not None:
                found.append(DueReminder(_CERTIFICATE, line.key, step, line.whom.hosts))
    return found


@dataclass(frozen=True, slots=True)
class SentReminder:
    """A reminder that was sent, and about what: see `Reminder.about`."""

    at: datetime
    about: str


def sent_about(home_id: int, refs: Collection[str]) -> list[SentReminder]:
    """The reminders about a home's reports, and about certificates of anything with one of these refs."""
    reports = (Reminder.kind == _REPORT) & Reminder.about.startswith(f"{home_id}/")
    papers = [Reminder.about.contains(f"/{ref}/", autoescape=True) for ref in refs]
    rows = select(Reminder.at, Reminder.about).where(
        reports | ((Reminder.kind == _CERTIFICATE) & or_(false(), *papers))
    )
    return [SentReminder(at=row.at, about=row.about) for row in reading().execute(rows)]


def escalated(viewer: Viewer, today: date) -> int:
    """How many reports are so late that a service manager sees them; 0 for anybody else."""
    if not viewer.has(Role.SERVICE_MANAGER):
        return 0
    most = timing().escalate_after
    late = [one for one in report_lists.of_officer(viewer, today) if one.standing is ReportStanding.LATE]
    return sum((today - line.due_on).days >= most for line in late)


def forget_young_person(young_person: int) -> None:
    """Remove the reminders about a young person's reports, when their record is removed."""
    with writing() as session:
        session.execute(
            delete(Reminder).where(Reminder.kind == _REPORT, Reminder.about.like(f"%/{young_person}/%"))
        )
