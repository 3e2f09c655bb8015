"""Pages about colleagues and their roles, the audit trail, who may open what, and undelivered messages."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.records import AddressTaken, NotTheirs, Person, RoleRefused
from kentcare.accounts.accounts.rules import Role, is_paused, may_give
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit.actions import Action
from kentcare.core.clock import now, today
from kentcare.desk.directory import records, trail
from kentcare.desk.directory.forms import (
    HANDOVER_FIELDS,
    CloseForm,
    InviteColleagueForm,
    RolesForm,
    refused_words,
)
from kentcare.desk.directory.records import ClosedBefore, NobodyTakesOver, OwnAccount
from kentcare.desk.directory.undelivered import kind_words, why_words
from kentcare.desk.directory.who_may_open import by_audience, by_role
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records as outbox
from kentcare.sign_in.portal.listing import PAGE, Listing
from kentcare.sign_in.portal.page import render_portal
from kentcare.sign_in.sso import records as sso
from kentcare.web.access import table_of
from kentcare.web.language import gettext as _

blueprint = Blueprint("directory", __name__, template_folder="templates")


@blueprint.get("/desk/people/by-<any(name, review, closed):order>/<int(max=99999):page>")
def list_colleagues(order: str, page: int) -> AnyResponse:
    viewer = current_viewer()
    number, found = administration.colleagues(viewer, order=order, skip=(max(page, 1) - 1) * PAGE, most=PAGE)
    listing = Listing.of(number, page, lambda at: url_for("directory.list_colleagues", order=order, page=at))
    return render_portal(
        "directory/colleagues.html",
        found=found,
        listing=listing,
        order=order,
        today=today(),
        is_paused=is_paused,
        is_administrator=viewer.has(Role.ADMINISTRATOR),
    )


# A new colleague


def _gives() -> list[Role]:
    giver = current_viewer().roles
    return [role for role in Role if may_give(giver, role)]


def _where() -> str:
    """The address that an invitation says to open."""
    return url_for("staff.ask_invitation", _external=True)


@blueprint.get("/desk/people/invite")
def ask_invite() -> AnyResponse:
    form = InviteColleagueForm(formdata=None)
    form.offer(_gives())
    return render_portal("directory/invite.html", form=form, quick=True)


@blueprint.post("/desk/people/invite")
def invite() -> AnyResponse:
    form = InviteColleagueForm()
    form.offer(_gives())
    closed: Person | None = None
    if form.validate():
        try:
            person = records.invite(
                current_viewer(), form.name.data, form.found, form.chosen, _where(), now()
            )
            return redirect(url_for("directory.show_colleague", ref=person.ref), 303)
        except ClosedBefore as before:
            closed = before.person
            form.refuse("email", _("The account with this address is closed. Open it and invite them again"))
        except AddressTaken:
            form.refuse("email", _("There is an account with this address. One address has one account"))
        except RoleRefused as refused:
            form.refuse("roles", refused_words(refused.why))
    return render_portal("directory/invite.html", 422, form=form, closed=closed, quick=True)


# A colleague's account


def _colleague(ref: str) -> Person:
    try:
        return administration.colleague(current_viewer(), ref)
    except NotTheirs:
        abort(404)


def _roles_form(person: Person, **given: Any) -> RolesForm:
    form = RolesForm(data={"roles": sorted(person.roles)}, **given)
    form.offer(_gives())
    form.ask_who_takes_on(records.work_of(person))
    return form


def _close_form(person: Person, **given: Any) -> CloseForm:
    form = CloseForm(prefix="close-", **given)
    form.ask_who_takes_on(records.work_of(person))
    return form


@blueprint.get("/desk/people/<ref>")
def show_colleague(ref: str) -> AnyResponse:
    return _page(_colleague(ref))


def _page(
    person: Person, status: int = 200, *, roles: RolesForm | None = None, close: CloseForm | None = None
) -> AnyResponse:
    viewer = current_viewer()
    return render_portal(
        "directory/colleague.html",
        status,
        person=person,
        held=administration.held_by(person.id),
        is_own=person.id == viewer.id,
        is_linked=sso.is_linked(person.id),
        may_change=records.may_change(viewer, person),
        roles=roles or _roles_form(person, formdata=None),
        close=close or _close_form(person, formdata=None),
        # The form that has errors.
        form=close or roles,
        today=today(),
        is_paused=is_paused,
        quick=True,
    )


def _do(ref: str, change: Callable[[], None]) -> AnyResponse:
    """Make a change and lead back to the colleague's page; answer 404 or 422 where it is refused."""
    person = _colleague(ref)
    try:
        change()
    except NotTheirs:
        abort(404)
    except OwnAccount:
        form = _roles_form(person, formdata=None)
        form.refuse("roles", _("This is your own account. Somebody else has to change it"))
        return _page(person, 422, roles=form)
    return redirect(url_for("directory.show_colleague", ref=ref), 303)


