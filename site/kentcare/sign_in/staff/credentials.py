"""Pages on which colleagues change their own credentials. Pages for signing in are in views.py."""

from typing import Any, TypeVar

from flask import Response, abort, jsonify, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.core.clock import now
from kentcare.sign_in.passkeys import records as passkeys
from kentcare.sign_in.passkeys import webauthn_checks
from kentcare.sign_in.passkeys.records import NoSuchPasskey, PasskeySummary
from kentcare.sign_in.passkeys.webauthn_checks import RelyingParty
from kentcare.sign_in.portal.page import render_portal
from kentcare.sign_in.sessions import authentication
from kentcare.sign_in.staff import pending, records
from kentcare.sign_in.staff.blueprint import blueprint
from kentcare.sign_in.staff.forms import (
    ConfirmPasswordForm,
    NewAuthenticatorForm,
    NewPasskeyForm,
    NewPasswordForm,
)
from kentcare.sign_in.staff.rules import RECENTLY_SIGNED_IN
from kentcare.sign_in.throttling.records import TooManyFailures
from kentcare.web.language import gettext as _
from kentcare.web.place import place
from kentcare.web.session import cookie

F = TypeVar("F", bound=ConfirmPasswordForm)
# The key of the browser's encrypted cookie for the ref of a WebAuthn ceremony.
_CEREMONY = "passkey"


def as_json(text: str) -> Response:
    """A response with text that is JSON already."""
    response = make_response(text)
    response.mimetype = "application/json"
    return response


def relying_party() -> RelyingParty:
    """This site for WebAuthn. Behind a proxy, the scheme of the request need not be the browser's."""
    return RelyingParty.of(request.host, https=cookie().https or request.is_secure)


def wrong_number_message() -> str:
    """The error for a number that is not the app's."""
    return _(
        "This is not the number that we expect. Wait for the next one. Is the clock of your phone right?"
    )


def _me() -> Person:
    return accounts.by_id(current_viewer().id) or abort(404)


def _this_session() -> str:
    """The ref of this browser's session, which goes on when the others end."""
    found = authentication.current_session() or abort(401)
    return found.ref


def _with_password_if_due(form: F) -> F:
    """The form, without its question for the password where its owner has none and has just signed in.

    Somebody who comes in with the council's account or a passkey alone may have no password.
    """
    found = authentication.current_session()
    is_recent = found is not None and now() - found.began_at < RECENTLY_SIGNED_IN
    if is_recent and records.credentials_of(current_viewer().id).password_since is None:
        form.skip_password()
    return form


def _is_confirmed(form: ConfirmPasswordForm) -> bool:
    """Whether the form is valid, and the password right if it asks for that. Its errors say what is not."""
    if not form.validate():
        return False
    if not form.asks_for_password:
        return True
    try:
        is_right = records.is_present_password(_me(), form.present.data, now())
    except TooManyFailures as limit:
        raise authentication.too_many_requests(limit) from None
    if not is_right:
        form.refuse("present", _("This is not your password. You can also sign out and sign in again"))
    return is_right


def _to_credentials() -> AnyResponse:
    return redirect(url_for("staff.show_credentials"), 303)


def _page(name: str, form: Any, status: int = 200, **more: Any) -> AnyResponse:
    return render_portal(f"staff/{name}.html", status, form=form, **more)


@blueprint.get("/account/proofs")
def show_credentials() -> AnyResponse:
    """The page of a colleague's credentials."""
    return _credentials_page()


def _removal_form(passkey: PasskeySummary, **given: Any) -> ConfirmPasswordForm:
    """The form to remove a passkey. Its fields have a prefix: there may be several forms on the page."""
    return _with_password_if_due(ConfirmPasswordForm(prefix=f"{passkey.ref}-", **given))


def _credentials_page(
    status: int = 200,
    *,
    adding: NewPasskeyForm | None = None,
    removing: tuple[str, ConfirmPasswordForm] | None = None,
) -> AnyResponse:
    me = _me()
    invalid = dict([removing] if removing else [])
    listed = [
        (one, invalid.get(one.ref) or _removal_form(one, formdata=None))
        for one in passkeys.passkeys_of(me.id)
    ]
    return _page(
        "credentials",
        adding or (removing[1] if removing else None),
        status,
        credentials=records.credentials_of(me.id),
        passkeys=listed,
        adding=adding or _with_password_if_due(NewPasskeyForm(formdata=None)),
    )


# A password


@blueprint.get("/account/password")
def ask_new_password() -> AnyResponse:
    """The form for a new password."""
    return _page("new_password", _with_password_if_due(NewPasswordForm(formdata=None)))


