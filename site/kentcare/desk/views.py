"""The first page of everybody who works here."""

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.viewer import whoever_is_signed_in
from kentcare.desk.waiting import waiting_for
from kentcare.portal.page import render_portal
from kentcare.web.formats import today

blueprint = Blueprint("desk", __name__, template_folder="templates")


@blueprint.get("/desk")
def show_home() -> AnyResponse:
    viewer = whoever_is_signed_in()
    return render_portal("desk/home.html", waiting=waiting_for(viewer, today()))
