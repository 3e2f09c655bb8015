"""The first pages of a Host and of an applicant."""

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.viewer import whoever_is_signed_in
from kentcare.cover import records as cover
from kentcare.homes import records as homes
from kentcare.people import records as people
from kentcare.portal.page import render_portal
from kentcare.reports import records as reports
from kentcare.reports import wording
from kentcare.reports.rules import Standing
from kentcare.web.formats import today

blueprint = Blueprint("hosts", __name__, template_folder="templates")

# What a Host has to do something about, or may begin.
_DUE = {Standing.LATE, Standing.ASKED, Standing.DUE, Standing.OPEN}


@blueprint.get("/host")
def show_home() -> AnyResponse:
    viewer = whoever_is_signed_in()
    own = homes.own(viewer, today())
    due = [line for line in reports.of_host(viewer, today()) if line.standing in _DUE]
    mates = people.housemates(viewer, today())
    covers = cover.standing_in([home.officer_id for home in own], today())
    return render_portal("hosts/home.html", homes=own, covers=covers, housemates=mates, due=due, said=wording)


@blueprint.get("/application")
def show_application() -> AnyResponse:
    return render_portal("hosts/application.html")
