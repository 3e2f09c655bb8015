"""GOV.UK Notify and a mail server, as a test has them: they listen on this machine and answer as told."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from flask import Flask, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from support.browser import serving
from support.patience import PATIENCE

# A gateway in front of it answers in its place; the connection is cut; or the answer is cut in the middle.
Then = Literal["answers", "500", "502", "503", "504", "cuts", "half"]

KEY = "test-00000000-0000-4000-8000-000000000000-00000000-0000-4000-8000-000000000001"


@dataclass
class FakeNotify:
    """GOV.UK Notify over HTTP, as far as its client uses it. `says` is its answer: 201 takes the message.

    `then`: what becomes of that answer after the message was taken. `says_of_taken`: its answer to a look-up.
    """

    says: int = 201
    then: Then = "answers"
    says_of_taken: int = 200
    # While this is not set, it has taken the message and does not answer yet.
    holds: threading.Event = field(default_factory=threading.Event)
    taken: list[dict[str, object]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    address: str = ""
    # Another server, to which it leads whoever sends a message.
    leads_to: str = ""

    def references(self) -> list[object]:
        return [one["reference"] for one in self.taken]


@contextmanager
def notify_over_http() -> Iterator[FakeNotify]:
    notify, app = FakeNotify(), Flask("notify_over_http", static_folder=None)
    notify.holds.set()

    def take(kind: str) -> ResponseReturnValue:
        if notify.leads_to:
            return redirect(notify.leads_to + request.path, 307)
        sent = request.get_json()
        bad = notify.says == 201 and "refused" in str(sent.get("email_address"))
        if bad or notify.says != 201:
            return jsonify(errors=[{"error": "E", "message": "not taken"}]), 400 if bad else notify.says
        notify.taken.append({**sent, "kind": kind})
        notify.holds.wait(PATIENCE)
        if notify.then == "cuts":
            request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        if notify.then == "half":
            return Response('{"id": "1", "refer', 201, mimetype="application/json")
        if notify.then.isdecimal():
            return jsonify(errors=[]), int(notify.then)
        return jsonify(id="1", reference=sent["reference"]), 201

    def look() -> ResponseReturnValue:
        reference = request.args["reference"]
        notify.asked.append(reference)
        if notify.says_of_taken != 200:
            return jsonify(errors=[]), notify.says_of_taken
        return jsonify(notifications=[one for one in notify.taken if one["reference"] == reference])

    app.add_url_rule("/v2/notifications/<kind>", "take", take, methods=["POST"])
    app.add_url_rule("/v2/notifications", "look", look)
    with serving(app) as address:
        notify.address = address
        yield notify
        notify.holds.set()


@dataclass
class FakeMailServer:
    """A mail server. `says` is what it answers to a message, and `says_at_the_end` what to a goodbye."""

    says: str = "250 OK"
    says_at_the_end: str = "221 Bye"
    letters: list[bytes] = field(default_factory=list)
    port: int = 0
    logins: list[tuple[str, str]] = field(default_factory=list)

    def take_login(
        self, _server: object, _session: object, _envelope: object, _way: str, sent: object
    ) -> AuthResult:
        """Take any name and password, and keep them."""
        assert isinstance(sent, LoginPassword)
        self.logins.append((sent.login.decode(), sent.password.decode()))
        return AuthResult(success=True)

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802  # its name
        await asyncio.sleep(0)
        if self.says.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.letters.append(envelope.content)
        return self.says

    async def handle_QUIT(self, _server: object, _session: object, _envelope: object) -> str:  # noqa: N802  # its name
        await asyncio.sleep(0)
        return self.says_at_the_end

    async def handle_RCPT(  # noqa: N802  # its name
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        await asyncio.sleep(0)
        if "refused" in address:
            return "550 No such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextmanager
def mail_server(certificate: tuple[Path, Path] | None = None) -> Iterator[FakeMailServer]:
    """A mail server on this machine; with a certificate and its key, one that is asked over TLS alone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        post = FakeMailServer(port=free.getsockname()[1])
    tls = None
    if certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(*certificate)
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=post.port,
        ssl_context=tls,
        authenticator=post.take_login,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield post
    finally:
        controller.stop(no_assert=True)
