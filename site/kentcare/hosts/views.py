"""The first pages of a Host and of an applicant."""

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.viewer import whoever_is_signed_in
from kentcare.cover import records as cover
from kentcare.drafts import records as drafts
from kentcare.homes import records as homes
from kentcare.people import records as people
from kentcare.portal.page import render_portal
from kentcare.reports import records as reports
from kentcare.reports import wording
from kentcare.reports.forms import NAME as REPORT
from kentcare.reports.rules import Standing
from kentcare.requirements import records as requirements
from kentcare.requirements import wording as requirement_wording
from kentcare.web.formats import today

blueprint = Blueprint("hosts", __name__, template_folder="templates")

# What a Host has to do something about, or may begin.
_DUE = {Standing.LATE, Standing.ASKED, Standing.DUE, Standing.OPEN}
_FIRST = {Standing.LATE, Standing.ASKED}


@blueprint.get("/host")
def show_home() -> AnyResponse:
    viewer = whoever_is_signed_in()
    own = homes.own(viewer, today())
    due = [line for line in reports.of_host(viewer, today()) if line.standing in _DUE]
    needed = [line for line in requirements.of_host(viewer, today()) if line.state.is_for_host]
    needed.sort(key=lambda line: -line.state.days_late(today()))
    mates = people.housemates(viewer, today())
    return render_portal(
        "hosts/home.html",
        homes=own,
        covers=cover.standing_in([home.officer_id for home in own], today()),
        housemates=mates,
        # What is late or was asked for stands before everything else.
        first=[line for line in due if line.standing in _FIRST],
        due=[line for line in due if line.standing not in _FIRST],
        needed=needed,
        begun=drafts.begun(viewer.id, REPORT),
        said=wording,
        requirement_said=requirement_wording,
    )


@blueprint.get("/application")
def show_application() -> AnyResponse:
    return render_portal("hosts/application.html")
