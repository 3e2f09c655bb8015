"""Pages that say the same to everyone."""

from datetime import date

from flask import Blueprint, Response

from kentcare import paths
from kentcare.offer.engine import engine
from kentcare.offer.status import MONTHS_AT_HOME, THIRTEEN_WEEKS
from kentcare.pages.register import register
from kentcare.web.access import access
from kentcare.web.formats import today
from kentcare.web.headers import same_for_everyone
from kentcare.web.page import render
from kentcare.web.session import cookie

blueprint = Blueprint("pages", __name__, template_folder="templates")


def _page(name: str, **context: object) -> Response:
    entry = register()[name]
    context |= {"entry": entry, "is_overdue": entry.is_overdue(today())}
    return render(f"pages/{name}.html", 200, **context)


@blueprint.get("/")
@access("public")
@same_for_everyone
def show_home() -> Response:
    return _page("home")


@blueprint.get("/status")
@access("public")
@same_for_everyone
def show_status() -> Response:
    return _page(
        "status",
        weeks=THIRTEEN_WEEKS // 7,
        days=THIRTEEN_WEEKS,
        months_at_home=MONTHS_AT_HOME,
        support_to_25=date.fromordinal(engine(paths.CONTENT).book.law["support_to_25"]),
    )


@blueprint.get("/contact")
@access("public")
@same_for_everyone
def show_contact() -> Response:
    return _page("contact")


@blueprint.get("/privacy")
@access("public")
@same_for_everyone
def show_privacy() -> Response:
    return _page("privacy")


@blueprint.get("/cookies")
@access("public")
@same_for_everyone
def show_cookies() -> Response:
    return _page("cookies", cookie_name=cookie().name)


@blueprint.get("/accessibility")
@access("public")
@same_for_everyone
def show_accessibility() -> Response:
    return _page("accessibility")
