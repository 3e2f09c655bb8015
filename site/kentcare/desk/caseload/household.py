"""Homes by what is late in them, and what happened in one, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import Viewer, current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import HomeRow, NoSuchHome
from kentcare.core.clock import day_in_kent, today
from kentcare.desk.caseload.blueprint import blueprint
from kentcare.desk.reminders import records as reminders
from kentcare.hosting.arrangements import records as arrangements
from kentcare.hosting.arrangements.labels import level_words
from kentcare.hosting.arrangements.records import Arranged
from kentcare.hosting.arrangements.rules import Ending
from kentcare.hosting.reports import labels as report_labels
from kentcare.hosting.reports import records as reports
from kentcare.hosting.reports.report import Line as ReportLine
from kentcare.hosting.reports.rules import Standing
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.training_and_checks import records as training_and_checks
from kentcare.hosting.training_and_checks.labels import whose_words
from kentcare.hosting.training_and_checks.line import Line, Shown
from kentcare.sign_in.portal.listing import PAGE, Listing
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.formats import day_in_words
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


@dataclass(slots=True)
class LateHome:
    """One home: how many reports, trainings and checks are late there, and since when the oldest is."""

    ref: str
    name: str
    reports: int = 0
    training: int = 0
    checks: int = 0
    since: date = date.max

    @property
    def number(self) -> int:
        return self.reports + self.training + self.checks

    @property
    def words(self) -> list[str]:
        """Each kind of which something is late."""
        each = (
            (self.reports, ngettext("%(num)s report", "%(num)s reports", self.reports)),
            (self.checks, ngettext("%(num)s check", "%(num)s checks", self.checks)),
            (self.training, ngettext("%(num)s course", "%(num)s courses", self.training)),
        )
        return [words for number, words in each if number]


def late_in(viewer: Viewer) -> list[LateHome]:
    """The homes of somebody in which something is late, what is late longest first."""
    found: dict[int, LateHome] = {}
    for report in reports.of_officer(viewer, today()):
        if report.standing is Standing.LATE:
            home = found.setdefault(report.owed.home_id, LateHome(report.home_ref, report.home))
            home.reports += 1
            home.since = min(home.since, report.due_on)
    for line in training_and_checks.for_desk(viewer, today()):
        if line.state.is_owed and line.state.needed_by:
            whom = line.whom
            home = found.setdefault(whom.home_id, LateHome(whom.home_ref, whom.home))
            home.training += line.requirement.kind == "training"
            home.checks += line.requirement.kind == "check"
            home.since = min(home.since, line.state.needed_by)
    return sorted(found.values(), key=lambda one: (one.since, -one.number, one.name))


@blueprint.get("/desk/homes/late/<int(max=99999):page>")
def list_late(page: int) -> AnyResponse:
    viewer = current_viewer()
    found = late_in(viewer)
    listing = Listing.of(len(found), page, lambda at: url_for("caseload.list_late", page=at))
    audit.note(Action.LISTED, viewer, kind="home")
    shown = listing.cut(found)
    return render_portal(
        "caseload/late.html",
        homes=shown,
        numbers=homes.numbers_and_names([one.ref for one in shown]),
        listing=listing,
        unapproved=len(training_and_checks.without_approval(viewer)),
    )


@blueprint.get("/desk/homes/unapproved/<int(max=99999):page>")
def list_unapproved(page: int) -> AnyResponse:
    """Of these the site cannot say what is due."""
    viewer = current_viewer()
    found = training_and_checks.without_approval(viewer)
    listing = Listing.of(len(found), page, lambda at: url_for("caseload.list_unapproved", page=at))
    audit.note(Action.LISTED, viewer, kind="home")
    shown = listing.cut(found)
    return render_portal("caseload/unapproved.html", homes=shown, listing=listing)


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened in a home on a day. `at` is the address of more about it, or nothing."""

    day: date
    words: str
    at: str = ""


