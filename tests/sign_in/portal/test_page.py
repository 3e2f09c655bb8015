"""The frame around the pages of somebody who is signed in, on pages of errors too."""

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from kentcare.accounts.access import TABLE
from kentcare.accounts.accounts.rules import Role
from kentcare.sign_in.portal.page import NAVIGATION, role_labels
from support import the_cast
from support.site import SignedIn


def test_every_role_has_a_name(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        assert set(role_labels()) == set(Role)


@pytest.mark.parametrize(("path", "status"), [("desk", 403), ("me/who-looked/9", 404), ("nowhere", 404)])
def test_whoever_is_signed_in_keeps_their_bar(signed_in: SignedIn, path: str, status: int) -> None:
    response = signed_in("young-person").get(f"/en/{path}")
    assert response.status_code == status
    assert f"{the_cast.CANARY} young-person" in response.text
    assert 'href="/en/start"' in response.text
    assert "another website" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_whoever_is_not_has_none(people_app: Flask, client: FlaskClient) -> None:
    response = client.get("/en/nowhere")
    assert 'class="bar"' not in response.text
    assert 'href="/en/start"' not in response.text


def test_when_it_is_our_fault_the_bar_is_left_out(
    signed_in: SignedIn, people_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be the bar that broke."""

    def break_down() -> None:
        raise RuntimeError

    monkeypatch.setitem(people_app.view_functions, "my_pages.show_home", break_down)
    response = signed_in("young-person").get("/en/me")
    assert response.status_code == 500
    assert 'class="bar"' not in response.text


def test_each_link_of_the_navigation_is_to_a_view_in_the_access_table(app: Flask) -> None:
    """The views are of higher wings, so that the navigation holds their names alone."""
    with app.test_request_context("/en/"):
        for endpoint, values, _ in NAVIGATION:
            assert endpoint in app.view_functions
            assert endpoint in TABLE
            assert url_for(endpoint, **values).startswith("/en/")
