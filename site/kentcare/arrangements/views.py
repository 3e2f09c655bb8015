"""A home's arrangements, for whoever looks after it."""

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.viewer import whoever_is_signed_in
from kentcare.arrangements import records, wording
from kentcare.arrangements.forms import EndForm
from kentcare.arrangements.records import Arranged, EndsBeforeItBegan, NoSuchArrangement
from kentcare.arrangements.rules import Ending
from kentcare.homes import records as homes
from kentcare.homes.records import NoSuchHome
from kentcare.portal.page import render_portal
from kentcare.web.formats import today
from kentcare.web.language import gettext as _
from kentcare.web.rough_date import RoughDate

blueprint = Blueprint("arrangements", __name__, template_folder="templates")


@blueprint.get("/desk/homes/<ref>/arrangements")
def show_home(ref: str) -> AnyResponse:
    viewer = whoever_is_signed_in()
    try:
        home = homes.one(viewer, ref, today())
    except NoSuchHome:
        abort(404)
    return render_portal(
        "arrangements/home.html",
        home=home,
        arranged=records.of_home(viewer, ref),
        said=wording,
        today=today(),
    )


@blueprint.get("/desk/arrangements/<ref>/end")
def ask_end(ref: str) -> AnyResponse:
    arranged = _one(ref)
    last = arranged.to_day
    day = RoughDate(last.year, last.month, last.day) if last else None
    data = {"how": arranged.ending, "why": arranged.why, "day": day}
    return _page(arranged, EndForm(formdata=None, data=data))


@blueprint.post("/desk/arrangements/<ref>/end")
def end(ref: str) -> AnyResponse:
    arranged, form = _one(ref), EndForm()
    if not form.validate():
        return _page(arranged, form, 422)
    try:
        records.end(
            whoever_is_signed_in(),
            ref,
            last_day=form.last_day,
            ending=Ending(form.how.data),
            why=(form.why.data or "").strip(),
        )
    except EndsBeforeItBegan:
        form.refuse(_("This is before the first day. Check it"))
        return _page(arranged, form, 422)
    return redirect(url_for("arrangements.show_home", ref=arranged.home_ref), 303)


def _one(ref: str) -> Arranged:
    try:
        return records.one(whoever_is_signed_in(), ref)
    except NoSuchArrangement:
        abort(404)


def _page(arranged: Arranged, form: EndForm, status: int = 200) -> AnyResponse:
    return render_portal(
        "arrangements/end.html", status, arranged=arranged, form=form, said=wording, quick=True
    )
