"""Pages about who covers for an accommodation officer who is away."""

from flask import abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.core.clock import now, today
from kentcare.desk.caseload.blueprint import blueprint
from kentcare.desk.caseload.forms import CoverForm
from kentcare.services.cover import records
from kentcare.services.cover.records import CoverRefused, NoSuchCover
from kentcare.services.cover.rules import MOST_DAYS
from kentcare.sign_in.portal.page import render_portal, saved
from kentcare.web.language import gettext as _


@blueprint.get("/desk/cover")
def list_covers() -> AnyResponse:
    viewer = current_viewer()
    return render_portal(
        "caseload/covers.html",
        covers=records.not_over(viewer, today()),
        today=today(),
        own=viewer.id,
        quick=True,
    )


@blueprint.get("/desk/cover/add")
def ask_cover() -> AnyResponse:
    return _page(_form(formdata=None))


@blueprint.post("/desk/cover/add")
def cover() -> AnyResponse:
    form, viewer = _form(), current_viewer()
    if not form.validate():
        return _page(form, 422)
    try:
        records.add(viewer, form.wanted(), now())
    except CoverRefused as refused:
        form.refuse(refused.why)
        return _page(form, 422)
    except NotTheirs:
        # Whoever was chosen has left since.
        form.covered_by.errors = [_("Choose somebody from the list")]
        return _page(form, 422)
    return saved(url_for("caseload.list_covers"))


@blueprint.post("/desk/cover/<ref>/end")
def end_cover(ref: str) -> AnyResponse:
    try:
        records.end(current_viewer(), ref, now())
    except NoSuchCover:
        abort(404)
    return saved(url_for("caseload.list_covers"))


def _form(**kwargs: object) -> CoverForm:
    """The form: a service manager chooses who is away, an officer only sets it for themself."""
    viewer = current_viewer()
    officers = accounts.with_role(Role.ACCOMMODATION_OFFICER)
    own = None if viewer.has(Role.SERVICE_MANAGER) else viewer.id
    return CoverForm(officers=officers, own=own, **kwargs)


def _page(form: CoverForm, status: int = 200) -> AnyResponse:
    return render_portal("caseload/cover.html", status, form=form, most=MOST_DAYS, quick=True)
