"""What a browser clears, and that a press of the red button that nobody knows of stays."""

import pytest
from flask.testing import FlaskClient

from support.forms import token


def test_a_browser_that_keeps_no_press_clears_everything(client: FlaskClient) -> None:
    assert client.get("/exit").headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_one_that_keeps_a_press_keeps_its_storage_and_the_cookie_that_says_so(client: FlaskClient) -> None:
    client.set_cookie("stops", "1")
    client.set_cookie("answers", "something")
    response = client.get("/exit")
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert client.get_cookie("stops") is not None
    assert client.get_cookie("answers") is None


@pytest.mark.parametrize("is_kept", [True, False])
def test_start_again_clears_the_storage_unless_there_is_a_press(client: FlaskClient, is_kept: bool) -> None:
    if is_kept:
        client.set_cookie("stops", "1")
    data = {"csrf_token": token(client, "/en/checker/1")}
    response = client.post("/en/checker/again", data=data)
    assert response.status_code == 303
    assert ("Clear-Site-Data" in response.headers) is not is_kept
