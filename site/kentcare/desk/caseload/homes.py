"""Pages about homes: lists, one home, inviting its Hosts, and naming its officer."""

from typing import Any

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import AddressTaken, NotTheirs, Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.assignments import records as assignments
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import HomeRow, NoSuchHome
from kentcare.cases.invitations import records as invitations
from kentcare.cases.residents import records as residents
from kentcare.core.clock import now, today
from kentcare.desk.caseload.blueprint import blueprint
from kentcare.desk.caseload.forms import InviteHostForm
from kentcare.desk.caseload.page import MOST_STOPS, cannot_be_used, render_caseload, skipped
from kentcare.desk.caseload.spreadsheet import spreadsheet
from kentcare.hosting.reports import labels as report_labels
from kentcare.hosting.reports.records import lists as report_lists
from kentcare.hosting.reports.rules import ReportStanding
from kentcare.hosting.safeguarding import labels as stop_labels
from kentcare.hosting.safeguarding.stops import records as stops
from kentcare.hosting.terms.labels import nobody_has_said
from kentcare.hosting.terms.records import crowded
from kentcare.hosting.terms.records import said as terms
from kentcare.hosting.training_and_checks import labels as requirement_labels
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.services.cover import records as cover
from kentcare.sign_in.portal.forms import NamingForm
from kentcare.sign_in.portal.listing import PAGE, Listing
from kentcare.sign_in.portal.naming import show_naming_form, take_naming_form
from kentcare.sign_in.sessions.forms import refuse
from kentcare.web.language import gettext as _


@blueprint.get(f"/desk/homes/by-<any({', '.join(homes.ORDERS)}):order>/<int(max=99999):page>")
def list_homes(order: str, page: int) -> AnyResponse:
    viewer = current_viewer()
    number, found = homes.page(viewer, today(), order=order, skip=skipped(page), most=PAGE)
    listing = Listing.of(number, page, lambda at: url_for("caseload.list_homes", order=order, page=at))
    audit.note(Action.LISTED, viewer, kind="home")
    return render_caseload(
        "homes",
        homes=found,
        listing=listing,
        order=order,
        terms=terms.on_day([home.id for home in found], today()),
    )


@blueprint.get("/desk/homes.csv")
def export_homes() -> AnyResponse:
    head = [
        _("Number"),
        _("Name"),
        _("Area"),
        _("Officer"),
        _("Places"),
        _("Young people there now"),
        _("Hosts"),
    ]
    found = homes.export(current_viewer(), today())
    held = terms.on_day([one.id for one in found], today())
    rows = [
        (
            one.home_number,
            one.name,
            one.area,
            one.officer,
            held[one.id].places if one.id in held else nobody_has_said(),
            one.living_there,
            one.hosts,
        )
        for one in found
    ]
    return spreadsheet("homes.csv", head, rows)


@blueprint.get("/desk/homes/<ref>")
def show_home(ref: str) -> AnyResponse:
    viewer = current_viewer()
    home = _home(ref)
    written = report_lists.of_homes([home.id], today())
    held = terms.on_day([home.id], today()).get(home.id)
    is_crowded = held is not None and home.living_there > held.places
    return render_caseload(
        "home",
        home=home,
        terms=held,
        crowded=crowded.one(home.id, today()) if is_crowded else None,
        covered=cover.standing_in([home.officer_id], today()).get(home.officer_id or 0),
        hosts=homes.hosts_of(home.id),
        residents=residents.residents(viewer, home, today()),
        late=[line for line in requirement_lines.of_one(viewer, home, today()) if line.state.is_owed],
        late_reports=[one for one in written if one.standing is ReportStanding.LATE],
        for_supervision=[one for one in written if one.for_supervision],
        stops=stops.listed(viewer, MOST_STOPS, home_id=home.id),
        stop_labels=stop_labels,
        now=now(),
        today=today(),
        report_labels=report_labels,
        requirement_labels=requirement_labels,
        may_invite=homes.is_officer_of(viewer, home),
        may_name=viewer.has(Role.SERVICE_MANAGER),
    )


@blueprint.get("/desk/homes/<ref>/invite-host")
def ask_invite_host(ref: str) -> AnyResponse:
    home = _home(ref, to_invite=True)
    hosts = _may_be_invited_again(home)
    return render_caseload(
        "invite_host", home=home, hosts=hosts, form=InviteHostForm(formdata=None, hosts=hosts)
    )


@blueprint.post("/desk/homes/<ref>/invite-host")
def invite_host(ref: str) -> AnyResponse:
    home = _home(ref, to_invite=True)
    hosts = _may_be_invited_again(home)
    form = InviteHostForm(hosts=hosts)
    shown: dict[str, Any] = {"home": home, "hosts": hosts, "form": form}
    if not form.validate():
        return render_caseload("invite_host", 422, **shown)
    viewer, name, site = current_viewer(), form.name.data, request.host_url
    try:
        invitations.invite_host(viewer, ref, form.found, who=form.chosen, name=name, site=site, now=now())
    except AddressTaken:
        refuse(form, form.address, cannot_be_used())
        return render_caseload("invite_host", 422, **shown)
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
    return take_naming_form(
        form,
        lambda account: assignments.name_officer(current_viewer(), ref, account, now()),
        lambda status: _ask_officer(home, form, status),
        then=url_for("caseload.show_home", ref=ref),
    )


def _officers(**kwargs: Any) -> NamingForm:
    found = accounts.with_role(Role.ACCOMMODATION_OFFICER)
    return NamingForm(words=_("Who is its officer from now on?"), people=found, **kwargs)


def _ask_officer(home: HomeRow, form: NamingForm, status: int = 200) -> AnyResponse:
    return show_naming_form(
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
