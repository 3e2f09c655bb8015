"""The session of a browser: its cookie, the authentication gate, and signing out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import Role
from kentcare.config import Settings
from kentcare.db.engine import WRITES, build_engine
from kentcare.db.refused import NotWritable
from kentcare.db.session import db
from kentcare.sign_in.sessions import authentication
from support import the_cast
from support.code_sign_in import ask_for_code, code_sent, come_in, give_code
from support.forms import token
from support.patience import until
from support.sessions import is_in, post, session_of
from support.site import SignedIn, make_app

HOST = the_cast.mobile("host")


def test_signing_in_makes_a_new_session_and_the_old_one_is_dead(people_app: Flask) -> None:
    """A session that somebody put into the browser before is no way into the account."""
    client = people_app.test_client()
    the_cast.sign_in(people_app, client, "host-2")
    old = session_of(client)
    assert old
    client.delete_cookie("session")
    ask_for_code(client, HOST)
    code = code_sent(people_app)
    client.set_cookie("session", old)  # somebody put theirs into this browser
    data = {"csrf_token": token(client, "/en/sign-in/code"), "code": code}
    client.post("/en/sign-in/code", data=data)
    assert session_of(client) not in {old, None}
    thief = people_app.test_client()
    thief.set_cookie("session", old)
    assert not is_in(thief)


def test_the_cookie_is_for_this_host_alone(signed_in: SignedIn, people_app: Flask) -> None:
    """The attributes of the cookie on a developer's machine, over plain http."""
    client = people_app.test_client()
    ask_for_code(client, HOST)
    headers = give_code(client, code_sent(people_app)).headers.getlist("Set-Cookie")
    cookie = next(header for header in headers if header.startswith("session="))
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_the_cookie_on_https(people_app: Flask, settings: Settings) -> None:
    """The cookie has the __Host- prefix, and is Secure, HttpOnly and SameSite=Lax, without a domain."""
    app = make_app(replace(settings, https=True))
    client = app.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    ask_for_code(client, HOST)
    headers = give_code(client, code_sent(app)).headers.getlist("Set-Cookie")
    cookie = next(header for header in headers if header.startswith("__Host-session="))
    assert set(cookie.split("; ")[1:]) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_signing_out_ends_this_session_and_clears_the_browser(signed_in: SignedIn, people_app: Flask) -> None:
    """The cookie that was copied before opens nothing; a session elsewhere goes on."""
    client, elsewhere = signed_in("host"), signed_in("host")
    old = session_of(client)
    response = post(client, "/en/sign-out")
    assert response.location == "/en/signed-out"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert session_of(client) is None
    client.set_cookie("session", str(old))
    assert not is_in(client)
    assert is_in(elsewhere)


def test_leaving_ends_the_session_too(signed_in: SignedIn) -> None:
    """The way out of a page is the way out of the account."""
    client = signed_in("young-person")
    old = session_of(client)
    response = client.get("/exit")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    client.set_cookie("session", str(old))
    assert not is_in(client)


@pytest.mark.parametrize("how", ["locked", "read-only"])
def test_whoever_leaves_waits_for_no_other_writer_and_is_signed_out_after_it(
    people_app: Flask, signed_in: SignedIn, how: str
) -> None:
    """The other writer ends only after the answer has come."""
    client = signed_in("young-person")
    client.set_cookie("draft", "of a form that was begun before the sign-in")
    old = str(session_of(client))
    address = people_app.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False)
    with locked(address) if how == "locked" else read_only(people_app):
        response = client.get("/exit")
        assert response.status_code == 303
        assert {cookie.partition("=")[0] for cookie in response.headers.getlist("Set-Cookie")} >= {
            "session",
            "draft",
        }
        assert session_of(client) is None

    def is_over() -> bool:
        client.set_cookie("session", old)
        return not is_in(client)

    until(is_over)


@contextmanager
def locked(address: str) -> Iterator[None]:
    engine = build_engine(address)
    with engine.connect().execution_options(**{WRITES: True}) as other, other.begin():
        yield
    engine.dispose()


@contextmanager
def read_only(app: Flask) -> Iterator[None]:
    """Every change is refused, as by a file that may not be written."""

    def refuse(connection: Connection, *_: object) -> None:
        if connection.get_execution_options().get(WRITES):
            raise NotWritable("Nothing was saved.")

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", refuse)


def test_sign_out_everywhere_else_leaves_only_this_one(signed_in: SignedIn) -> None:
    here, there = signed_in("host"), signed_in("host")
    page = here.get("/en/account").text
    assert page.count("Signed in elsewhere") == 1
    assert page.count("Here, now") == 1
    post(here, "/en/account/everywhere")
    assert is_in(here)
    assert not is_in(there)


