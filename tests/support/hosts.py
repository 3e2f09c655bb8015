"""The site on several hosts in one process, with a limit on posts that a test can reach."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, Response
from flask.testing import FlaskClient

from kentcare.config import Settings
from kentcare.db.session import db
from kentcare.web.limits import tighten
from support.site import make_app

MANY, ADDRESS = "3 per 10 minutes", "192.0.2.1"


def on_host(address: str, key: str, instance: str = "/nowhere") -> Flask:
    """The site of one of several hosts, with a brake that a test can reach."""
    app = make_app(Settings(database_url=address, secret_key=key, instance=Path(instance)))
    tighten(app, MANY, ["sample.ask"])
    return app


def browser(app: Flask, place: str) -> FlaskClient:
    client = FlaskClient(app, Response)
    client.environ_base["REMOTE_ADDR"] = place
    return client


def posts(app: Flask, number: int, place: str = ADDRESS) -> list[int]:
    """What is answered to posts from one place: 400 means that the brake let them pass."""
    client = browser(app, place)
    return [client.post("/en/sample").status_code for _ in range(number)]


def posts_to(address: str, key: str, number: int) -> list[int]:
    """What is answered to posts to a host in a process of its own, which makes its site itself."""
    return posts(on_host(address, key), number)


@contextmanager
def closed(*apps: Flask) -> Iterator[None]:
    yield
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
