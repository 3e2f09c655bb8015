"""Pages about young people's records: lists, one record, changing it, inviting, and naming an adviser."""

from typing import Any

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import AddressTaken
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.records import stays_of
from kentcare.cases.assignments import records as assignments
from kentcare.cases.homes import records as homes
from kentcare.cases.invitations import records as invitations
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.record import Record
from kentcare.cases.young_people.records import NoSuchRecord
from kentcare.core.clock import now, today
from kentcare.desk.caseload import labels
from kentcare.desk.caseload.blueprint import blueprint
from kentcare.desk.caseload.forms import ChangeForm, InviteYoungPersonForm
from kentcare.desk.caseload.page import MOST_STOPS, cannot_be_used, render_caseload, skipped
from kentcare.desk.caseload.spreadsheet import spreadsheet
from kentcare.hosting.arrangements.records import arranged as arrangements
from kentcare.hosting.safeguarding import labels as stop_labels
from kentcare.hosting.safeguarding.stops import records as stops
from kentcare.sign_in.portal.forms import NamingForm
from kentcare.sign_in.portal.listing import PAGE, Listing
from kentcare.sign_in.portal.naming import show_naming_form, take_naming_form
from kentcare.sign_in.sessions.forms import refuse
from kentcare.web.language import gettext as _
from kentcare.web.rough_date import printable

_MOST_LETTERS = 200


@blueprint.get(f"/desk/young-people/by-<any({', '.join(young_people.ORDERS)}):order>/<int(max=99999):page>")
def list_young_people(order: str, page: int) -> AnyResponse:
    viewer = current_viewer()
    number, records = young_people.page(viewer, today(), order=order, skip=skipped(page), most=PAGE)
    listing = Listing.of(number, page, lambda at: url_for("caseload.list_young_people", order=order, page=at))
    audit.note(Action.LISTED, viewer, kind="young person")
    return render_caseload("young_people", records=records, listing=listing, order=order)


@blueprint.route("/desk/young-people/search", methods=["GET", "POST"])
def search_young_people() -> AnyResponse:
    """What a search found. No redirect follows the post: the words would have to stand in an address."""
    if request.method != "POST":
        # Somebody comes back to the address that stands above what they found.
        return redirect(url_for("caseload.list_young_people", order="name", page=1), 303)
    viewer = current_viewer()
    words = printable(request.form.get("words"))[:_MOST_LETTERS]
    number, records = young_people.page(viewer, today(), most=PAGE, words=words) if words else (0, [])
    audit.note(Action.LISTED, viewer, kind="young person", about="search")
    return render_caseload("found", words=words, number=number, records=records)


@blueprint.get("/desk/young-people.csv")
def export_young_people() -> AnyResponse:
    head = [_("Case number"), _("Name"), _("Born"), _("Language"), _("Adviser"), _("Account")]
    rows = [
        (
            one.case_number,
            one.name,
            one.born,
            labels.language_name(one.language),
            one.adviser,
            labels.account_words(one.account_state),
        )
        for one in young_people.export(current_viewer(), today())
    ]
    return spreadsheet("young-people.csv", head, rows)


@blueprint.get("/desk/young-people/<ref>")
def show_young_person(ref: str) -> AnyResponse:
    viewer, record = current_viewer(), _record(ref, is_seen=True)
    stays = stays_of(record.id)
    may_change = young_people.is_adviser_of(viewer, record)
    return render_caseload(
        "young_person",
        record=record,
        stays=stays,
        endings={one.ref: one for one in arrangements.of_young_person(viewer, ref)},
        today=today(),
        seen=homes.seen_among(viewer, {stay.home_id for stay in stays}),
        person=accounts.by_id(record.account_id) if record.account_id else None,
        stops=stops.listed(viewer, MOST_STOPS, young_person_id=record.id),
        stop_labels=stop_labels,
        now=now(),
        may_change=may_change,
        may_name=viewer.has(Role.SERVICE_MANAGER),
    )


@blueprint.get("/desk/young-people/<ref>/change")
def ask_change(ref: str) -> AnyResponse:
    record = _record(ref, is_seen=True, to_change=True)
    form = ChangeForm(
        formdata=None, now=record.language, data={"name": record.name, "language": record.language}
    )
    return render_caseload("change", record=record, form=form)


@blueprint.post("/desk/young-people/<ref>/change")
def change(ref: str) -> AnyResponse:
    record = _record(ref, to_change=True)
    form = ChangeForm(now=record.language)
    if not form.validate():
        return render_caseload("change", 422, record=record, form=form)
    young_people.change(current_viewer(), ref, now(), name=form.name.data, language=form.language.data)
    return redirect(url_for("caseload.show_young_person", ref=ref), 303)


@blueprint.get("/desk/young-people/<ref>/invite")
def ask_invite(ref: str) -> AnyResponse:
    record = _record(ref, is_seen=True, to_change=True)
    form = InviteYoungPersonForm(formdata=None, is_again=record.account_id is not None)
    return render_caseload("invite", record=record, form=form)


@blueprint.post("/desk/young-people/<ref>/invite")
def invite(ref: str) -> AnyResponse:
    record = _record(ref, to_change=True)
    form = InviteYoungPersonForm(is_again=record.account_id is not None)
    if not form.validate():
        return render_caseload("invite", 422, record=record, form=form)
    try:
        invitations.invite_young_person(
            current_viewer(), ref, form.found, site=request.host_url, is_safe=form.is_safe, now=now()
        )
    except AddressTaken:
        refuse(form, form.address, cannot_be_used())
        return render_caseload("invite", 422, record=record, form=form)
    return redirect(url_for("caseload.show_young_person", ref=ref), 303)


@blueprint.get("/desk/young-people/<ref>/adviser")
def ask_adviser(ref: str) -> AnyResponse:
    record = _record(ref, is_seen=True)
    return _ask_adviser(record, _advisers(formdata=None, now=record.adviser_id))


@blueprint.post("/desk/young-people/<ref>/adviser")
def name_adviser(ref: str) -> AnyResponse:
    record, form = _record(ref), _advisers()
    return take_naming_form(
        form,
        lambda account: assignments.name_adviser(current_viewer(), ref, account, now()),
        lambda status: _ask_adviser(record, form, status),
        then=url_for("caseload.show_young_person", ref=ref),
    )


def _advisers(**kwargs: Any) -> NamingForm:
    found = accounts.with_role(Role.PERSONAL_ADVISER)
    return NamingForm(words=_("Who is their adviser from now on?"), people=found, **kwargs)


def _ask_adviser(record: Record, form: NamingForm, status: int = 200) -> AnyResponse:
    return show_naming_form(
        _("Name another adviser") if record.adviser else _("Name an adviser"),
        form,
        status,
        of=record.name,
        now=record.adviser,
        back=url_for("caseload.show_young_person", ref=record.ref),
        action=url_for("caseload.name_adviser", ref=record.ref),
        hint=_("Change it in the case system, too. What the next list from there says will count."),
    )


def _record(ref: str, *, is_seen: bool = False, to_change: bool = False) -> Record:
    """The record with this ref, or 404.

    `is_seen`: the page shows it, so the audit trail says so. A post comes from a page that was seen.
    """
    find = young_people.open_record if is_seen else young_people.find_record
    try:
        return find(current_viewer(), ref, today(), to_change=to_change)
    except NoSuchRecord:
        abort(404)
