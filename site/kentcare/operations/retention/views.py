"""Pages for staff: the retention schedule with what goes next, and legal holds."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.clock import now
from kentcare.operations.holds import labels as hold_labels
from kentcare.operations.holds import records as holds
from kentcare.operations.holds.forms import HoldForm
from kentcare.operations.holds.records import HeldAlready, NoHold, NothingToHold
from kentcare.operations.retention import labels, records
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import gettext as _

blueprint = Blueprint("retention", __name__, template_folder="templates")


@blueprint.get("/desk/retention")
def show_schedule() -> AnyResponse:
    return render_portal("retention/schedule.html", plan=records.plan(now()), labels=labels)


@blueprint.get("/desk/retention/holds")
def list_holds() -> AnyResponse:
    return _page(HoldForm(formdata=None))


@blueprint.post("/desk/retention/holds")
def hold() -> AnyResponse:
    form = HoldForm()
    if not form.validate():
        return _page(form, 422)
    try:
        holds.hold(form.kind.data, form.number.data, form.reason.data, current_viewer(), now())
    except NothingToHold:
        form.refuse(_("There is no such record. Check the number and what it is of"))
        return _page(form, 422)
    except HeldAlready:
        form.refuse(_("There is a hold on it already"))
        return _page(form, 422)
    return redirect(url_for("retention.list_holds"), 303)


@blueprint.post("/desk/retention/holds/lift")
def lift() -> AnyResponse:
    kind, ref = request.form.get("kind", ""), request.form.get("ref", "")
    try:
        holds.lift(kind, ref, current_viewer(), now())
    except NoHold:
        abort(404)
    return redirect(url_for("retention.list_holds"), 303)


def _page(form: HoldForm, status: int = 200) -> AnyResponse:
    audit.note(Action.LISTED, current_viewer(), kind="hold")
    return render_portal(
        "retention/holds.html", status, form=form, holds=holds.holds(), labels=hold_labels, quick=True
    )
