"""The schedule and legal holds on the pages of a service manager."""

from collections.abc import Callable

from flask import Flask
from werkzeug.test import TestResponse

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.operations.holds import records as holds
from support import the_cast
from support.retention import FORM, PAGE
from support.site import SignedIn


def test_a_hold_is_set_seen_and_lifted(
    post_hold: Callable[..., TestResponse], signed_in: SignedIn, people_app: Flask
) -> None:
    assert post_hold(**FORM).status_code == 303
    page = signed_in("service-manager").get(PAGE).text
    assert "A court asks for it" in page
    assert f"{the_cast.CANARY} young-person" in page
    with people_app.app_context():
        [held] = holds.holds()
        for action, number in ((Action.HELD, 1), (Action.HOLD_LIFTED, 0)):
            assert len(audit.events(most=5, action=action)) == number
    lift = f"{PAGE}/lift"
    assert post_hold(lift, kind=held.kind, ref=held.ref).status_code == 303
    assert post_hold(lift, kind=held.kind, ref=held.ref).status_code == 404
    assert "Nothing is held." in signed_in("service-manager").get(PAGE).text
