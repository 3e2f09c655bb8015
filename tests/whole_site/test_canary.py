"""What is known of people is on their pages, and in no log, no message, no address and no error page."""

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.access import TABLE
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit import records as audit
from kentcare.services.messages import records as messages
from kentcare.web.access import EVERYBODY
from support import the_cast
from support.code_sign_in import come_in
from support.every import some
from support.html import one, page_of
from support.lines import Written, written
from support.routes import ServedRoute, address_of, rules_of
from support.site import SignedIn

# What a line of a request may tell.
LINE = {
    *(
        "time",
        "level",
        "event",
        "process",
        "request",
        "view",
        "method",
        "status",
        "ms",
        "language",
        "reference",
    )
}
RECORDS = ("unknown", "young-person", "home", "case", "acc000000008")


# Each address on a page: of a link, a form, a picture, or what htmx fetches.
ADDRESS = re.compile(r'(?:href|action|src|hx-post|hx-get)="([^"]*)"')


def _real_doors(app: Flask, role: Role) -> list[ServedRoute]:
    """The routes to fetch, with records of the cast where a view that is open to the role names one.

    Of closed doors some are enough: each is closed in one place, before anybody looks for the record.
    """
    doors: list[ServedRoute] = []
    closed: list[ServedRoute] = []
    for rule in rules_of(app):
        if "GET" not in (rule.methods or ()):
            continue
        is_open = TABLE[rule.endpoint] == EVERYBODY or role in TABLE[rule.endpoint]
        refs = RECORDS if is_open and "ref" in rule.arguments else RECORDS[:1]
        found = [ServedRoute(rule.endpoint, "GET", address_of(app, rule, ref=ref)) for ref in refs]
        (doors if is_open else closed).extend(found)
    return doors + some(closed, 10)


def _check_line(log: Written, door: ServedRoute, status: int) -> None:
    """Check the one log line of a request: in it is no name, no ref and no address of either kind."""
    (line,) = log.lines("request")
    assert (line["view"], line["status"]) == (door.endpoint, status), door
    for told in (the_cast.CANARY, "127.0.0.1", "localhost", "example.org", "77009", "/en", "/exit"):
        assert told not in log.said, door
    assert set(line) <= LINE, door
    assert not set(line.values()) & set(RECORDS), door


@pytest.mark.parametrize("role", list(Role))
def test_nothing_of_anybody_is_in_a_log_or_an_address(
    signed_in: SignedIn, people_app: Flask, role: Role, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = signed_in(role.value)
    seen = 0
    for door in _real_doors(people_app, role):
        with written() as log:
            response = client.get(door.address, headers={"User-Agent": the_cast.CANARY})
        _check_line(log, door, response.status_code)
        is_there = the_cast.CANARY.encode() in response.data  # which may be a picture
        seen += is_there
        if is_there and response.mimetype == "text/html":
            assert not [one for one in ADDRESS.findall(response.text) if the_cast.CANARY in one], door
        assert the_cast.CANARY not in str(response.location or ""), door
        if is_there and response.status_code >= 400:
            words = one(page_of(response), "main")
            assert the_cast.CANARY not in words.html, door
        assert (
            response.headers["Cache-Control"] == "no-store" or response.status_code == 304 or not is_there
        ), door
    assert seen, "the names are on no page: the test looks at nothing"
    assert the_cast.CANARY not in caplog.text
    with people_app.app_context():
        for event in audit.events(most=500):
            assert the_cast.CANARY not in f"{event.kind} {event.ref} {event.about}"


def test_a_crash_says_nothing_of_the_person_who_was_there(
    signed_in: SignedIn, caplog: pytest.LogCaptureFixture, people_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("young-person")

    def break_down() -> None:
        raise RuntimeError(f"{the_cast.CANARY} {the_cast.mobile('young-person')}")

    monkeypatch.setitem(people_app.view_functions, "my_pages.show_home", break_down)
    with written() as log:
        response = client.get("/en/me")
    assert response.status_code == 500
    for words in (response.text, caplog.text, log.text):
        assert the_cast.CANARY not in words
        assert the_cast.mobile("young-person") not in words
    assert "RuntimeError" in caplog.text


def test_signing_in_leaves_neither_a_number_nor_a_code_in_the_log(
    people_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    people_app.extensions["kentcare_posts"].reset()
    client: FlaskClient = people_app.test_client()
    with written() as log:
        come_in(people_app, client, the_cast.mobile("host"))
    assert [line["status"] for line in log.lines("request")] == [200, 303, 200, 303]
    with people_app.app_context():
        ((_, message),) = messages.latest(1)
    assert the_cast.CANARY not in message.text
    for words in (caplog.text, log.said):
        assert message.text[:6] not in words
        assert "77009" not in words
    with people_app.app_context():
        from sqlalchemy import text

        from kentcare.db.session import reading

        kept = repr(reading().execute(text("SELECT * FROM outgoing_message")).all())
        kept += repr(reading().execute(text("SELECT * FROM sign_in_attempt")).all())
        kept += repr(reading().execute(text("SELECT * FROM sign_in")).all())
    session = client.get_cookie("session")
    assert session
    for secret in (message.text[:6], "7700", session.value):
        assert secret not in kept, "what lies in the database would let somebody in"


def test_every_door_that_names_a_record_is_looked_at_with_a_real_one(people_app: Flask) -> None:
    looked_at = {
        door.endpoint
        for role in Role
        for door in _real_doors(people_app, role)
        if any(f"/{ref}" in door.address for ref in RECORDS[1:])
    }
    rules = [
        rule for rule in rules_of(people_app) if "ref" in rule.arguments and "GET" in (rule.methods or ())
    ]
    assert {rule.endpoint for rule in rules} <= looked_at
