"""Who is looking at a page."""

import pytest
from flask import Flask
from werkzeug.exceptions import Unauthorized

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer, current_viewer, viewer
from kentcare.web.session import cookie
from support import the_cast


def test_a_viewer_has_any_of_the_roles_that_are_asked_for() -> None:
    somebody = Viewer(1, "one", "One", "en", frozenset({Role.HOST, Role.APPLICANT}))
    assert somebody.has(Role.HOST)
    assert somebody.has(Role.ADVOCATE, Role.APPLICANT)
    assert not somebody.has(Role.ADVOCATE)
    assert not somebody.has()


def test_where_nobody_is_signed_in_there_is_no_viewer(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        assert viewer() is None
        with pytest.raises(Unauthorized):
            current_viewer()


def test_whoever_is_signed_in_is_the_viewer(people_app: Flask) -> None:
    token = the_cast.new_session(people_app, "host")
    with people_app.app_context():
        name = cookie().sign_in_name
    with people_app.test_request_context("/en/", headers={"Cookie": f"{name}={token}"}):
        assert current_viewer().name == f"{the_cast.CANARY} host"
        assert viewer() == current_viewer()
