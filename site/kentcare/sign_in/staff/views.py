"""Where the people who work here come in. What they change of their own afterwards is in proofs.py."""

from typing import Any

from flask import Blueprint, Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.records import Person
from kentcare.core.clock import now
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.codes.records import Slowed
from kentcare.sign_in.sessions import doorkeeper
from kentcare.sign_in.staff import passkeys, pending, proofs, records
from kentcare.sign_in.staff.forms import InvitationForm, NewAppForm, NewPasswordForm, PasswordForm, SecondForm
from kentcare.sign_in.staff.proofs import as_json, site, wrong_number
from kentcare.web.language import gettext as _
from kentcare.web.page import render

blueprint = Blueprint("staff", __name__, template_folder="templates")

# What a browser keeps, under seal, of the way in: the ref of the attempt; that a first password is chosen;
# what a device was asked.
_ATTEMPT, _CHOSEN, _ASKED = "attempt", "chosen", "passkey"


def _to_start() -> AnyResponse:
    return redirect(url_for("staff.ask_password"), 303)


def _page(name: str, form: Any, status: int = 200, **more: Any) -> Response:
    return render(f"staff/{name}.html", status, form=form, **more)


# A password


@blueprint.get("/staff/sign-in")
def ask_password() -> AnyResponse:
    if doorkeeper.signed():
        return redirect(url_for("portal.go_home"), 303)
    return _page("password", PasswordForm(formdata=None))


@blueprint.post("/staff/sign-in")
def take_password() -> AnyResponse:
    form = PasswordForm()
    if not form.validate():
        return _page("password", form, 422)
    try:
        ref = records.begin(form.found, form.password.data, now())
    except Slowed as slowed:
        raise doorkeeper.too_soon(slowed) from None
    if ref is None:
        form.refuse("password", _("This e-mail address and this password do not go together. Check both"))
        return _page("password", form, 422)
    session[_ATTEMPT] = ref
    return redirect(url_for("staff.ask_second"), 303)


# A second proof


def _half_way() -> Person | None:
    return codes.waiting("second", session[_ATTEMPT], now()) if _ATTEMPT in session else None


@blueprint.get("/staff/sign-in/check")
def ask_second() -> AnyResponse:
    return _page("second", SecondForm(formdata=None)) if _half_way() else _to_start()


@blueprint.post("/staff/sign-in/check")
def take_second() -> AnyResponse:
    person, form = _half_way(), SecondForm()
    if person is None:
        return _to_start()
    if not form.validate():
        return _page("second", form, 422)
    ref = session[_ATTEMPT]
    # Counted before it is looked at, so that many at once are no way round.
    if codes.try_again("second", ref, now()) is None:
        return _to_start()
    if not records.second_is_right(person, form.number.data, now()):
        form.refuse("number", _("This is not right, or it was used before. Wait for the next number"))
        return _page("second", form, 422)
    return doorkeeper.begin(person.id, "password", ref) or _to_start()


# A passkey


@blueprint.post("/staff/passkey/ask")
def ask_passkey() -> Response:
    session[_ASKED] = records.ask_device(None, now())
    return as_json(passkeys.question(session[_ASKED], site()))


@blueprint.post("/staff/passkey")
def take_passkey() -> AnyResponse:
    """It is enough alone: the device has asked for a finger, a face or a number of its own."""
    asked, answer = str(session.pop(_ASKED, "")), request.form.get("credential", "")
    person = records.whose_passkey(asked, answer, site(), now())
    if person and (response := doorkeeper.begin(person.id, "passkey", asked)):
        return response
    form = PasswordForm(formdata=None)
    form.refuse("email", _("This passkey does not open an account here. Use your password"))
    return _page("password", form, 422)


# An invitation


@blueprint.get("/staff/invitation")
def ask_invitation() -> AnyResponse:
    return _page("invitation", InvitationForm(formdata=None))


@blueprint.post("/staff/invitation")
def take_invitation() -> AnyResponse:
    form = InvitationForm()
    if not form.validate():
        return _page("invitation", form, 422)
    try:
        ref = records.take_invitation(form.found, form.code.data, now())
    except Slowed as slowed:
        raise doorkeeper.too_soon(slowed) from None
    if ref is None:
        form.refuse("code", _("This code does not go with this address, or it is too old. Ask for a new one"))
        return _page("invitation", form, 422)
    session[_ATTEMPT] = ref
    session.pop(_CHOSEN, None)
    return redirect(url_for("staff.ask_first_proofs"), 303)


def _invited() -> Person | None:
    return records.invited(session[_ATTEMPT], now()) if _ATTEMPT in session else None


def _to_invitation() -> AnyResponse:
    return redirect(url_for("staff.ask_invitation"), 303)


@blueprint.get("/staff/first-proofs")
def ask_first_proofs() -> AnyResponse:
    """A password first, then an app."""
    person = _invited()
    if person is None:
        return _to_invitation()
    form = NewAppForm(formdata=None) if _CHOSEN in session else NewPasswordForm(formdata=None)
    return _first(person, form)


def _first(person: Person, form: NewAppForm | NewPasswordForm, status: int = 200) -> AnyResponse:
    form.trust()
    if isinstance(form, NewPasswordForm):
        return _page("first_password", form, status)
    return _page("first_app", form, status, app=pending.app_of(person.ref, person.email))


@blueprint.post("/staff/first-proofs")
def take_first_proofs() -> AnyResponse:
    person = _invited()
    if person is None:
        return _to_invitation()
    # Somebody may have gone back, to choose another password.
    if "password" in request.form or _CHOSEN not in session:
        return _take_first_password(person)
    return _take_first_app(person)


def _take_first_password(person: Person) -> AnyResponse:
    form = NewPasswordForm()
    form.whose = person
    form.trust()
    if not form.validate():
        return _first(person, form, 422)
    records.choose_first_password(person, form.password.data, now())
    session[_CHOSEN] = True
    return redirect(url_for("staff.ask_first_proofs"), 303)


def _take_first_app(person: Person) -> AnyResponse:
    form = NewAppForm()
    form.trust()
    if not form.validate():
        return _first(person, form, 422)
    secret, ref = pending.app_of(person.ref, person.email).secret, session[_ATTEMPT]
    codes = records.add_first_app(person, secret, form.number.data, now())
    if codes is None:
        form.refuse("number", wrong_number())
        return _first(person, form, 422)
    session.pop(_CHOSEN, None)
    pending.forget_app()
    response = doorkeeper.begin(person.id, "invitation", ref)
    if response is None:
        return _to_invitation()
    pending.show_once(person.ref, codes)
    response.location = url_for("staff.show_recovery_codes")
    return response


# What is one's own, for somebody who is in

blueprint.get("/account/proofs")(proofs.show_proofs)
blueprint.get("/account/password")(proofs.ask_new_password)
blueprint.post("/account/password")(proofs.change_password)
blueprint.get("/account/app")(proofs.ask_new_app)
blueprint.post("/account/app")(proofs.change_app)
blueprint.get("/account/recovery-codes")(proofs.show_recovery_codes)
blueprint.post("/account/recovery-codes")(proofs.renew_recovery_codes)
blueprint.post("/account/passkeys/start")(proofs.start_passkey)
blueprint.post("/account/passkeys")(proofs.add_passkey)
blueprint.post("/account/passkeys/<ref>/remove")(proofs.remove_passkey)