def test_what_a_page_asks_by_itself_neither_renews_nor_sets_a_cookie(
    signed_in: SignedIn, people_app: Flask
) -> None:
    """A page that asks how long is left does not keep the session alive."""
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client = signed_in("young-person")
        for minutes in (19, 1):
            response = client.get("/en/session")
            assert "Set-Cookie" not in response.headers
            clock.shift(timedelta(minutes=minutes))
        assert client.get("/en/session").json == {"left": 0}
        assert not is_in(client)


def _left(client: FlaskClient) -> int:
    told = client.get("/en/session").json
    assert told is not None
    return int(told["left"])


def test_the_warning_can_be_put_off(signed_in: SignedIn) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client = signed_in("young-person")
        form = token(client, "/en/me")
        clock.shift(timedelta(minutes=19))
        assert _left(client) == 60
        client.post("/en/session", data={"csrf_token": form})
        assert _left(client) == 1200
        clock.shift(timedelta(minutes=19))
        assert is_in(client)


def test_an_expired_session_answers_a_fragment_without_a_page(people_app: Flask) -> None:
    response = people_app.test_client().get("/en/me", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"], response.text) == (401, "/en/sign-in", "")


def test_a_form_lasts_as_long_as_the_session(signed_in: SignedIn) -> None:
    """Longer than the thirty minutes of the answers: a Host writes for an hour."""
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client = signed_in("host")
        form = token(client, "/en/account")
        clock.shift(timedelta(minutes=59))
        response = client.post("/en/account", data={"csrf_token": form, "language": "ar"})
        assert response.status_code == 303


class TestForgeries:
    """Posts without the token of the page, with one of another session, or from another site are refused."""

    def test_no_token(self, signed_in: SignedIn) -> None:
        assert signed_in("host").post("/en/account", data={"language": "ar"}).status_code == 400

    def test_another_s_token(self, signed_in: SignedIn) -> None:
        stolen = token(signed_in("host-2"), "/en/account")
        client = signed_in("host")
        response = client.post("/en/account", data={"csrf_token": stolen, "language": "ar"})
        assert response.status_code == 400
        assert 'value="en" lang="en" selected' in client.get("/en/account").text

    def test_the_token_of_the_session_before(self, signed_in: SignedIn, people_app: Flask) -> None:
        client = signed_in("host")
        old = token(client, "/en/account")
        the_cast.sign_in(people_app, client, "host")
        assert client.post("/en/account", data={"csrf_token": old}).status_code == 400

    @pytest.mark.parametrize(
        "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
    )
    def test_another_site(self, signed_in: SignedIn, headers: dict[str, str]) -> None:
        client = signed_in("host")
        data = {"csrf_token": token(client, "/en/account"), "language": "ar"}
        assert client.post("/en/account", data=data, headers=headers).status_code == 403

    def test_with_htmx_it_is_taken(self, signed_in: SignedIn) -> None:
        client = signed_in("host")
        data = {"csrf_token": token(client, "/en/account"), "language": "ar"}
        assert client.post("/en/account", data=data, headers={"HX-Request": "true"}).status_code == 303


def test_more_than_was_asked_for_is_not_looked_at(signed_in: SignedIn, people_app: Flask) -> None:
    """A role, a name or a state that are sent along set nothing."""
    client = signed_in("host")
    post(client, "/en/account", role="administrator", name="Another", state="closed", owner_id="1", id="1")
    with people_app.app_context():
        person = accounts.by_id(the_cast.account_id(people_app, "host"))
    assert person
    assert (person.roles, person.state, person.name) == (
        frozenset({Role.HOST}),
        "active",
        f"{the_cast.CANARY} host",
    )


def test_the_gate_of_this_room_is_set(app: Flask) -> None:
    """The web wing, which is below this one, checks roles by whatever function was set as its extension."""
    assert authentication.require_role in app.extensions.values()


@pytest.mark.parametrize("endpoint", authentication.RATE_LIMITED_ENDPOINTS)
def test_each_rate_limited_endpoint_is_a_view_that_takes_what_is_sent(app: Flask, endpoint: str) -> None:
    """Some are of higher rooms, so that they stand here by name."""
    methods = {method for rule in app.url_map.iter_rules(endpoint) for method in rule.methods or ()}
    assert "POST" in methods


def test_leaving_signs_out_whatever_else_it_forgets(app: Flask) -> None:
    assert authentication.sign_out in app.extensions["kentcare_leaving"]


def test_who_signs_in_hears_once_where_else_they_are_signed_in(
    people_app: Flask, signed_in: SignedIn
) -> None:
    first, second = people_app.test_client(), people_app.test_client()
    come_in(people_app, first, the_cast.mobile("host"))
    assert "another device" not in first.get("/en/host").text
    come_in(people_app, second, the_cast.mobile("host"))
    assert "You are signed in on another device, too" in second.get("/en/host").text
    assert "another device" not in second.get("/en/host").text
    assert "another device" not in first.get("/en/host").text