@blueprint.post("/desk/people/<ref>/invite-again")
def invite_again(ref: str) -> AnyResponse:
    return _do(ref, lambda: records.invite_again(current_viewer(), ref, _where(), now()))


@blueprint.post("/desk/people/<ref>/unlink")
def unlink_council_account(ref: str) -> AnyResponse:
    return _do(ref, lambda: records.unlink_council_account(current_viewer(), ref))


@blueprint.post("/desk/people/<ref>/review")
def review(ref: str) -> AnyResponse:
    return _do(ref, lambda: records.review(current_viewer(), ref, today()))


@blueprint.post("/desk/people/<ref>/roles")
def set_roles(ref: str) -> AnyResponse:
    person, viewer = _colleague(ref), current_viewer()
    form = _roles_form(person)
    if person.id != viewer.id and not form.validate():
        return _page(person, 422, roles=form)
    try:
        return _do(ref, lambda: records.set_roles(viewer, ref, form.chosen, form.takers, now()))
    except RoleRefused as refused:
        form.refuse("roles", refused_words(refused.why))
    except NobodyTakesOver as left:
        form.refuse(HANDOVER_FIELDS[left.role], _("Choose who takes this on"))
    return _page(person, 422, roles=form)


@blueprint.post("/desk/people/<ref>/close")
def close(ref: str) -> AnyResponse:
    person, viewer = _colleague(ref), current_viewer()
    form = _close_form(person)
    if person.id != viewer.id and not form.validate():
        return _page(person, 422, close=form)
    try:
        return _do(ref, lambda: records.close(viewer, ref, form.takers, now()))
    except NobodyTakesOver as left:
        form.refuse(HANDOVER_FIELDS[left.role], _("Choose who takes this on"))
    return _page(person, 422, close=form)


# What was done, and who may open what

# In an address, an action is written with hyphens.
_ACTIONS = {action.name.lower().replace("_", "-"): action for action in Action}


@blueprint.get("/desk/trail/<int:page>")
@blueprint.get("/desk/trail/<action>/<int:page>")
def show_trail(page: int, action: str | None = None) -> AnyResponse:
    """The audit trail, the latest first, without anything about advocates."""
    if action is not None and action not in _ACTIONS:
        abort(404)
    which = _ACTIONS[action] if action else None
    kind: dict[str, Any] = {"action": action} if action else {}
    listing = Listing.of(
        trail.trail_length(which), page, lambda at: url_for("directory.show_trail", page=at, **kind)
    )
    lines = trail.trail(current_viewer(), which, skip=listing.skip, most=PAGE)
    return render_portal(
        "directory/trail.html", lines=lines, listing=listing, actions=_ACTIONS, chosen=action
    )


@blueprint.get("/desk/who-may-open")
def show_table() -> AnyResponse:
    rules = [rule for rule in current_app.url_map.iter_rules() if rule.endpoint in table_of(current_app)]
    lines = by_audience(table_of(current_app), rules)
    return render_portal("directory/who_may_open.html", lines=lines, by_role=by_role(lines))


@blueprint.get("/desk/invited-again")
def list_invited_again() -> AnyResponse:
    """Whoever was invited again, until somebody other than the inviter has spoken to them."""
    people = administration.invited_again(current_viewer())
    return render_portal("directory/invited_again.html", people=people)


@blueprint.post("/desk/invited-again/<ref>")
def mark_spoken_to(ref: str) -> AnyResponse:
    try:
        administration.mark_spoken_to(current_viewer(), ref, now())
    except NotTheirs:
        abort(404)
    return redirect(url_for("directory.list_invited_again"), 303)


@blueprint.get("/desk/messages")
def list_undelivered() -> AnyResponse:
    return render_portal(
        "directory/undelivered.html",
        messages=messages.undelivered(current_viewer()),
        quiet=outbox.not_sending_since(now()),
        kind_words=kind_words,
        why_words=why_words,
    )


@blueprint.post("/desk/messages/<ref>")
def have_seen_undelivered(ref: str) -> AnyResponse:
    """Note that somebody has reached whoever the message was for."""
    if not messages.dismiss(current_viewer(), ref):
        abort(404)
    return redirect(url_for("directory.list_undelivered"), 303)
