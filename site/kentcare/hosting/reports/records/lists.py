"""Lists of monthly reports: those that are still owed, and those that were sent."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.arrangements.entries import known_since
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people import records as young_people
from kentcare.db.session import reading
from kentcare.hosting.reports.lines import report_lines
from kentcare.hosting.reports.models import MonthlyReport
from kentcare.hosting.reports.records.sent import NoSuchReport
from kentcare.hosting.reports.report import ReportLine, SentSummary
from kentcare.hosting.reports.rules import Month, MonthLived, ReportKey, month_lived, owed_reports
from kentcare.hosting.reports.timing import timing

# How many months back a report that was never sent is still asked for.
_MONTHS_BACK = 12


def of_host(viewer: Viewer, today: date) -> list[ReportLine]:
    """Every report of a Host's own homes, the most urgent first, then the latest."""
    return of_homes([home.id for home in homes.own(viewer, today)], today)


def of_officer(viewer: Viewer, today: date, *, whole: bool = False) -> list[ReportLine]:
    """The reports of every home that the viewer looks after, the most urgent first; `whole`: see of_homes."""
    theirs = reading().scalars(select(Home.id).where(homes.looked_after(viewer)))
    return of_homes(list(theirs), today, whole=whole)


def of_homes(home_ids: Collection[int], today: date, *, whole: bool = True) -> list[ReportLine]:
    """The reports of these homes: those missing from the last twelve months, and those that were ever sent.

    It takes five queries, however many homes there are. Without `whole`, what was read and is older than
    those months is left out: it is by far the most, and nothing is left to do about it.
    """
    when = timing()
    first = max(Month.of(today).back(_MONTHS_BACK), when.first_month)
    needed = owed_reports(arrangements.stays_in(home_ids, today, since=first.first), first, today)
    which: ColumnElement[bool] = MonthlyReport.home_id.in_(home_ids)
    if not whole:
        is_open = or_(MonthlyReport.read_at.is_(None), MonthlyReport.more_asked_at.is_not(None))
        which &= is_open | (MonthlyReport.month >= first.first)
    sent = _sent(which)
    names = young_people.names({one.young_person_id for one in (*needed, *sent)})
    return report_lines(needed, sent, names, today, when.due_days, _known_since(needed, home_ids))


def _known_since(needed: Iterable[ReportKey], home_ids: Collection[int]) -> dict[ReportKey, date]:
    """Since when a Host of each home could know of a report that is needed, where that is not always.

    Whoever enters late that somebody lives there, or who the Host is, does not make the Host late.
    """
    entries, hosts = arrangements.entries_in(home_ids), homes.hosted_since(home_ids)
    found = {}
    for which in needed:
        theirs = entries.get((which.young_person_id, which.home_id), [])
        days = (known_since(theirs, which.month.first, which.month.last), hosts.get(which.home_id))
        if known := [day for day in days if day]:
            found[which] = max(known)
    return found


def lived(report: ReportKey, today: date) -> MonthLived:
    """How much of the month of a report the young person lived in its home."""
    month = report.month
    there = arrangements.stays_in([report.home_id], month.last, since=month.first)
    return month_lived(month, (one for one in there if one.young_person_id == report.young_person_id), today)


def _sent(which: ColumnElement[bool]) -> dict[ReportKey, SentSummary]:
    rows = (
        select(
            MonthlyReport.month,
            MonthlyReport.home_id,
            MonthlyReport.young_person_id,
            MonthlyReport.ref,
            Home.name.label("home"),
            Home.ref.label("home_ref"),
            MonthlyReport.level,
            MonthlyReport.sent_at,
            MonthlyReport.read_at,
            MonthlyReport.more_asked_at,
            MonthlyReport.for_supervision,
        )
        .join(Home, Home.id == MonthlyReport.home_id)
        .where(which)
    )
    return {
        ReportKey(Month.of(row.month), row.home_id, row.young_person_id): SentSummary(
            ref=row.ref,
            home=row.home,
            home_ref=row.home_ref,
            level=row.level,
            sent_at=row.sent_at,
            read_at=row.read_at,
            more_asked_at=row.more_asked_at,
            for_supervision=row.for_supervision,
        )
        for row in reading().execute(rows)
    }


def to_write(viewer: Viewer, stay_ref: str, month: Month, today: date) -> ReportLine:
    """The report of a stay and a month that a Host may write, or has sent. Raises NoSuchReport.

    `stay_ref`: of any part of the stay, as the level of support may change while somebody writes. The line
    keeps the ref by which they came, so that the address of their form stays the same.
    """
    rows = select(Arrangement.home_id, Arrangement.young_person_id).where(Arrangement.ref == stay_ref)
    stay = reading().execute(rows).first()
    which = ReportKey(month, stay.home_id, stay.young_person_id) if stay else None
    for line in of_host(viewer, today):
        if line.owed == which:
            return replace(line, stay_ref=stay_ref)
    audit.note(Action.REFUSED, viewer, kind="report", ref=stay_ref[:30])
    raise NoSuchReport
