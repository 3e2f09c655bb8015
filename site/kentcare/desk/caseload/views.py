"""Young people's records and homes, for those who look after them, and inviting people.

Who covers for an officer who is away is in away.py; what is late in homes, and what happened in one, in
household.py.
"""

from typing import Any

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import AddressTaken, NotTheirs, Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.records import stays_of
from kentcare.cases.assignments import records as assignments
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import HomeRow, NoSuchHome
from kentcare.cases.invitations import records as invitations
from kentcare.cases.residents import records as residents
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.record import Record
from kentcare.cases.young_people.records import NoSuchRecord
from kentcare.core.clock import now, today
from kentcare.desk.caseload import away, household, labels
from kentcare.desk.caseload.blueprint import blueprint
from kentcare.desk.caseload.forms import ChangeForm, InviteForm, InviteHostForm
from kentcare.desk.caseload.spreadsheet import spreadsheet
from kentcare.hosting.arrangements import records as arrangements
from kentcare.hosting.reports import labels as report_labels
from kentcare.hosting.reports import records as reports
from kentcare.hosting.reports.rules import Standing
from kentcare.hosting.training_and_checks import labels as requirement_labels
from kentcare.hosting.training_and_checks import records as training_and_checks
from kentcare.offer.entitlements.days import age_on
from kentcare.services.cover import records as cover
from kentcare.sign_in.portal.forms import NamingForm
from kentcare.sign_in.portal.listing import PAGE, Listing
from kentcare.sign_in.portal.naming import ask_whom, take_whom
from kentcare.sign_in.portal.page import render_portal
from kentcare.sign_in.sessions.forms import refuse
from kentcare.web.language import gettext as _
from kentcare.web.rough_date import printable

__all__ = ["away", "blueprint", "household"]

_MOST_LETTERS = 200


def _page(template: str, status: int = 200, **context: object) -> AnyResponse:
    words = {"age_of": _age_of, "said": labels}
    return render_portal(f"caseload/{template}.html", status, quick=True, **words, **context)


def _age_of(record: Record) -> int:
    return age_on(record.born.toordinal(), today().toordinal())


def _skipped(page: int) -> int:
    """How many rows stand on the pages before."""
    return (max(page, 1) - 1) * PAGE


# Young people


@blueprint.get(f"/desk/young-people/by-<any({', '.join(young_people.ORDERS)}):order>/<int(max=99999):page>")
def list_young_people(order: str, page: int) -> AnyResponse:
    viewer = current_viewer()
    number, records = young_people.page(viewer, today(), order=order, skip=_skipped(page), most=PAGE)
    listing = Listing.of(number, page, lambda at: url_for("caseload.list_young_people", order=order, page=at))
    audit.note(Action.LISTED, viewer, kind="young person")
    return _page("young_people", records=records, listing=listing, order=order)


@blueprint.route("/desk/young-people/search", methods=["GET", "POST"])
def search_young_people() -> AnyResponse:
    """What was found. There is no redirect after the post: the words would have to go into an address."""
    if request.method != "POST":
        # Somebody comes back to the address that stands above what they found.
        return redirect(url_for("caseload.list_young_people", order="name", page=1), 303)
    viewer = current_viewer()
    words = printable(request.form.get("words"))[:_MOST_LETTERS]
    number, records = young_people.page(viewer, today(), most=PAGE, words=words) if words else (0, [])
    audit.note(Action.LISTED, viewer, kind="young person", about="search")
    return _page("found", words=words, number=number, records=records)


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
    return _page(
        "young_person",
        record=record,
        stays=stays,
        endings={one.ref: one for one in arrangements.of_young_person(viewer, ref)},
        today=today(),
        seen=homes.seen_among(viewer, {stay.home_id for stay in stays}),
        person=accounts.by_id(record.account_id) if record.account_id else None,
        may_change=may_change,
        may_name=viewer.has(Role.SERVICE_MANAGER),
    )


@blueprint.get("/desk/young-people/<ref>/change")
def ask_change(ref: str) -> AnyResponse:
    record = _record(ref, is_seen=True, to_change=True)
    form = ChangeForm(
        formdata=None, now=record.language, data={"name": record.name, "language": record.language}
    )
    return _page("change", record=record, form=form)


@blueprint.post("/desk/young-people/<ref>/change")
def change(ref: str) -> AnyResponse:
    record = _record(ref, to_change=True)
    form = ChangeForm(now=record.language)
    if not form.validate():
        return _page("change", 422, record=record, form=form)
    young_people.change(current_viewer(), ref, now(), name=form.name.data, language=form.language.data)
    return redirect(url_for("caseload.show_young_person", ref=ref), 303)


@blueprint.get("/desk/young-people/<ref>/invite")
def ask_invite(ref: str) -> AnyResponse:
    return _page("invite", record=_record(ref, is_seen=True, to_change=True), form=InviteForm(formdata=None))


@blueprint.post("/desk/young-people/<ref>/invite")
def invite(ref: str) -> AnyResponse:
    record = _record(ref, to_change=True)
    form = InviteForm()
    if not form.validate():
        return _page("invite", 422, record=record, form=form)
    try:
        invitations.invite_young_person(current_viewer(), ref, form.found, site=request.host_url, now=now())
    except AddressTaken:
        refuse(form, form.address, _cannot_be_used())
        return _page("invite", 422, record=record, form=form)
    return redirect(url_for("caseload.show_young_person", ref=ref), 303)


@blueprint.get("/desk/young-people/<ref>/adviser")
def ask_adviser(ref: str) -> AnyResponse:
    record = _record(ref, is_seen=True)
    return _ask_adviser(record, _advisers(formdata=None, now=record.adviser_id))


