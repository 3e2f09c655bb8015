"""Messages that did not arrive: staff of each service hear of their own, and read no word."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from kentcare.accounts.accounts.addresses import Address
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records as outbox
from support import the_cast
from support.forms import token
from support.site import SignedIn

WHEN = datetime.now(UTC) - timedelta(hours=5)
TO = Address("email", "canary@example.org")


@pytest.fixture
def failed(people_app: Flask) -> Flask:
    """One message to a Host and one to an advocate were given up."""
    accounts = [the_cast.account_id(people_app, name) for name in ("host", "advocate")]
    with people_app.app_context():
        heartbeats.beat(heartbeats.OUTBOX, datetime.now(UTC))
        for account in accounts:
            messages.queue(
                TO,
                "Canary words",
                now=WHEN,
                use_by=WHEN + timedelta(days=7),
                kind="invitation",
                account=account,
            )
        for taken in outbox.lease("worker", datetime.now(UTC), 5):
            outbox.give_up(taken.id, "worker", "the address was not taken", datetime.now(UTC))
    return people_app


@pytest.mark.parametrize(
    ("role", "sees", "not_this"),
    [
        ("administrator", "host", "advocate"),
        ("service-manager", "host", "advocate"),
        ("advocacy-lead", "advocate", "host"),
    ],
)
def test_each_hears_of_those_on_their_side(
    failed: Flask, signed_in: SignedIn, role: str, sees: str, not_this: str
) -> None:
    client = signed_in(role)
    assert "1 message did not arrive" in client.get("/en/desk").text
    page = client.get("/en/desk/messages").text
    assert f"{the_cast.CANARY} {sees}" in page
    assert f"{the_cast.CANARY} {not_this}" not in page
    assert "anary words" not in page
    assert "canary@" not in page


def test_who_has_taken_care_of_it_says_so_once(failed: Flask, signed_in: SignedIn) -> None:
    client, lead = signed_in("administrator"), signed_in("advocacy-lead")
    with failed.app_context():
        refs = {one.name: one.ref for one in messages.undelivered(the_cast.viewer(failed, "administrator"))}
    [ref] = refs.values()
    data = {"csrf_token": token(lead, "/en/desk/messages")}
    assert lead.post(f"/en/desk/messages/{ref}", data=data).status_code == 404
    data = {"csrf_token": token(client, "/en/desk/messages")}
    assert client.post(f"/en/desk/messages/{ref}", data=data).status_code == 303
    assert client.post(f"/en/desk/messages/{ref}", data=data).status_code == 404
    assert "We know of no message that did not arrive." in client.get("/en/desk/messages").text
    assert "did not arrive" not in client.get("/en/desk").text


def test_a_dead_sender_is_on_the_desk(people_app: Flask, signed_in: SignedIn) -> None:
    now = datetime.now(UTC)
    with people_app.app_context():
        heartbeats.beat(heartbeats.OUTBOX, now - timedelta(minutes=4))
        messages.queue(TO, "words", now=now - timedelta(minutes=4), use_by=now + timedelta(days=1))
    assert "No message has gone out since" in signed_in("service-manager").get("/en/desk").text
    assert "Nobody sends messages since" in signed_in("administrator").get("/en/desk/messages").text
    assert "No message has gone out" not in signed_in("personal-adviser").get("/en/desk").text
