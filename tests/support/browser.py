"""A real browser, and a real server on this machine for it to visit."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from werkzeug.serving import make_server

from support import the_cast
from support.site import cookie_of
from support.visitor import STUDENT, Answers, CheckerVisitor


@contextmanager
def serving(app: Flask, port: int = 0) -> Iterator[str]:
    """The address of a running site. `port`: where it listens; any that is free where it is 0."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Visitor:
    """Somebody with a browser. What the browser complains of is kept, and must be nothing at the end."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that answers 4xx is no fault of the page.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def violations(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.violations ?? []")
        return found


def let_time_pass(page: Page) -> None:
    """Let a page whose clock is installed save what is typed, or try again, as it does after two seconds."""
    page.clock.fast_forward(2000)


def open_answer(visitor: Visitor, site: str, client: FlaskClient, answers: Answers = STUDENT) -> Page:
    """Open the answer as somebody who has replied to every question, by test client: that takes no time."""
    cookie = CheckerVisitor(client, answers).finish().client.get_cookie("answers")
    assert cookie
    visitor.context.add_cookies([{"name": "answers", "value": cookie.value, "url": site}])
    visitor.page.goto(f"{site}/en/checker/answer")
    return visitor.page


# `visit(width=360, scheme="dark", scripts=False)` opens a browser of its own.
Visit = Callable[..., Visitor]


@dataclass(frozen=True)
class PeopleSite:
    """A running site in which somebody of the cast can be signed in."""

    app: Flask
    address: str

    def sign_in(self, visitor: Visitor, name: str) -> None:
        """Sign somebody of the cast in by a session of their own, without the pages for signing in."""
        name_of_cookie = cookie_of(self.app).sign_in_name
        token = the_cast.new_session(self.app, name)
        visitor.context.add_cookies([{"name": name_of_cookie, "value": token, "url": self.address}])
