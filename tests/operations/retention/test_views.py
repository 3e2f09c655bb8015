"""S25: the schedule and legal holds on the pages of a service manager."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.operations.holds import records as holds
from support import the_cast
from support.forms import token
from support.site import SignedIn

PAGE = "/en/desk/retention/holds"
FORM = {"kind": "young person", "number": "C1", "reason": "A court asks for it"}


@pytest.fixture
def post(signed_in: SignedIn) -> Callable[..., TestResponse]:
    client = signed_in("service-manager")

    def send(address: str = PAGE, **form: str) -> TestResponse:
        return client.post(address, data=form | {"csrf_token": token(client, PAGE)})

    return send


def test_a_hold_is_set_seen_and_lifted(
    post: Callable[..., TestResponse], signed_in: SignedIn, people_app: Flask
) -> None:
    assert post(**FORM).status_code == 303
    page = signed_in("service-manager").get(PAGE).text
    assert "A court asks for it" in page
    assert f"{the_cast.CANARY} young-person" in page
    with people_app.app_context():
        [held] = holds.holds()
        for action, number in ((Action.HELD, 1), (Action.HOLD_LIFTED, 0)):
            assert len(audit.events(most=5, action=action)) == number
    lift = f"{PAGE}/lift"
    assert post(lift, kind=held.kind, ref=held.ref).status_code == 303
    assert post(lift, kind=held.kind, ref=held.ref).status_code == 404
    assert "Nothing is held." in signed_in("service-manager").get(PAGE).text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "C999"}, "There is no such record."),
        ({"number": ""}, "Write the number"),
        ({"reason": ""}, "Write why"),
        ({"reason": "x" * 1001}, "1,000 letters or fewer"),
        ({"kind": ""}, "Choose one"),
        ({"kind": "audit"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    post: Callable[..., TestResponse], change: dict[str, str], words: str
) -> None:
    response = post(**(FORM | change))
    assert response.status_code == 422
    assert words in response.text
    for name in ("number", "reason"):
        assert (FORM | change)[name] in response.text


def test_a_second_hold_on_the_same_is_said_to_be_one(post: Callable[..., TestResponse]) -> None:
    post(**FORM)
    assert "There is a hold on it already" in post(**FORM).text


def test_the_schedule_is_on_a_page_as_it_is_in_the_file(signed_in: SignedIn) -> None:
    page = signed_in("service-manager").get("/en/desk/retention").text
    for words in (
        "Kept for 60 days, from the last time that something else was saved.",
        "It is only what another council does. Kent has not confirmed it.",
        "Nobody has said how long.",
        "They wait until Kent has confirmed it.",
        "Would go: 0",
    ):
        assert words in page
