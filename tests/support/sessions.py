"""The session of a test's browser."""

from datetime import UTC, datetime, timedelta

import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.forms import token


def session_of(client: FlaskClient) -> str | None:
    """The token of the session cookie, or None without one."""
    found = client.get_cookie("session")
    return found.value if found else None


def is_in(client: FlaskClient) -> bool:
    """Whether somebody is signed in with this browser."""
    return client.get("/en/account").status_code == 200


def session_over() -> time_machine.travel:
    """Two hours later, when the session of somebody who works here has ended by itself."""
    return time_machine.travel(datetime.now(UTC) + timedelta(hours=2), tick=False)


def post(client: FlaskClient, path: str, page: str = "/en/account", **fields: str) -> TestResponse:
    """Post fields with the token of a page's form."""
    return client.post(path, data={"csrf_token": token(client, page), **fields})
