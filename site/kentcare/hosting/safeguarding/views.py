"""The pages of stops: the list, and one with whom to ring and what was found."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.cases.homes import records as homes
from kentcare.core.clock import now
from kentcare.hosting.safeguarding import labels, records
from kentcare.hosting.safeguarding.forms import LookForm
from kentcare.hosting.safeguarding.records import LookedIntoAlready, NoSuchStop
from kentcare.hosting.safeguarding.stops import records as stops
from kentcare.sign_in.portal.page import render_portal, saved
from kentcare.web.language import gettext as _

blueprint = Blueprint("safeguarding", __name__, template_folder="templates")
_MOST_PAST = 50


@blueprint.get("/desk/stops")
def list_stops() -> AnyResponse:
    viewer = current_viewer()
    found = stops.listed(viewer, _MOST_PAST)
    past = [one for one in found if one.seen_at]
    return render_portal(
        "safeguarding/stops.html",
        waiting=[one for one in found if not one.seen_at],
        past=past,
        is_cut=len(past) == _MOST_PAST,
        homes_seen=homes.seen_among(viewer, {one.home_id for one in found}),
        labels=labels,
        now=now(),
        quick=True,
    )


@blueprint.get("/desk/stops/<ref>")
def show_stop(ref: str) -> AnyResponse:
    return _page(ref, LookForm(formdata=None))


@blueprint.post("/desk/stops/<ref>")
def look_into(ref: str) -> AnyResponse:
    form, here = LookForm(), url_for("safeguarding.show_stop", ref=ref)
    if not form.validate():
        return _page(ref, form, 422)
    try:
        records.look_into(current_viewer(), ref, now(), found=form.what_was_found, follows=form.what_follows)
    except NoSuchStop:
        abort(404)
    except LookedIntoAlready as already:
        if not already.is_own:
            return saved(
                here,
                _("Somebody was there before you: see below. Did you find something else? Open it again."),
            )
    return saved(here)


@blueprint.post("/desk/stops/<ref>/again")
def open_again(ref: str) -> AnyResponse:
    try:
        records.open_again(current_viewer(), ref, now())
    except NoSuchStop:
        abort(404)
    return saved(url_for("safeguarding.show_stop", ref=ref), _("It waits again, and people are told again."))


def _page(ref: str, form: LookForm, status: int = 200) -> AnyResponse:
    moment = now()
    try:
        whole = stops.one(current_viewer(), ref, moment, is_seen=status == 200)
    except NoSuchStop:
        abort(404)
    return render_portal(
        "safeguarding/stop.html", status, whole=whole, form=form, labels=labels, now=moment, quick=True
    )
