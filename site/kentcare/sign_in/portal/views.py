"""The account page: addresses, preferences and sessions; and the redirect to each role's first page."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import format_mobile
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.core.clock import now
from kentcare.sign_in.portal.page import render_portal
from kentcare.sign_in.sessions import authentication, records
from kentcare.web import language

blueprint = Blueprint("portal", __name__, template_folder="templates")


@blueprint.get("/start")
def go_home() -> AnyResponse:
    """Redirect to the first page of whoever is signed in."""
    viewer = current_viewer()
    homes = {
        Role.YOUNG_PERSON: "my_pages.show_home",
        Role.HOST: "host_pages.show_home",
        Role.APPLICANT: "host_pages.show_application",
    }
    first = next((homes[role] for role in homes if role in viewer.roles), "overview.show_home")
    return redirect(url_for(first), 303)


@blueprint.get("/account")
def show_account() -> AnyResponse:
    """The page on which somebody sees and changes what belongs to their account."""
    viewer = current_viewer()
    person = accounts.by_id(viewer.id) or abort(404)
    return render_portal(
        "portal/account.html",
        person=person,
        mobile=format_mobile(person.mobile) if person.mobile else None,
        sessions=records.sessions_of(viewer, now()),
        this=authentication.current_session(),
        languages=language.offered(),
    )


@blueprint.post("/account")
def choose() -> AnyResponse:
    """Save what somebody decides about their own account. Other fields that are sent are ignored."""
    viewer = current_viewer()
    tags = {one.tag for one in language.offered()}
    chosen = request.form.get("language")
    accounts.save_preferences(
        viewer.id,
        language=chosen if chosen in tags else None,
        may_tell_old_address="may_tell" in request.form,
    )
    return redirect(url_for("portal.show_account"), 303)


@blueprint.post("/account/sessions/<ref>")
def end_one(ref: str) -> AnyResponse:
    """End one of the viewer's sessions in another browser."""
    records.end_one(current_viewer(), ref)
    return redirect(url_for("portal.show_account"), 303)


@blueprint.post("/account/everywhere")
def sign_out_everywhere() -> AnyResponse:
    """End every session of the viewer but this one."""
    found = authentication.current_session()
    records.end_all(current_viewer(), but=found.ref if found else None)
    return redirect(url_for("portal.show_account"), 303)
