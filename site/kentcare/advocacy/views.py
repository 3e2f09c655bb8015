"""Young people who asked for an advocate, for advocates alone. No link leads to the council's records."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.rules import Role
from kentcare.accounts.viewer import whoever_is_signed_in
from kentcare.advocacy import records
from kentcare.advocacy.records import NoSuchCase
from kentcare.portal.listing import PAGE, Listing
from kentcare.portal.page import render_portal

blueprint = Blueprint("advocacy", __name__, template_folder="templates")


# One ref in three hundred is all digits: a number alone must not mean a page.
@blueprint.get("/desk/advocacy")
@blueprint.get("/desk/advocacy/page/<int(max=99999):page>")
def list_cases(page: int = 1) -> AnyResponse:
    """Those that are open, the oldest first."""
    viewer = whoever_is_signed_in()
    number, cases = records.page(viewer, skip=(max(page, 1) - 1) * PAGE, most=PAGE)
    listing = Listing.of(number, page, lambda at: url_for("advocacy.list_cases", page=at))
    return render_portal(
        "advocacy/cases.html", cases=cases, listing=listing, is_lead=viewer.has(Role.ADVOCACY_LEAD)
    )


@blueprint.get("/desk/advocacy/<ref>")
def show_case(ref: str) -> AnyResponse:
    try:
        case = records.open_case(whoever_is_signed_in(), ref)
    except NoSuchCase:
        abort(404)
    return render_portal("advocacy/case.html", case=case)