@blueprint.post("/account/password")
def change_password() -> AnyResponse:
    """Take a new password."""
    form = _with_password_if_due(NewPasswordForm())
    form.owner = _me()
    if not _is_confirmed(form):
        return _page("new_password", form, 422)
    records.change_password(current_viewer(), form.password.data, but=_this_session(), now=now())
    return _to_credentials()


# An app


def _authenticator_page(form: NewAuthenticatorForm, status: int = 200) -> AnyResponse:
    me = _me()
    return _page("new_authenticator", form, status, app=pending.authenticator_of(me.ref, me.email))


@blueprint.get("/account/app")
def ask_new_authenticator() -> AnyResponse:
    """The form to use another authenticator app."""
    return _authenticator_page(_with_password_if_due(NewAuthenticatorForm(formdata=None)))


@blueprint.post("/account/app")
def change_authenticator() -> AnyResponse:
    """Take another authenticator app, confirmed by a number of its own."""
    form, me = _with_password_if_due(NewAuthenticatorForm()), _me()
    if not _is_confirmed(form):
        return _authenticator_page(form, 422)
    secret, viewer = pending.authenticator_of(me.ref, me.email).secret, current_viewer()
    if not records.change_authenticator(viewer, secret, form.number.data, but=_this_session(), now=now()):
        form.refuse("number", wrong_number_message())
        return _authenticator_page(form, 422)
    pending.forget_authenticator()
    return _to_credentials()


# Recovery codes


@blueprint.get("/account/recovery-codes")
def show_recovery_codes() -> AnyResponse:
    """New recovery codes, shown once; after that, only how many are left."""
    viewer = current_viewer()
    # Nobody reads the answer to a HEAD request, which must not use up the one time.
    codes = pending.take_recovery_codes(viewer.ref) if request.method == "GET" else []
    return _codes_page(_with_password_if_due(ConfirmPasswordForm(formdata=None)), codes=codes)


def _codes_page(form: ConfirmPasswordForm, status: int = 200, *, codes: list[str]) -> AnyResponse:
    left = records.credentials_of(current_viewer().id).codes_left
    return _page("recovery_codes", form, status, codes=codes, left=left)


@blueprint.post("/account/recovery-codes")
def renew_recovery_codes() -> AnyResponse:
    """Make new recovery codes, and lead to the page that shows them once."""
    form, viewer = _with_password_if_due(ConfirmPasswordForm()), current_viewer()
    if not _is_confirmed(form):
        return _codes_page(form, 422, codes=[])
    pending.keep_recovery_codes(viewer.ref, records.renew_recovery_codes(viewer, but=_this_session()))
    return redirect(url_for("staff.show_recovery_codes"), 303)


# Passkeys


@blueprint.post("/account/passkeys/start")
def start_passkey() -> Response:
    """The options for a device to make a passkey, as JSON; without the right password, the error to show."""
    form, me = _with_password_if_due(NewPasskeyForm()), _me()
    if not _is_confirmed(form):
        wrong = next(field.errors[0] for field in form if field.errors)
        response = jsonify(wrong=str(wrong))
        response.status_code = 422
        return response
    session[_CEREMONY] = passkeys.begin_ceremony(me.id, now())
    known = passkeys.credential_ids(me.id)
    options = webauthn_checks.registration_options(
        me, session[_CEREMONY], known, place().service, relying_party()
    )
    return as_json(options)


@blueprint.post("/account/passkeys")
def add_passkey() -> AnyResponse:
    """Add the passkey that the device made. The password was checked when the ceremony began."""
    form, viewer = _with_password_if_due(NewPasskeyForm()), current_viewer()
    ceremony = str(session.pop(_CEREMONY, ""))
    if not form.validate():
        return _credentials_page(422, adding=form)
    answer, name = form.credential.data or "", form.name.data
    if not passkeys.add_passkey(
        viewer, ceremony, answer, name, relying_party(), but=_this_session(), now=now()
    ):
        form.refuse("name", _("Your device did not make a passkey that we can use. Try again"))
        return _credentials_page(422, adding=form)
    return _to_credentials()


@blueprint.post("/account/passkeys/<ref>/remove")
def remove_passkey(ref: str) -> AnyResponse:
    """Remove one of the viewer's passkeys."""
    viewer = current_viewer()
    try:
        passkey = passkeys.own_passkey(viewer, ref)
    except NoSuchPasskey:
        abort(404)
    form = _removal_form(passkey)
    if not _is_confirmed(form):
        return _credentials_page(422, removing=(ref, form))
    passkeys.remove_passkey(viewer, ref, but=_this_session())
    return _to_credentials()
