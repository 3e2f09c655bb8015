"""The first page of everybody who works here."""

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import whoever_is_signed_in
from kentcare.desk.overview.waiting import waiting_for
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.formats import today

blueprint = Blueprint("overview", __name__, template_folder="templates")


@blueprint.get("/desk")
def show_home() -> AnyResponse:
    viewer = whoever_is_signed_in()
    return render_portal("overview/home.html", waiting=waiting_for(viewer, today()))
