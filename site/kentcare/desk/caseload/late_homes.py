"""Homes in which a report, training or a check is late, and homes without a day of approval."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import Viewer, current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.core.clock import today
from kentcare.desk.caseload.blueprint import blueprint
from kentcare.hosting.reports.records import lists as report_lists
from kentcare.hosting.reports.rules import ReportStanding
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.sign_in.portal.listing import Listing
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import ngettext


@dataclass(slots=True)
class LateHome:
    """A home, how many reports, courses and checks are late there, and when the oldest was due."""

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
    """The homes that somebody looks after in which something is late, what is late longest first."""
    found: dict[int, LateHome] = {}
    for report in report_lists.of_officer(viewer, today()):
        if report.standing is ReportStanding.LATE:
            home = found.setdefault(report.owed.home_id, LateHome(report.home_ref, report.home))
            home.reports += 1
            home.since = min(home.since, report.due_on)
    for line in requirement_lines.for_desk(viewer, today()):
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
        unapproved=len(requirement_lines.without_approval(viewer)),
    )


@blueprint.get("/desk/homes/unapproved/<int(max=99999):page>")
def list_unapproved(page: int) -> AnyResponse:
    """Homes without a day of approval, from which what is due would be counted."""
    viewer = current_viewer()
    found = requirement_lines.without_approval(viewer)
    listing = Listing.of(len(found), page, lambda at: url_for("caseload.list_unapproved", page=at))
    audit.note(Action.LISTED, viewer, kind="home")
    shown = listing.cut(found)
    return render_portal("caseload/unapproved.html", homes=shown, listing=listing)
