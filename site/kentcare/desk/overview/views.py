"""The first page of staff."""

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.core.clock import today
from kentcare.desk.overview.waiting import waiting_for
from kentcare.sign_in.portal.page import render_portal

blueprint = Blueprint("overview", __name__, template_folder="templates")


@blueprint.get("/desk")
def show_home() -> AnyResponse:
    viewer = current_viewer()
    return render_portal("overview/home.html", waiting=waiting_for(viewer, today()))
