"""A page that is not there, or not for them, leaves somebody signed in with their own bar and a way on."""

import pytest

from conftest import SignedIn
from support import the_cast


@pytest.mark.parametrize(("path", "status"), [("desk", 403), ("me/who-looked/9", 404), ("nowhere", 404)])
def test_whoever_is_signed_in_keeps_their_bar(signed_in: SignedIn, path: str, status: int) -> None:
    response = signed_in("young-person").get(f"/en/{path}")
    assert response.status_code == status
    assert f"{the_cast.CANARY} young-person" in response.text
    assert 'href="/en/start"' in response.text
    assert "another website" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_whoever_is_not_has_none(people_app: object, client: object) -> None:
    response = client.get("/en/nowhere")
    assert 'class="bar"' not in response.text
    assert 'href="/en/start"' not in response.text


def test_when_it_is_our_fault_the_bar_is_left_out(
    signed_in: SignedIn, people_app: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be the bar that broke."""

    def break_down() -> None:
        raise RuntimeError

    monkeypatch.setitem(people_app.view_functions, "my_pages.show_home", break_down)
    response = signed_in("young-person").get("/en/me")
    assert response.status_code == 500
    assert 'class="bar"' not in response.text
