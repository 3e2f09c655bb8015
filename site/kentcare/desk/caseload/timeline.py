"""What happened in a home, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import Viewer, current_viewer
from kentcare.cases.arrangements.rules import whole_stays
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import HomeRow, NoSuchHome
from kentcare.core.clock import day_in_kent, today
from kentcare.desk.caseload.blueprint import blueprint
from kentcare.desk.reminders import records as reminders
from kentcare.hosting.arrangements.labels import level_words
from kentcare.hosting.arrangements.records import arranged as arrangements
from kentcare.hosting.arrangements.records.arranged import Arranged
from kentcare.hosting.reports import labels as report_labels
from kentcare.hosting.reports.records import lists as report_lists
from kentcare.hosting.reports.report import ReportLine
from kentcare.hosting.reports.rules import ReportStanding
from kentcare.hosting.safeguarding.stops import records as stops
from kentcare.hosting.training_and_checks.labels import whose_words
from kentcare.hosting.training_and_checks.line import RequirementLine, ShownCertificate
from kentcare.hosting.training_and_checks.records import certificates
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.sign_in.portal.listing import PAGE, Listing
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.formats import day_in_words
from kentcare.web.language import gettext as _


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened in a home on a day. `address`: of a page that says more, or empty."""

    day: date
    words: str
    address: str = ""


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
    for parts in whole_stays(arrangements.of_home(viewer, home.ref)):
        for stay, before in zip(parts, [None, *parts], strict=False):
            yield from _stay(stay, before)
    owed = report_lists.of_homes([home.id], today())
    for line in owed:
        if line.ref and line.sent_at:
            at = url_for("reports.show_for_desk", ref=line.ref)
            yield TimelineEvent(day_in_kent(line.sent_at), _report(line), at)
        elif line.standing is ReportStanding.LATE:
            yield TimelineEvent(line.due_on, _("It did not come: %(what)s", what=_report(line)))
    for one in certificates.of_home(viewer, home.id):
        yield TimelineEvent(one.day, *_certificate(one))
    for stop in stops.listed(viewer, PAGE, home_id=home.id):
        words = _("A report on %(name)s was halted", name=stop.young_person)
        yield TimelineEvent(day_in_kent(stop.at), words, url_for("safeguarding.show_stop", ref=stop.ref))
    yield from _reminders(home, owed, requirement_lines.of_one(viewer, home, today()))


def _stay(stay: Arranged, before: Arranged | None) -> Iterator[TimelineEvent]:
    """Moving in and out. Where somebody lived on in the home, nobody moved in, and nothing ended.

    `before`: the part of the same stay that this one continues.
    """
    at = url_for("arrangements.show_home", ref=stay.home_ref)
    if not stay.is_to_come(today()) and (before is None or before.level != stay.level):
        level = level_words(stay.level)
        words = _("%(name)s moved in: %(level)s", name=stay.young_person, level=level)
        if before:
            words = _("The level changed for %(name)s: %(level)s", name=stay.young_person, level=level)
        yield TimelineEvent(stay.from_day, words, at)
    if stay.to_day and stay.to_day <= today() and stay.to_day == stay.until:
        yield TimelineEvent(stay.to_day, _("The arrangement with %(name)s ended", name=stay.young_person), at)


def _report(line: ReportLine) -> str:
    month = report_labels.month_words(line.month)
    return _("Report on %(name)s, %(month)s", name=line.young_person, month=month)


def _reminders(
    home: HomeRow, owed: list[ReportLine], papers: list[RequirementLine]
) -> Iterator[TimelineEvent]:
    """The reminders that the Hosts were sent, those of one day together."""
    called = {str(line.owed): _report(line) for line in owed}
    for paper in papers:
        called[paper.of_what] = _paper(paper.requirement.name, whose_words(paper))
    days: dict[date, list[str]] = {}
    for one in reminders.sent_about(home.id, {paper.whom.ref for paper in papers}):
        # A certificate may have another due day by now than when the reminder was sent.
        words = called.get(one.about) or called.get(one.about.rpartition("/")[0])
        if words:
            days.setdefault(day_in_kent(one.at), []).append(words)
    for day, about in days.items():
        yield TimelineEvent(day, _("We reminded the Host: %(what)s", what="; ".join(sorted(about))))


def _paper(name: str, whose: str) -> str:
    return _("%(name)s of %(whose)s", name=name, whose=whose) if whose else name


def _certificate(one: ShownCertificate) -> tuple[str, str]:
    words = _paper(one.requirement.name, "" if one.whose == one.home else one.whose)
    if one.requirement.says_until:
        words = _("%(name)s ran out, or runs out, on %(day)s", name=words, day=day_in_words(one.day))
    if one.withdrawn_at:
        words = _("%(what)s: this was taken back", what=words)
    return words, url_for("training_and_checks.show", ref=one.ref)