@blueprint.get("/desk/homes/<ref>/timeline/<int(max=99999):page>")
def show_timeline(ref: str, page: int) -> AnyResponse:
    viewer = current_viewer()
    try:
        home = homes.one(viewer, ref, today())
        found = sorted(_timeline(viewer, home), key=lambda one: one.day, reverse=True)
    except NoSuchHome:
        abort(404)
    listing = Listing.of(len(found), page, lambda at: url_for("caseload.show_timeline", ref=ref, page=at))
    shown = listing.cut(found)
    return render_portal("caseload/timeline.html", home=home, events=shown, listing=listing)


def _timeline(viewer: Viewer, home: HomeRow) -> Iterator[TimelineEvent]:
    for stay in arrangements.of_home(viewer, home.ref):
        yield from _stay(stay)
    owed = reports.lines([home.id], today())
    for line in owed:
        if line.ref and line.sent_at:
            at = url_for("reports.show_for_desk", ref=line.ref)
            yield TimelineEvent(day_in_kent(line.sent_at), _report(line), at)
        elif line.standing is Standing.LATE:
            yield TimelineEvent(line.due_on, _("It did not come: %(what)s", what=_report(line)))
    for one in training_and_checks.of_home(viewer, home.id):
        yield TimelineEvent(one.day, *_certificate(one))
    for stop in safeguarding.stops(viewer, PAGE, home.id):
        words = _("A report on %(name)s was halted", name=stop.young_person)
        yield TimelineEvent(day_in_kent(stop.at), words, url_for("safeguarding.list_stops"))
    yield from _reminders(home, owed, training_and_checks.of_one(viewer, home, today()))


def _stay(stay: Arranged) -> Iterator[TimelineEvent]:
    """Where the level of support changed, nobody moved in, and nothing ended."""
    at = url_for("arrangements.show_home", ref=stay.home_ref)
    if not stay.is_to_come(today()):
        level = level_words(stay.level)
        words = _("%(name)s moved in: %(level)s", name=stay.young_person, level=level)
        if stay.is_later_part:
            words = _("The level changed for %(name)s: %(level)s", name=stay.young_person, level=level)
        yield TimelineEvent(stay.from_day, words, at)
    if stay.to_day and stay.to_day <= today() and stay.ending is not Ending.LEVEL:
        yield TimelineEvent(stay.to_day, _("The arrangement with %(name)s ended", name=stay.young_person), at)


def _report(line: ReportLine) -> str:
    month = report_labels.month_words(line.month)
    return _("Report on %(name)s, %(month)s", name=line.young_person, month=month)


def _reminders(home: HomeRow, owed: list[ReportLine], papers: list[Line]) -> Iterator[TimelineEvent]:
    """What the Hosts were written to about: all of a day together."""
    called = {str(line.owed): _report(line) for line in owed}
    for paper in papers:
        called[paper.of_what] = _paper(paper.requirement.name, whose_words(paper))
    days: dict[date, list[str]] = {}
    for one in reminders.sent_about(home.id, {paper.whom.ref for paper in papers}):
        # Of a paper the day has gone by, perhaps, by which it was needed then.
        words = called.get(one.about) or called.get(one.about.rpartition("/")[0])
        if words:
            days.setdefault(day_in_kent(one.at), []).append(words)
    for day, about in days.items():
        yield TimelineEvent(day, _("We reminded the Host: %(what)s", what="; ".join(sorted(about))))


def _paper(name: str, whose: str) -> str:
    return _("%(name)s of %(whose)s", name=name, whose=whose) if whose else name


def _certificate(one: Shown) -> tuple[str, str]:
    words = _paper(one.requirement.name, "" if one.whose == one.home else one.whose)
    if one.requirement.says_until:
        words = _("%(name)s ran out, or runs out, on %(day)s", name=words, day=day_in_words(one.day))
    return words, url_for("training_and_checks.show", ref=one.ref)
