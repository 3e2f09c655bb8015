"""How a browser goes to the provider of council accounts and back."""

from urllib.parse import parse_qs, urlsplit

import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.html import attribute, page_of
from support.patience import PATIENCE

START = "/en/staff/council"
BACK = "/en/staff/council/back"

Hidden = dict[str, str]


def go(client: FlaskClient) -> str:
    """Press the button that leads to the provider, and return the address that it leads to."""
    response = client.get(START)
    assert response.status_code == 303, response.text
    assert response.location
    return response.location


def come_back(client: FlaskClient) -> TestResponse:
    """Go to the provider, where somebody is signed in, and come back to the site."""
    return client.get(from_provider(go(client)))


def from_provider(address: str) -> str:
    """Where the provider sends the browser: an address of this site."""
    answer = requests.get(address, allow_redirects=False, timeout=PATIENCE)
    assert answer.status_code == 302
    there = urlsplit(answer.headers["Location"])
    assert (there.scheme, there.netloc, there.path) == ("http", "localhost", BACK)
    return f"{there.path}?{there.query}"


def hidden(page: TestResponse) -> Hidden:
    """What the button sends."""
    assert page.status_code == 200, page.text
    fields = page_of(page).select(f'form[action="{BACK}"] input[type=hidden]')
    return {attribute(field, "name"): attribute(field, "value") for field in fields}


def press(client: FlaskClient, sent: Hidden) -> TestResponse:
    return client.post(BACK, data=sent)


def come_in(client: FlaskClient) -> TestResponse:
    """Sign in with the council account of whoever is signed in at the provider."""
    return press(client, hidden(come_back(client)))


def asked(address: str) -> dict[str, str]:
    """What the provider is asked."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
