"""Pages on which colleagues sign in. Those on which they change their credentials are in credentials.py."""

from typing import Any

from flask import Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.records import Person
from kentcare.core.clock import now
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.passkeys import records as passkeys
from kentcare.sign_in.passkeys import webauthn_checks
from kentcare.sign_in.sessions import authentication
from kentcare.sign_in.staff import pending, records
from kentcare.sign_in.staff.blueprint import blueprint
from kentcare.sign_in.staff.credentials import as_json, relying_party, wrong_number_message
from kentcare.sign_in.staff.forms import (
    InvitationForm,
    NewAuthenticatorForm,
    NewPasswordForm,
    PasswordForm,
    SecondFactorForm,
)
from kentcare.sign_in.throttling.records import TooManyFailures
from kentcare.web.language import gettext as _
from kentcare.web.page import render

# Keys of the browser's encrypted cookie: the ref of the attempt; that a first password is chosen; the ref of
# a WebAuthn ceremony.
_ATTEMPT, _CHOSEN, _CEREMONY = "attempt", "chosen", "passkey"


def _to_start() -> AnyResponse:
    return redirect(url_for("staff.ask_password"), 303)


def _page(name: str, form: Any, status: int = 200, **more: Any) -> Response:
    return render(f"staff/{name}.html", status, form=form, **more)


# A password


@blueprint.get("/staff/sign-in")
def ask_password() -> AnyResponse:
    """The form for the e-mail address and the password."""
    if authentication.current_session():
        return redirect(url_for("portal.go_home"), 303)
    return _page("password", PasswordForm(formdata=None))


@blueprint.post("/staff/sign-in")
def take_password() -> AnyResponse:
    """Check the password, and lead to the second factor."""
    form = PasswordForm()
    if not form.validate():
        return _page("password", form, 422)
    try:
        ref = records.check_password(form.found, form.password.data, now())
    except TooManyFailures as limit:
        raise authentication.too_many_requests(limit) from None
    if ref is None:
        form.refuse("password", _("This e-mail address and this password do not go together. Check both"))
        return _page("password", form, 422)
    session[_ATTEMPT] = ref
    return redirect(url_for("staff.ask_second"), 303)


# A second factor


def _pending_person() -> Person | None:
    return codes.pending_person("second", session[_ATTEMPT], now()) if _ATTEMPT in session else None


@blueprint.get("/staff/sign-in/check")
def ask_second() -> AnyResponse:
    """The form for the second factor."""
    return _page("second_factor", SecondFactorForm(formdata=None)) if _pending_person() else _to_start()


@blueprint.post("/staff/sign-in/check")
def take_second() -> AnyResponse:
    """Check the second factor, and sign its owner in."""
    person, form = _pending_person(), SecondFactorForm()
    if person is None:
        return _to_start()
    if not form.validate():
        return _page("second_factor", form, 422)
    ref = session[_ATTEMPT]
    # Counted before it is checked, so that many requests at once are no way round the limit.
    if codes.count_try("second", ref, now()) is None:
        return _to_start()
    try:
        is_right = records.check_second_factor(person, form.number.data, now())
    except TooManyFailures as limit:
        raise authentication.too_many_requests(limit) from None
    if not is_right:
        form.refuse("number", _("This is not right, or it was used before. Wait for the next number"))
        return _page("second_factor", form, 422)
    return authentication.sign_in(person.id, "password", ref) or _to_start()


# A passkey


@blueprint.post("/staff/passkey/ask")
def ask_passkey() -> Response:
    """The options for a device to sign in with a passkey, as JSON."""
    session[_CEREMONY] = passkeys.begin_ceremony(None, now())
    return as_json(webauthn_checks.authentication_options(session[_CEREMONY], relying_party()))


@blueprint.post("/staff/passkey")
def take_passkey() -> AnyResponse:
    """Sign in with a passkey. It is enough alone: the device has asked for a finger, a face or a PIN."""
    ceremony, answer = str(session.pop(_CEREMONY, "")), request.form.get("credential", "")
    person = passkeys.verify(ceremony, answer, relying_party(), now())
    if person and (response := authentication.sign_in(person.id, "passkey", ceremony)):
        return response
    form = PasswordForm(formdata=None)
    form.refuse("email", _("This passkey does not open an account here. Use your password"))
    return _page("password", form, 422)


# An invitation


@blueprint.get("/staff/invitation")
def ask_invitation() -> AnyResponse:
    """The form for the code of an invitation."""
    return _page("invitation", InvitationForm(formdata=None))


@blueprint.post("/staff/invitation")
def take_invitation() -> AnyResponse:
    """Check the code of an invitation, and lead to the first credentials."""
    form = InvitationForm()
    if not form.validate():
        return _page("invitation", form, 422)
    try:
        ref = records.check_invitation(form.found, form.code.data, now())
    except TooManyFailures as limit:
        raise authentication.too_many_requests(limit) from None
    if ref is None:
        form.refuse("code", _("This code does not go with this address, or it is too old. Ask for a new one"))
        return _page("invitation", form, 422)
    session[_ATTEMPT] = ref
    session.pop(_CHOSEN, None)
    return redirect(url_for("staff.ask_first_proofs"), 303)


def _invited_person() -> Person | None:
    return records.invited_person(session[_ATTEMPT], now()) if _ATTEMPT in session else None


def _to_invitation() -> AnyResponse:
    return redirect(url_for("staff.ask_invitation"), 303)


@blueprint.get("/staff/first-proofs")
def ask_first_proofs() -> AnyResponse:
    """The form for a first password, then the one for an authenticator app."""
    person = _invited_person()
    if person is None:
        return _to_invitation()
    form = NewAuthenticatorForm(formdata=None) if _CHOSEN in session else NewPasswordForm(formdata=None)
    return _first_page(person, form)


def _first_page(
    person: Person, form: NewAuthenticatorForm | NewPasswordForm, status: int = 200
) -> AnyResponse:
    form.skip_password()
    if isinstance(form, NewPasswordForm):
        return _page("first_password", form, status)
    return _page("first_authenticator", form, status, app=pending.authenticator_of(person.ref, person.email))


@blueprint.post("/staff/first-proofs")
def take_first_proofs() -> AnyResponse:
    """Take the first password, or after it the first authenticator app."""
    person = _invited_person()
    if person is None:
        return _to_invitation()
    # Somebody may have gone back, to choose another password.
    if "password" in request.form or _CHOSEN not in session:
        return _take_first_password(person)
    return _take_first_authenticator(person)


def _take_first_password(person: Person) -> AnyResponse:
    form = NewPasswordForm()
    form.owner = person
    form.skip_password()
    if not form.validate():
        return _first_page(person, form, 422)
    records.choose_first_password(person, form.password.data, now())
    session[_CHOSEN] = True
    return redirect(url_for("staff.ask_first_proofs"), 303)


def _take_first_authenticator(person: Person) -> AnyResponse:
    form = NewAuthenticatorForm()
    form.skip_password()
    if not form.validate():
        return _first_page(person, form, 422)
    secret, ref = pending.authenticator_of(person.ref, person.email).secret, session[_ATTEMPT]
    codes = records.add_first_authenticator(person, secret, form.number.data, now())
    if codes is None:
        form.refuse("number", wrong_number_message())
        return _first_page(person, form, 422)
    session.pop(_CHOSEN, None)
    pending.forget_authenticator()
    response = authentication.sign_in(person.id, "invitation", ref)
    if response is None:
        return _to_invitation()
    pending.keep_recovery_codes(person.ref, codes)
    response.location = url_for("staff.show_recovery_codes")
    return response
