"""A young person's first page, and who looked at their record."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.arrangements.rules import whole_stays
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import today
from kentcare.sign_in.portal.listing import PAGE, Listing
from kentcare.sign_in.portal.page import render_portal

blueprint = Blueprint("my_pages", __name__, template_folder="templates")


@blueprint.get("/me")
def show_home() -> AnyResponse:
    viewer = current_viewer()
    record = young_people.own_record(viewer) or abort(404)
    last_parts = [parts[-1] for parts in whole_stays(arrangements.stays_of(record.id))]
    stays = [stay for stay in last_parts if stay.until is None or stay.until >= today()]
    stays.sort(key=lambda stay: stay.since)
    return render_portal("my_pages/home.html", record=record, stays=stays, today=today())


@blueprint.get("/me/who-looked/<int:page>")
def show_looks(page: int) -> AnyResponse:
    """Who looked at the reader's record, with names and roles as they were on the day."""
    viewer = current_viewer()
    record = young_people.own_record(viewer) or abort(404)
    number = audit.count_looks_at(record.id, own_account=viewer.id)
    listing = Listing.of(number, page, lambda at: url_for("my_pages.show_looks", page=at))
    looks = audit.looks_at(record.id, own_account=viewer.id, most=PAGE, skip=listing.skip)
    return render_portal("my_pages/looks.html", looks=looks, listing=listing)
