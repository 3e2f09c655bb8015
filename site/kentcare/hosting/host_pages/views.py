"""The first pages of a Host and of an applicant."""

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.cases.homes import records as homes
from kentcare.cases.residents import records as residents
from kentcare.core.clock import today
from kentcare.hosting.reports import labels
from kentcare.hosting.reports.forms import NAME as REPORT
from kentcare.hosting.reports.records import lists as report_lists
from kentcare.hosting.reports.report import ReportLine
from kentcare.hosting.reports.rules import ReportStanding
from kentcare.hosting.terms.labels import nobody_has_said, places_words
from kentcare.hosting.terms.records import said as terms
from kentcare.hosting.training_and_checks import labels as requirement_labels
from kentcare.hosting.training_and_checks.line import RequirementLine
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.services.answers import records as answers
from kentcare.services.cover import records as cover
from kentcare.services.long_forms import records as long_forms
from kentcare.sign_in.portal.page import render_portal

blueprint = Blueprint("host_pages", __name__, template_folder="templates")

# What a Host has to do something about, or may begin.
_DUE = {ReportStanding.LATE, ReportStanding.ASKED, ReportStanding.DUE, ReportStanding.OPEN}
_FIRST = {ReportStanding.LATE, ReportStanding.ASKED}


@blueprint.get("/host")
def show_home() -> AnyResponse:
    viewer = current_viewer()
    own = homes.own(viewer, today())
    reports, requirements = report_lists.of_host(viewer, today()), requirement_lines.of_host(viewer, today())
    due = [line for line in reports if line.standing in _DUE]
    needed = [line for line in requirements if line.state.is_for_host]
    # A meeting that the office arranges is never the Host's to be late with.
    needed.sort(
        key=lambda line: (
            not requirement_labels.is_late_for_host(line),
            -line.state.days_late(today()),
        )
    )
    mates = residents.housemates(viewer, today())
    return render_portal(
        "host_pages/home.html",
        homes=own,
        terms=terms.on_day([home.id for home in own], today()),
        covers=cover.standing_in([home.officer_id for home in own], today()),
        housemates=mates,
        # What is late or was asked for stands before everything else.
        first=[line for line in due if line.standing in _FIRST],
        due=[line for line in due if line.standing not in _FIRST],
        needed=needed,
        **_answered(viewer.id, reports, requirements, due),
        begun=long_forms.saved_when(viewer.id, REPORT),
        labels=labels,
        nobody_has_said=nobody_has_said,
        places_words=places_words,
        requirement_labels=requirement_labels,
    )


def _answered(
    account: int, reports: list[ReportLine], requirements: list[RequirementLine], due: list[ReportLine]
) -> dict[str, Any]:
    """What was answered and not opened yet, for the template: reports that wait for nothing, and papers."""
    unopened = answers.unopened(account)
    return {
        "answered_reports": [
            line for line in reports if (answers.REPORT, line.ref) in unopened and line not in due
        ],
        "answered_requirements": [
            line
            for line in requirements
            # Why one does not count stands among what waits, until they have sent another.
            if (answers.CERTIFICATE, line.of_what) in unopened and not line.state.refused
        ],
        "refused_files": [line for line in requirements if (answers.REFUSED_FILE, line.of_what) in unopened],
    }


@blueprint.get("/application")
def show_application() -> AnyResponse:
    return render_portal("host_pages/application.html")
