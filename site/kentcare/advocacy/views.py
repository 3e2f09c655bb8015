"""Pages on which advocates read their cases, and a lead assigns them. None links to council records."""

from typing import Any

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.advocacy import records
from kentcare.advocacy.records import DecryptedCase, NoSuchCase
from kentcare.sign_in.portal.forms import NamingForm
from kentcare.sign_in.portal.listing import PAGE, Listing
from kentcare.sign_in.portal.naming import show_naming_form, take_naming_form
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import gettext as _

blueprint = Blueprint("advocacy", __name__, template_folder="templates")


# One ref in three hundred is all digits: a number alone must not be read as a page of the list.
@blueprint.get("/desk/advocacy")
@blueprint.get("/desk/advocacy/page/<int(max=99999):page>")
def list_cases(page: int = 1) -> AnyResponse:
    """The viewer's open cases, the oldest first."""
    viewer = current_viewer()
    number, cases = records.case_page(viewer, skip=(max(page, 1) - 1) * PAGE, most=PAGE)
    listing = Listing.of(number, page, lambda at: url_for("advocacy.list_cases", page=at))
    return render_portal(
        "advocacy/cases.html", cases=cases, listing=listing, is_lead=viewer.has(Role.ADVOCACY_LEAD)
    )


@blueprint.get("/desk/advocacy/<ref>")
def show_case(ref: str) -> AnyResponse:
    """A case, with what the young person said."""
    viewer = current_viewer()
    try:
        case = records.open_case(viewer, ref)
    except NoSuchCase:
        abort(404)
    may_name = viewer.has(Role.ADVOCACY_LEAD) and case.closed_on is None
    return render_portal("advocacy/case.html", case=case, may_name=may_name)


@blueprint.get("/desk/advocacy/<ref>/advocate")
def ask_advocate(ref: str) -> AnyResponse:
    """The form to give a case to an advocate."""
    case = _assignable_case(ref)
    return _show_naming_form(case, _naming_form(formdata=None, now=case.advocate_id))


@blueprint.post("/desk/advocacy/<ref>/advocate")
def name_advocate(ref: str) -> AnyResponse:
    """Give a case to an advocate."""
    case, form = _assignable_case(ref), _naming_form()
    return take_naming_form(
        form,
        lambda account: records.name_advocate(current_viewer(), ref, account),
        lambda status: _show_naming_form(case, form, status),
        then=url_for("advocacy.show_case", ref=ref),
    )


def _naming_form(**kwargs: Any) -> NamingForm:
    found = accounts.with_role(Role.ADVOCATE)
    return NamingForm(words=_("Whose case is it from now on?"), people=found, **kwargs)


def _show_naming_form(case: DecryptedCase, form: NamingForm, status: int = 200) -> AnyResponse:
    return show_naming_form(
        _("Name another advocate") if case.advocate else _("Name an advocate"),
        form,
        status,
        of=_("Case %(ref)s", ref=case.ref),
        now=case.advocate,
        back=url_for("advocacy.show_case", ref=case.ref),
        action=url_for("advocacy.name_advocate", ref=case.ref),
    )


def _assignable_case(ref: str) -> DecryptedCase:
    """The case, or 404. The form shows no answer of it, so that opening it is no look at the case."""
    try:
        return records.find_case(current_viewer(), ref, to_assign=True)
    except NoSuchCase:
        abort(404)
