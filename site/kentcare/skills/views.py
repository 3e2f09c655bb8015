"""How somebody gets on, over the months: for those who look after them, and for themself."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.viewer import whoever_is_signed_in
from kentcare.people import records as people
from kentcare.people.records import NoSuchRecord
from kentcare.portal.page import render_portal
from kentcare.skills import records, wording
from kentcare.skills.rules import SKILLS
from kentcare.web.formats import today

blueprint = Blueprint("skills", __name__, template_folder="templates")


@blueprint.get("/desk/young-people/<ref>/skills")
def show(ref: str) -> AnyResponse:
    try:
        record = people.open_record(whoever_is_signed_in(), ref, today())
    except NoSuchRecord:
        abort(404)
    return _page(record.id, record.name, url_for("caseload.show_young_person", ref=ref))


@blueprint.get("/me/skills")
def show_own() -> AnyResponse:
    record = people.own_record(whoever_is_signed_in()) or abort(404)
    return _page(record.id, "", url_for("me.show_home"))


def _page(young_person: int, name: str, back: str) -> AnyResponse:
    return render_portal(
        "skills/over_months.html",
        months=records.over_months(young_person),
        name=name,
        back_to=back,
        said=wording,
        skills=SKILLS,
    )
