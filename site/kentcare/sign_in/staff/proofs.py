"""What a colleague proves who they are with, and how they change it. The addresses are in views.py."""

from typing import Any, TypeVar

from flask import Response, abort, jsonify, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.core.clock import now
from kentcare.sign_in.codes.records import Slowed
from kentcare.sign_in.portal.page import render_portal
from kentcare.sign_in.sessions import doorkeeper
from kentcare.sign_in.staff import passkeys, pending, records
from kentcare.sign_in.staff.forms import NewAppForm, NewPasskeyForm, NewPasswordForm, PresentForm
from kentcare.sign_in.staff.passkeys import Site
from kentcare.sign_in.staff.records import Key, NoSuchPasskey
from kentcare.sign_in.staff.rules import JUST_CAME_IN
from kentcare.web.language import gettext as _
from kentcare.web.place import place
from kentcare.web.session import cookie

Changing = TypeVar("Changing", bound=PresentForm)
_ASKED = "passkey"


def as_json(text: str) -> Response:
    response = make_response(text)
    response.mimetype = "application/json"
    return response


def site() -> Site:
    """Behind a proxy, the scheme that we see need not be the reader's."""
    return Site.of(request.host, https=cookie().https or request.is_secure)


def wrong_number() -> str:
    return _(
        "This is not the number that we expect. Wait for the next one. Is the clock of your phone right?"
    )


def _me() -> Person:
    return accounts.by_id(current_viewer().id) or abort(404)


def _this() -> str:
    """The ref of the session that goes on when the others end."""
    found = doorkeeper.signed() or abort(401)
    return found.ref


def _asked(form: Changing) -> Changing:
    """Whoever has just come in is not asked for their password again."""
    found = doorkeeper.signed()
    if found and now() - found.began_at < JUST_CAME_IN:
        form.trust()
    return form


def _may(form: PresentForm) -> bool:
    """All is well in the form, and the password that it asks for is right."""
    if not form.validate():
        return False
    if not form.asks_for_password:
        return True
    try:
        is_right = records.is_present_password(_me(), form.present.data, now())
    except Slowed as slowed:
        raise doorkeeper.too_soon(slowed) from None
    if not is_right:
        form.refuse("present", _("This is not your password. You can also sign out and sign in again"))
    return is_right


def _to_proofs() -> AnyResponse:
    return redirect(url_for("staff.show_proofs"), 303)


def _page(name: str, form: Any, status: int = 200, **more: Any) -> AnyResponse:
    return render_portal(f"staff/{name}.html", status, form=form, **more)


def show_proofs() -> AnyResponse:
    return _proofs()


def _removal(key: Key, **given: Any) -> PresentForm:
    """Each with a name of its own: there may be several on the page."""
    return _asked(PresentForm(prefix=f"{key.ref}-", **given))


def _proofs(
    status: int = 200,
    *,
    adding: NewPasskeyForm | None = None,
    removing: tuple[str, PresentForm] | None = None,
) -> AnyResponse:
    me = _me()
    at_fault = dict([removing] if removing else [])
    keys = [(key, at_fault.get(key.ref) or _removal(key, formdata=None)) for key in records.keys_of(me.id)]
    return _page(
        "proofs",
        adding or (removing[1] if removing else None),
        status,
        proofs=records.proofs_of(me.id),
        keys=keys,
        adding=adding or _asked(NewPasskeyForm(formdata=None)),
    )


# A password


def ask_new_password() -> AnyResponse:
    return _page("new_password", _asked(NewPasswordForm(formdata=None)))


def change_password() -> AnyResponse:
    form = _asked(NewPasswordForm())
    form.whose = _me()
    if not _may(form):
        return _page("new_password", form, 422)
    records.change_password(current_viewer(), form.password.data, but=_this(), now=now())
    return _to_proofs()


# An app


def _app_page(form: NewAppForm, status: int = 200) -> AnyResponse:
    me = _me()
    return _page("new_app", form, status, app=pending.app_of(me.ref, me.email))


def ask_new_app() -> AnyResponse:
    return _app_page(_asked(NewAppForm(formdata=None)))


def change_app() -> AnyResponse:
    form, me = _asked(NewAppForm()), _me()
    if not _may(form):
        return _app_page(form, 422)
    secret, viewer = pending.app_of(me.ref, me.email).secret, current_viewer()
    if not records.change_app(viewer, secret, form.number.data, but=_this(), now=now()):
        form.refuse("number", wrong_number())
        return _app_page(form, 422)
    pending.forget_app()
    return _to_proofs()


# Recovery codes


def show_recovery_codes() -> AnyResponse:
    """New ones are shown once. After that, only how many are left."""
    viewer = current_viewer()
    # A page that is only asked for its head is not read by anybody.
    codes = pending.to_show(viewer.ref) if request.method == "GET" else []
    return _codes_page(_asked(PresentForm(formdata=None)), codes=codes)


def _codes_page(form: PresentForm, status: int = 200, *, codes: list[str]) -> AnyResponse:
    left = records.proofs_of(current_viewer().id).codes_left
    return _page("recovery_codes", form, status, codes=codes, left=left)


def renew_recovery_codes() -> AnyResponse:
    form, viewer = _asked(PresentForm()), current_viewer()
    if not _may(form):
        return _codes_page(form, 422, codes=[])
    pending.show_once(viewer.ref, records.renew_recovery_codes(viewer, but=_this()))
    return redirect(url_for("staff.show_recovery_codes"), 303)


# Passkeys


def start_passkey() -> Response:
    """What the device is asked. Without the right password, what is wrong, for the script to show."""
    form, me = _asked(NewPasskeyForm()), _me()
    if not _may(form):
        wrong = next(field.errors[0] for field in form if field.errors)
        response = jsonify(wrong=str(wrong))
        response.status_code = 422
        return response
    session[_ASKED] = records.ask_device(me.id, now())
    has = records.credentials_of(me.id)
    return as_json(passkeys.question_to_add(me, session[_ASKED], has, place().service, site()))


def add_passkey() -> AnyResponse:
    """Whether the password was right was asked when this began."""
    form, asked, viewer = _asked(NewPasskeyForm()), str(session.pop(_ASKED, "")), current_viewer()
    if not form.validate():
        return _proofs(422, adding=form)
    answer, name = form.credential.data or "", form.name.data
    if not records.add_passkey(viewer, asked, answer, name, site(), but=_this(), now=now()):
        form.refuse("name", _("Your device did not make a passkey that we can use. Try again"))
        return _proofs(422, adding=form)
    return _to_proofs()


def remove_passkey(ref: str) -> AnyResponse:
    viewer = current_viewer()
    try:
        key = records.own_key(viewer, ref)
    except NoSuchPasskey:
        abort(404)
    form = _removal(key)
    if not _may(form):
        return _proofs(422, removing=(ref, form))
    records.remove_passkey(viewer, ref, but=_this())
    return _to_proofs()
