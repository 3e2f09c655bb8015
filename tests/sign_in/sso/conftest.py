"""The site set up for a council's own accounts, and a provider beside it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.config import Settings
from kentcare.db.session import db
from kentcare.sign_in.sso.provider import Provider
from support.oidc_provider import FakeProvider, running, with_sso
from support.site import make_app


@pytest.fixture(scope="session")
def running_provider() -> Iterator[FakeProvider]:
    found = FakeProvider()
    with running(found):
        yield found


@pytest.fixture
def provider(running_provider: FakeProvider) -> FakeProvider:
    running_provider.begin_again()
    return running_provider


@pytest.fixture(scope="session")
def app_with_council(settings: Settings, running_provider: FakeProvider) -> Flask:
    return make_app(with_sso(settings, running_provider.issuer))


@pytest.fixture
def council_app(
    app_with_council: Flask, people_app: Flask, settings: Settings, provider: FakeProvider
) -> Iterator[Flask]:
    """The site with the cast in its database, and without an identity of the provider yet."""
    app = app_with_council
    app.extensions["kentcare_sso"] = Provider(with_sso(settings, provider.issuer))
    app.extensions["kentcare_posts"].reset()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browser(council_app: Flask) -> FlaskClient:
    return council_app.test_client()
