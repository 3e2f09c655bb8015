"""The page to become each role, the page of messages, and nothing of them where there is no demonstration."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import reading
from kentcare.sign_in.sessions.models import SignIn
from kentcare_demo import credentials
from support.html import attribute, href, page_of

OWN_PAGE = {Role.YOUNG_PERSON: "/en/me", Role.HOST: "/en/host", Role.APPLICANT: "/en/application"}


@pytest.fixture
def visitor(demo_app: Flask) -> FlaskClient:
    demo_app.extensions["kentcare_posts"].reset()
    return demo_app.test_client()


def become(visitor: FlaskClient, who: str, **more: str) -> str:
    """Press a button of the page. Returns the address where it leads in the end."""
    token = page_of(visitor.get("/en/demo")).select_one("input[name=csrf_token]")
    assert token
    data = {"csrf_token": attribute(token, "value"), "who": who, **more}
    response = visitor.post("/en/demo/become", data=data)
    assert response.status_code == 303, response.status
    landed = visitor.get(response.headers["Location"], follow_redirects=True)
    assert landed.status_code == 200, landed.request.path
    return landed.request.path


@pytest.mark.parametrize("role", list(Role))
def test_every_role_can_be_become_and_lands_on_its_own_page(visitor: FlaskClient, role: Role) -> None:
    assert become(visitor, role.value) == OWN_PAGE.get(role, "/en/desk")


def test_everybody_on_the_page_can_be_become(demo_app: Flask, visitor: FlaskClient) -> None:
    buttons = page_of(visitor.get("/en/demo")).select("button[name=who]")
    people = {attribute(button, "value") for button in buttons} - set(Role)
    assert len(people) > 12
    for ref in sorted(people):
        become(visitor, ref)
    with demo_app.app_context():
        assert len(audit.events(most=100, action=Action.BECAME)) == len(people)


def test_to_become_somebody_else_ends_the_session_before(demo_app: Flask, visitor: FlaskClient) -> None:
    become(visitor, "host")
    old = visitor.get_cookie("session")
    become(visitor, "administrator")
    new = visitor.get_cookie("session")
    assert old
    assert new
    assert old.value != new.value
    with demo_app.app_context():
        assert reading().scalar(select(func.count()).select_from(SignIn)) == 1
        became, signed_in = (
            audit.events(most=1, action=action)[0] for action in (Action.BECAME, Action.SIGNED_IN)
        )
        assert became.actor_roles == ("administrator",)
        assert signed_in.about == "demonstration"
    visitor.set_cookie("session", old.value)
    assert visitor.get("/en/host").status_code == 303


def test_where_somebody_else_wanted_to_go_is_forgotten(visitor: FlaskClient) -> None:
    visitor.get("/en/desk")
    assert become(visitor, "young-person") == "/en/me"


def test_nobody_is_become_who_is_not_there(demo_app: Flask, visitor: FlaskClient) -> None:
    with demo_app.app_context():
        closed = reading().scalar(select(Account.ref).where(Account.state == "closed"))
    page = page_of(visitor.get("/en/demo"))
    token = page.select_one("input[name=csrf_token]")
    assert token
    for who in ("", "nobody", "0" * 12, str(closed)):
        response = visitor.post("/en/demo/become", data={"csrf_token": attribute(token, "value"), "who": who})
        assert response.status_code == 404, who
    assert visitor.get_cookie("session") is None


def test_a_get_becomes_nobody(visitor: FlaskClient) -> None:
    assert visitor.get("/en/demo/become").status_code == 405
    visitor.get("/en/demo")
    assert visitor.get_cookie("session") is None


def test_the_page_says_how_colleagues_sign_in(visitor: FlaskClient) -> None:
    text = visitor.get("/en/demo").text
    assert credentials.PASSWORD in text
    assert credentials.SECRET in text
    assert re.search(r"<code>[0-9]{6}</code>", text)


def test_a_code_can_be_read_and_used(demo_app: Flask, visitor: FlaskClient) -> None:
    with demo_app.app_context():
        email = reading().scalar(
            select(Account.email).where(
                Account.state == "active", Account.email.is_not(None), Account.grants.any(role="host")
            )
        )
    assert "There is no message yet" in visitor.get("/en/demo/messages").text
    page = visitor.get("/en/sign-in")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token
    visitor.post("/en/sign-in", data={"csrf_token": token[1], "address": email})
    messages = visitor.get("/en/demo/messages").text
    assert str(email) in messages
    [sent] = page_of(messages).select("p[dir=auto]")
    code = re.search(r"[0-9]{6}", sent.text)
    assert code
    came = visitor.post("/en/sign-in/code", data={"csrf_token": token[1], "code": code[0]})
    assert visitor.get(came.headers["Location"], follow_redirects=True).request.path == "/en/host"


def test_a_colleague_can_sign_in_as_in_real_life(visitor: FlaskClient) -> None:
    """With the password and the number that the page shows, at an address that stands on it."""
    page = visitor.get("/en/demo").text
    asked = page_of(page).select_one("button[value=advocacy-lead]")
    assert asked
    entry = asked.closest("li")
    assert entry is not None
    email = re.search(r"[a-z.0-9]+@example\.org", entry.html)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert email
    assert token
    data = {"csrf_token": token[1], "email": email[0], "password": credentials.PASSWORD}
    assert visitor.post("/en/staff/sign-in", data=data).headers["Location"] == "/en/staff/sign-in/check"
    number = re.search(r"<code>([0-9]{6})</code>", visitor.get("/en/demo").text)
    assert number
    came = visitor.post("/en/staff/sign-in/check", data={"csrf_token": token[1], "number": number[1]})
    assert visitor.get(came.headers["Location"], follow_redirects=True).request.path == "/en/desk"


@pytest.mark.parametrize(
    "path", ["/en/", "/ar/", "/ti/contact", "/en/sign-in", "/en/checker", "/en/nothing", "/", "/en/demo"]
)
def test_every_page_says_that_nothing_is_real(visitor: FlaskClient, path: str) -> None:
    page = visitor.get(path, follow_redirects=True)
    bar = page_of(page).select_one(".demo-bar")
    assert bar, path
    assert attribute(bar, "lang") == "en"
    assert "Nothing here is real." in bar.text
    assert [href(link) for link in bar.select("a")] == ["/en/demo", "/en/demo/messages"]


def test_so_does_every_page_of_somebody_signed_in(visitor: FlaskClient) -> None:
    become(visitor, "young-person")
    assert "demo-bar" in visitor.get("/en/me").text


def test_in_another_language_it_leads_to_the_english(visitor: FlaskClient) -> None:
    for path in ("demo", "demo/messages"):
        assert visitor.get(f"/ar/{path}").headers["Location"] == f"/en/{path}"


def test_there_is_nothing_of_it_where_it_is_off(client: FlaskClient) -> None:
    """The demonstration is not even hidden."""
    for path in ("/en/demo", "/en/demo/messages", "/en/demo/become"):
        assert client.get(path).status_code == 404, path
    assert client.post("/en/demo/become", data={"who": "administrator"}).status_code in {400, 404}
    assert "demo-bar" not in client.get("/en/").text


def test_a_demonstration_without_people_says_what_to_do(
    demo_app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kentcare_demo.records.examples", lambda _today: {role: [] for role in Role})
    assert "kentcare demo load" in visitor.get("/en/demo").text
