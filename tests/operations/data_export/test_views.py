"""What was exported is on record, and looking at the page makes nothing."""

import pytest
from flask import Flask

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from support import the_cast
from support.export import PAGE, taken
from support.site import SignedIn


@pytest.mark.parametrize("role", Role)
def test_that_it_was_taken_is_on_record(signed_in: SignedIn, people_app: Flask, role: Role) -> None:
    taken(signed_in(role.value))
    with people_app.app_context():
        [line] = audit.events(most=5, action=Action.EXPORTED)
        assert line.about == "everything"
        assert line.actor_name == f"{the_cast.CANARY} {role.value}"


def test_to_look_at_the_page_makes_nothing(signed_in: SignedIn, people_app: Flask) -> None:
    page = signed_in("young-person").get(PAGE.format("en"))
    assert "What you wrote and did not send" in page.text
    with people_app.app_context():
        assert not audit.events(most=5, action=Action.EXPORTED)
