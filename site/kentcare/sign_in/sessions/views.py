"""Pages for signing in with a code, which young people, applicants and Hosts do, and for signing out."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import read_address
from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import now
from kentcare.services.long_forms.opener import opener_of
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.codes.records import TooManyCodes
from kentcare.sign_in.codes.rules import find_code
from kentcare.sign_in.sessions import authentication, records
from kentcare.sign_in.sessions.forms import AddressForm, BirthdayForm, CodeForm, refuse
from kentcare.sign_in.throttling.records import TooManyFailures, Tries
from kentcare.web import site_data
from kentcare.web.language import gettext as _
from kentcare.web.page import render

blueprint = Blueprint("sessions", __name__, template_folder="templates")

# Keys of the browser's encrypted cookie: the ref of the attempt, and the address to send another code to.
# And whether the code that was sent last is good for it.
_ATTEMPT, _ADDRESS, _SHARED = "attempt", "address", "shared"


@blueprint.get("/sign-in")
def ask_address() -> AnyResponse:
    """The form for an address, or the first page of somebody who is signed in."""
    if authentication.current_session():
        return redirect(url_for("portal.go_home"), 303)
    return _page("address", AddressForm(formdata=None))


@blueprint.post("/sign-in")
def take_address() -> AnyResponse:
    """Send a code to the address that was typed."""
    form = AddressForm()
    if not form.validate():
        return _page("address", form, 422)
    session[_ADDRESS] = form.found.value
    return _send_code()


@blueprint.post("/sign-in/again")
def send_again() -> AnyResponse:
    """Send another code to the same address."""
    return _send_code() if _ADDRESS in session else _to_start()


def _send_code() -> AnyResponse:
    address = read_address(session[_ADDRESS])
    if address is None:
        return _to_start()
    try:
        begun = codes.send_code(address, now())
    except TooManyCodes as limit:
        raise authentication.too_many_requests(limit) from None
    session[_ATTEMPT], session[_SHARED] = begun.ref, begun.is_last_shared
    return redirect(url_for("sessions.ask_code"), 303)


@blueprint.get("/sign-in/code")
def ask_code() -> AnyResponse:
    """The form for the code."""
    return _code_page(CodeForm(formdata=None)) if _ATTEMPT in session else _to_start()


def _code_page(form: CodeForm, status: int = 200) -> Response:
    return _page("code", form, status, is_sent=not session.get(_SHARED))


@blueprint.post("/sign-in/code")
def take_code() -> AnyResponse:
    """Check the code, and sign its owner in."""
    address = read_address(session.get(_ADDRESS, ""))
    if _ATTEMPT not in session or address is None:
        return _to_start()
    form = CodeForm()
    if not form.validate():
        return _code_page(form, 422)
    # Otherwise one stranger could end the sharing of each code as soon as it is sent.
    tries = Tries(address, is_code=True)
    try:
        tries.claim(now())
    except TooManyFailures as limit:
        raise authentication.too_many_requests(limit) from None
    left, account = codes.check_code("code", session[_ATTEMPT], find_code(form.code.data), now())
    if account is None:
        tries.confirm(now())
        refuse(form, form.code, _wrong_code_message(left))
        return _code_page(form, 422)
    tries.reset()
    return _sign_in_or_ask_birthday(accounts.by_id(account))


def _wrong_code_message(left: int) -> str:
    if left:
        return _("This is not the code, or it is an old one. Look at the newest message")
    return _("This code does not work any more. Ask for a new one")


@blueprint.get("/sign-in/birthday")
def ask_birthday() -> AnyResponse:
    """The form for the date of birth of a young person who signs in for the first time."""
    return _page("birthday", BirthdayForm(formdata=None)) if _proved_person() else _to_start()


@blueprint.post("/sign-in/birthday")
def take_birthday() -> AnyResponse:
    """Check the date of birth, and sign the young person in."""
    person = _proved_person()
    if person is None:
        return _to_start()
    form = BirthdayForm()
    if not form.validate():
        return _page("birthday", form, 422)
    is_right = form.born.data.first_day() == young_people.born_of_account(person.id)
    opens = codes.try_birthday(person.id, is_right=is_right, since=person.invited_at, now=now())
    if opens is None:
        return _page("stopped", form)
    if not opens:
        refuse(
            form,
            form.born,
            _("This is not the day that your adviser wrote down. Check it, or ask your adviser"),
        )
        return _page("birthday", form, 422)
    return _sign_in(person)


def _proved_person() -> Person | None:
    return codes.proved_person("code", session[_ATTEMPT], now()) if _ATTEMPT in session else None


def _sign_in_or_ask_birthday(person: Person | None) -> AnyResponse:
    """Sign somebody in; a young person whose first time it is says their date of birth before that.

    An adviser may have mistyped the number: a stranger's telephone must not open the young person's record.
    """
    if person and person.state == "invited" and Role.YOUNG_PERSON in person.roles:
        return redirect(url_for("sessions.ask_birthday"), 303)
    return _sign_in(person)


def _sign_in(person: Person | None) -> AnyResponse:
    attempt = session[_ATTEMPT]
    session.pop(_ADDRESS, None)
    session.pop(_SHARED, None)
    return (person and authentication.sign_in(person.id, "code", attempt)) or _to_start()


def _to_start() -> AnyResponse:
    return redirect(url_for("sessions.ask_address"), 303)


def _page(name: str, form: Any, status: int = 200, **more: Any) -> Response:
    # Never as a fragment: the page after signing in has another frame, which only a whole page brings.
    return render(f"sessions/{name}.html", status, form=form, was_kept=authentication.has_kept_form(), **more)


# Being signed in, and signing out


@blueprint.post("/sign-out")
def sign_out() -> AnyResponse:
    """End the session of this browser, and clear what the browser keeps of the site."""
    response = redirect(url_for("sessions.show_signed_out"), 303)
    authentication.sign_out(response)
    session.clear()
    site_data.clear(response, "cache", "storage")
    return response


@blueprint.get("/signed-out")
def show_signed_out() -> AnyResponse:
    """The page after signing out."""
    return render("sessions/signed_out.html")


@blueprint.get("/session")
def say_left() -> Response:
    """The seconds until this session ends, as JSON, for the warning before it. Asking does not extend it.

    `whose`: a hash of whose it is, for a page that was opened by whoever was signed in before.
    """
    found = authentication.current_session()
    if found is None:
        return jsonify(left=0)
    left = max(0, round((found.idle_until - now()).total_seconds()))
    return jsonify(left=left, whose=opener_of(Holder(account=found.viewer.id)))


@blueprint.post("/session")
def stay() -> AnyResponse:
    """Extend the session of somebody who says that they are still there."""
    found = authentication.current_session() or abort(401)
    records.mark_seen(found.id, now())
    return redirect(url_for("sessions.say_left"), 303)
