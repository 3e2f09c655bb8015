"""Sessions live on the server: they are ended, they end by themselves, and they say where they are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from conftest import SignedIn, make_app
from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role, stay
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.config import Settings
from kentcare.db.session import writing
from kentcare.sign_in.sessions import records as sessions
from support import the_cast
from support.forms import token
from support.way_in import ask_for_code, code_sent, give_code

HOST = the_cast.mobile("host")


def session_of(client: FlaskClient) -> str | None:
    found = client.get_cookie("session")
    return found.value if found else None


def is_in(client: FlaskClient) -> bool:
    return client.get("/en/account").status_code == 200


def post(client: FlaskClient, path: str, page: str = "/en/account", **fields: str) -> object:
    return client.post(path, data={"csrf_token": token(client, page), **fields})


def test_signing_in_makes_a_new_session_and_the_old_one_is_dead(people_app: Flask) -> None:
    """S7."""
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
    """S11, on a developer's machine."""
    client = people_app.test_client()
    ask_for_code(client, HOST)
    headers = give_code(client, code_sent(people_app)).headers.getlist("Set-Cookie")
    cookie = next(header for header in headers if header.startswith("session="))
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_the_cookie_on_https(people_app: Flask, settings: Settings) -> None:
    """S11."""
    app = make_app(replace(settings, https=True))
    client = app.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    ask_for_code(client, HOST)
    headers = give_code(client, code_sent(app)).headers.getlist("Set-Cookie")
    cookie = next(header for header in headers if header.startswith("__Host-session="))
    assert set(cookie.split("; ")[1:]) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def close(app: Flask, name: str) -> None:
    with writing() as session:
        account = session.get_one(Account, the_cast.account_id(app, name))
        account.state, account.stamp = "closed", account.stamp + 1


def change_role(app: Flask, name: str) -> None:
    keeper = Viewer(0, "", "", "en", frozenset({Role.ADMINISTRATOR}))
    person = accounts.by_id(the_cast.account_id(app, name))
    assert person
    accounts.set_roles(keeper, person.ref, {Role.FINANCE_OFFICER}, datetime.now(UTC))


def end_sessions(app: Flask, name: str) -> None:
    accounts.end_sessions(the_cast.account_id(app, name))


@pytest.mark.parametrize("deed", [close, change_role, end_sessions], ids=lambda deed: deed.__name__)
def test_every_session_is_dead_at_once(
    signed_in: SignedIn, people_app: Flask, deed: Callable[[Flask, str], None]
) -> None:
    """S8: disabled, role changed, password changed (which ends them as the last does)."""
    one, two, other = signed_in("personal-adviser"), signed_in("personal-adviser"), signed_in("host")
    assert is_in(one)
    assert is_in(two)
    with people_app.app_context():
        deed(people_app, "personal-adviser")
    assert not is_in(one)
    assert not is_in(two)
    assert is_in(other)


def test_signing_out_ends_this_session_and_clears_the_browser(signed_in: SignedIn, people_app: Flask) -> None:
    """S8 and S21."""
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
    """S21 and S22: the way out of a page is the way out of the account."""
    client = signed_in("young-person")
    old = session_of(client)
    response = client.get("/exit")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    client.set_cookie("session", str(old))
    assert not is_in(client)


def test_sign_out_everywhere_else_leaves_only_this_one(signed_in: SignedIn) -> None:
    here, there = signed_in("host"), signed_in("host")
    page = here.get("/en/account").text
    assert page.count("Signed in elsewhere") == 1
    assert page.count("Here, now") == 1
    post(here, "/en/account/everywhere")
    assert is_in(here)
    assert not is_in(there)


def test_one_session_elsewhere_can_be_ended_and_nobody_else_s(signed_in: SignedIn, people_app: Flask) -> None:
    """S4."""
    here, there, other = signed_in("host"), signed_in("host"), signed_in("host-2")
    with people_app.app_context():
        person = accounts.by_id(the_cast.account_id(people_app, "host"))
        assert person
        viewer = Viewer(person.id, person.ref, person.name, "en", person.roles)
        first, *_ = sorted(sessions.elsewhere(viewer, datetime.now(UTC)), key=lambda one: one.began_at)
    post(other, f"/en/account/sessions/{first.ref}")
    assert is_in(here)
    post(there, f"/en/account/sessions/{first.ref}")
    assert not is_in(here)
    assert is_in(there)


def test_signing_out_while_a_slow_page_is_made_stays_signed_out(
    signed_in: SignedIn, people_app: Flask
) -> None:
    """S9: what the slow request does at its end does not bring the session back."""
    client = signed_in("host")
    token_kept = str(session_of(client))
    with people_app.app_context():
        slow = sessions.find(token_kept, datetime.now(UTC))
        assert slow
        sessions.end(token_kept)
        sessions.seen(slow.id, datetime.now(UTC))
        assert sessions.find(token_kept, datetime.now(UTC)) is None
    assert not is_in(client)


@pytest.mark.parametrize("name", ["young-person", "host", "personal-adviser", "administrator", "advocate"])
def test_a_session_ends_when_nothing_is_done_and_at_last_anyhow(
    signed_in: SignedIn, people_app: Flask, name: str
) -> None:
    """S10."""
    limits = stay({Role(name)})
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        idle, busy = signed_in(name), signed_in(name)
        clock.shift(limits.idle - timedelta(seconds=1))
        assert is_in(busy)
        clock.shift(timedelta(seconds=1))
        assert not is_in(idle)
        began = limits.idle
        step = limits.idle - timedelta(minutes=1)
        while began + step < limits.longest:
            clock.shift(step)
            began += step
            assert is_in(busy)
        clock.shift(limits.longest - began)
        assert not is_in(busy)


def test_what_a_page_asks_by_itself_neither_renews_nor_sets_a_cookie(
    signed_in: SignedIn, people_app: Flask
) -> None:
    """S10."""
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client = signed_in("young-person")
        for minutes in (19, 1):
            response = client.get("/en/session")
            assert "Set-Cookie" not in response.headers
            clock.shift(timedelta(minutes=minutes))
        assert client.get("/en/session").json == {"left": 0}
        assert not is_in(client)


def test_the_warning_can_be_put_off(signed_in: SignedIn) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client = signed_in("young-person")
        form = token(client, "/en/me")
        clock.shift(timedelta(minutes=19))
        assert client.get("/en/session").json == {"left": 60}
        client.post("/en/session", data={"csrf_token": form})
        assert client.get("/en/session").json == {"left": 1200}
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
    """S12."""

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
    """S6."""
    client = signed_in("host")
    post(client, "/en/account", role="administrator", name="Another", state="closed", owner_id="1", id="1")
    with people_app.app_context():
        person = accounts.by_id(the_cast.account_id(people_app, "host"))
    assert person
    assert (person.roles, person.state, person.name) == ({Role.HOST}, "active", f"{the_cast.CANARY} host")