@blueprint.post("/desk/young-people/<ref>/adviser")
def name_adviser(ref: str) -> AnyResponse:
    record, form = _record(ref), _advisers()
    return take_whom(
        form,
        lambda account: assignments.name_adviser(current_viewer(), ref, account, now()),
        lambda status: _ask_adviser(record, form, status),
        then=url_for("caseload.show_young_person", ref=ref),
    )


def _advisers(**kwargs: Any) -> NamingForm:
    found = accounts.with_role(Role.PERSONAL_ADVISER)
    return NamingForm(words=_("Who is their adviser from now on?"), people=found, **kwargs)


def _ask_adviser(record: Record, form: NamingForm, status: int = 200) -> AnyResponse:
    return ask_whom(
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
    """`is_seen`: the page shows it, so it is written down. A post comes from a page that was seen."""
    find = young_people.open_record if is_seen else young_people.find_record
    try:
        return find(current_viewer(), ref, today(), to_change=to_change)
    except NoSuchRecord:
        abort(404)


def _cannot_be_used() -> str:
    """It says nothing of whose it is."""
    return _("This number or e-mail cannot be used for this account. Check it, or ask for another")


# Homes


@blueprint.get(f"/desk/homes/by-<any({', '.join(homes.ORDERS)}):order>/<int(max=99999):page>")
def list_homes(order: str, page: int) -> AnyResponse:
    viewer = current_viewer()
    number, found = homes.page(viewer, today(), order=order, skip=_skipped(page), most=PAGE)
    listing = Listing.of(number, page, lambda at: url_for("caseload.list_homes", order=order, page=at))
    audit.note(Action.LISTED, viewer, kind="home")
    return _page("homes", homes=found, listing=listing, order=order)


@blueprint.get("/desk/homes.csv")
def export_homes() -> AnyResponse:
    head = [_("Number"), _("Name"), _("Area"), _("Officer"), _("Young people there now"), _("Hosts")]
    rows = [
        (one.home_number, one.name, one.area, one.officer, one.living_there, one.hosts)
        for one in homes.export(current_viewer(), today())
    ]
    return spreadsheet("homes.csv", head, rows)


@blueprint.get("/desk/homes/<ref>")
def show_home(ref: str) -> AnyResponse:
    viewer = current_viewer()
    home = _home(ref)
    written = reports.lines([home.id], today())
    return _page(
        "home",
        home=home,
        covered=cover.standing_in([home.officer_id], today()).get(home.officer_id or 0),
        hosts=homes.hosts_of(home.id),
        residents=residents.residents(viewer, home, today()),
        late=[line for line in training_and_checks.of_one(viewer, home, today()) if line.state.is_owed],
        late_reports=[one for one in written if one.standing is Standing.LATE],
        for_supervision=[one for one in written if one.for_supervision],
        today=today(),
        report_said=report_labels,
        requirement_said=requirement_labels,
        may_invite=homes.is_officer_of(viewer, home),
        may_name=viewer.has(Role.SERVICE_MANAGER),
    )


@blueprint.get("/desk/homes/<ref>/invite-host")
def ask_invite_host(ref: str) -> AnyResponse:
    home = _home(ref, to_invite=True)
    hosts = _may_be_invited_again(home)
    return _page("invite_host", home=home, hosts=hosts, form=InviteHostForm(formdata=None, hosts=hosts))


@blueprint.post("/desk/homes/<ref>/invite-host")
def invite_host(ref: str) -> AnyResponse:
    home = _home(ref, to_invite=True)
    hosts = _may_be_invited_again(home)
    form = InviteHostForm(hosts=hosts)
    shown: dict[str, Any] = {"home": home, "hosts": hosts, "form": form}
    if not form.validate():
        return _page("invite_host", 422, **shown)
    viewer, name, site = current_viewer(), form.name.data, request.host_url
    try:
        invitations.invite_host(viewer, ref, form.found, who=form.chosen, name=name, site=site, now=now())
    except AddressTaken:
        refuse(form, form.address, _cannot_be_used())
        return _page("invite_host", 422, **shown)
    except NotTheirs:
        abort(404)
    return redirect(url_for("caseload.show_home", ref=ref), 303)


@blueprint.get("/desk/homes/<ref>/officer")
def ask_officer(ref: str) -> AnyResponse:
    home = _home(ref)
    return _ask_officer(home, _officers(formdata=None, now=home.officer_id))


@blueprint.post("/desk/homes/<ref>/officer")
def name_officer(ref: str) -> AnyResponse:
    home, form = _home(ref), _officers()
    return take_whom(
        form,
        lambda account: assignments.name_officer(current_viewer(), ref, account, now()),
        lambda status: _ask_officer(home, form, status),
        then=url_for("caseload.show_home", ref=ref),
    )


def _officers(**kwargs: Any) -> NamingForm:
    found = accounts.with_role(Role.ACCOMMODATION_OFFICER)
    return NamingForm(words=_("Who is its officer from now on?"), people=found, **kwargs)


def _ask_officer(home: HomeRow, form: NamingForm, status: int = 200) -> AnyResponse:
    return ask_whom(
        _("Name another officer") if home.officer else _("Name an officer"),
        form,
        status,
        of=home.name,
        now=home.officer,
        back=url_for("caseload.show_home", ref=home.ref),
        action=url_for("caseload.name_officer", ref=home.ref),
        hint=_("Change it in the case system, too. What the next list from there says will count."),
    )


def _home(ref: str, *, to_invite: bool = False) -> HomeRow:
    try:
        return homes.one(current_viewer(), ref, today(), to_invite=to_invite)
    except NoSuchHome:
        abort(404)


def _may_be_invited_again(home: HomeRow) -> list[Person]:
    return [host for host in homes.hosts_of(home.id) if not host.is_staff]
