"""What must never wait has threads of its own, and what there is no thread for is answered 503."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.web.overload import OVERLOADED, always_has_threads


def test_what_there_is_no_thread_for_is_told_before_the_database_is_asked(
    app: Flask, client: FlaskClient
) -> None:
    for path in ("/en/checker/1", "/en/host", "/exit", "/en/nowhere"):
        assert client.get(path, environ_overrides={OVERLOADED: True}).status_code == 503, path


@pytest.mark.parametrize("endpoint", ["web.leave", "web.say_alive", "monitoring.say_ready"])
def test_the_exit_and_what_machines_ask_never_wait(app: Flask, endpoint: str) -> None:
    assert always_has_threads(app, endpoint, {})


@pytest.mark.parametrize(
    ("body", "never_waits"),
    [
        (b"a=1&_do=stop&b=2", True),
        (b"a=1&_do=stop", True),
        (b'--x\r\nContent-Disposition: form-data; name="_do"\r\n\r\nstop\r\n--x--', True),
        (b"a=1&_do=send&b=stop", False),
        (b'--x\r\nContent-Disposition: form-data; name="_do"\r\n\r\nsave\r\n--x--', False),
        (b"", False),
    ],
)
def test_the_red_button_never_waits(app: Flask, body: bytes, never_waits: bool) -> None:
    environ = {"wsgi.input": io.BytesIO(body)}
    assert always_has_threads(app, "reports.take", environ) == never_waits
    assert not always_has_threads(app, "checker.take_reply", environ)
