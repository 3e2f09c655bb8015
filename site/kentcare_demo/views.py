"""Pages that only a demonstration has: to become anybody of it, and to read the messages that it sent."""

from typing import cast

from flask import Blueprint, Flask, abort, current_app, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.clock import now, today
from kentcare.services.messages import records as messages
from kentcare.sign_in.portal.page import role_labels
from kentcare.sign_in.sessions import authentication
from kentcare.web import access
from kentcare.web.page import render
from kentcare_demo import credentials, labels, records

blueprint = Blueprint("demo", __name__, template_folder="templates")

_MESSAGES = 50
# Where colleagues sign in, if this site has that.
_STAFF_SIGN_IN = "staff.ask_password"


_PAGES = ("demo.choose", "demo.become", "demo.show_messages")


@blueprint.record
def _add_to_site(state: BlueprintSetupState) -> None:
    """Open the demonstration's pages to everybody, and put its bar on every page of web/layout.html."""
    access.table_of(cast(Flask, state.app)).update(dict.fromkeys(_PAGES, access.EVERYBODY))
    state.app.jinja_env.globals["demo_bar"] = "demo/bar.html"


@blueprint.get("/demo")
def choose() -> AnyResponse:
    return render(
        "demo/choose.html",
        examples=records.examples(today()),
        names=role_labels(),
        purposes=labels.purposes(),
        become=labels.become(),
        password=credentials.PASSWORD,
        secret=credentials.SECRET,
        number=credentials.number_now(now()),
        staff_door=_STAFF_SIGN_IN in current_app.view_functions,
    )


@blueprint.post("/demo/become")
def become() -> AnyResponse:
    """Sign the visitor in as somebody of the demonstration. `who`: a role, or the ref of an account."""
    person = records.find(_ref_of(request.form.get("who", "")), today()) or abort(404)
    response = authentication.sign_in(person.id, "demonstration")
    if response is None:
        return redirect(url_for("demo.choose"), 303)
    audit.note(Action.BECAME, person, kind="account", ref=person.ref)
    # To their own first page: where somebody else wanted to go before may not be theirs to see.
    response.headers["Location"] = url_for("portal.go_home")
    return response


def _ref_of(who: str) -> str:
    if who not in set(Role):
        return who
    found = records.examples(today())[Role(who)]
    return found[0].ref if found else ""


@blueprint.get("/demo/messages")
def show_messages() -> AnyResponse:
    return render("demo/messages.html", messages=messages.latest(_MESSAGES))
