"""What a browser sends as an address may be anything: nothing that reads it raises."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from kentcare.web.sent_addresses import split_address
from support.forms import filled

NO_ADDRESS = ["http://[", "http://[::1", "//[x]/", "http://a]b/", "http://\u2100.example", "http://x:y:z/"]


@given(st.text())
def test_it_never_raises(sent: str) -> None:
    split_address(sent)


@pytest.mark.parametrize("sent", NO_ADDRESS[:4])
def test_what_is_no_address_has_no_parts(sent: str) -> None:
    assert split_address(sent) is None


@pytest.mark.parametrize("name", ["Referer", "Origin"])
@pytest.mark.parametrize("sent", [text for text in NO_ADDRESS if text.isascii()])
def test_a_page_and_a_post_are_answered_whatever_is_sent(client: FlaskClient, name: str, sent: str) -> None:
    assert client.get("/en/money", headers={name: sent}).status_code == 200
    assert client.get("/en/checker/1", headers={name: sent}).status_code == 200
    taken = client.post("/en/sample", data=filled(client), headers={name: sent}).status_code
    assert taken == (403 if name == "Origin" else 303)
