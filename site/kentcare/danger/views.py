"""What was halted, for whoever looks after the home."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.viewer import whoever_is_signed_in
from kentcare.danger import records
from kentcare.danger.records import NoSuchStop
from kentcare.portal.page import render_portal, saved
from kentcare.signin.doorkeeper import now

blueprint = Blueprint("danger", __name__, template_folder="templates")
_MOST = 50


@blueprint.get("/desk/stops")
def list_stops() -> AnyResponse:
    return render_portal("danger/stops.html", stops=records.stops(whoever_is_signed_in(), _MOST), quick=True)


@blueprint.post("/desk/stops/<ref>")
def look_into(ref: str) -> AnyResponse:
    try:
        records.look_into(whoever_is_signed_in(), ref, now())
    except NoSuchStop:
        abort(404)
    return saved(url_for("danger.list_stops"))
