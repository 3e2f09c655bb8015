"""The site as tests run it. Its client checks each page that it fetches: see page_checks.py."""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from kentcare import create_app
from kentcare.config import Settings
from kentcare.db.engine import build_engine
from kentcare.db.session import db
from kentcare.services.long_forms.blueprint import use_own_tokens
from kentcare.setting_formats import normal_url
from kentcare.web import access
from kentcare.web.session import EncryptedCookie
from support import report, sample
from support.page_checks import check_headers, check_page

# `signed_in("host-2")`: the browser of somebody of the cast.
SignedIn = Callable[[str], FlaskClient]


def cookie_of(app: Flask) -> EncryptedCookie:
    """How an application names and encrypts its cookies."""
    interface = app.session_interface
    assert isinstance(interface, EncryptedCookie)
    return interface


class CheckedClient(FlaskClient):
    """Fetches a page and asks of it everything that must hold of any page."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)  # a file is read and closed at once
        response = super().open(*args, **kwargs)
        check_headers(response, https=cookie_of(self.application).https)
        is_html = response.mimetype == "text/html" and not 300 <= response.status_code < 400
        if is_html and response.request.method != "HEAD":
            check_page(response, self.application)
        return response


def make_app(settings: Settings) -> Flask:
    """The site, with a form, an answer and a long form made for tests."""
    app = create_app(settings)
    app.register_blueprint(sample.blueprint, url_prefix="/<lang:lang>")
    app.register_blueprint(report.blueprint, url_prefix="/<lang:lang>")
    access.table_of(app).update(dict.fromkeys(sample.VIEWS, access.EVERYBODY))
    access.table_of(app).update(report.VIEWS)
    use_own_tokens(app)
    app.test_client_class = CheckedClient
    return app


def move(app: Flask, address: str) -> None:
    """Give an application another database, as if nobody had posted yet: quicker than to make one."""
    app.extensions["kentcare_posts"].reset()
    app.config["SQLALCHEMY_DATABASE_URI"] = normal_url(address)
    with app.app_context():
        cast(dict[str | None, Engine], db.engines)[None] = build_engine(address)


def let_go(app: Flask) -> None:
    """Close the connections of an application to its database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
