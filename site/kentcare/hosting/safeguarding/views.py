"""The list of stops, for whoever looks after the homes."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.core.clock import now
from kentcare.hosting.safeguarding import records
from kentcare.hosting.safeguarding.records import NoSuchStop
from kentcare.sign_in.portal.page import render_portal, saved

blueprint = Blueprint("safeguarding", __name__, template_folder="templates")
_MOST = 50


@blueprint.get("/desk/stops")
def list_stops() -> AnyResponse:
    return render_portal("safeguarding/stops.html", stops=records.stops(current_viewer(), _MOST), quick=True)


@blueprint.post("/desk/stops/<ref>")
def look_into(ref: str) -> AnyResponse:
    try:
        records.look_into(current_viewer(), ref, now())
    except NoSuchStop:
        abort(404)
    return saved(url_for("safeguarding.list_stops"))
