"""The site set up for a council's own accounts, and a provider beside it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conftest import make_app
from kentcare.config import Settings
from kentcare.db.session import db
from kentcare.sign_in.sso.provider import Provider
from support.provider import CLIENT_ID, CLIENT_SECRET, Misbehaving, running

NAME = "Kent sign-in"


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Misbehaving]:
    found = Misbehaving()
    with running(found):
        yield found


@pytest.fixture
def provider(running_provider: Misbehaving) -> Misbehaving:
    running_provider.begin_again()
    return running_provider


def set_up(settings: Settings, issuer: str) -> Settings:
    return replace(
        settings,
        oidc_issuer=issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_name=NAME,
    )


@pytest.fixture(scope="session")
def app_with_council(settings: Settings, running_provider: Misbehaving) -> Flask:
    return make_app(set_up(settings, running_provider.issuer))


@pytest.fixture
def council_app(
    app_with_council: Flask, people_app: Flask, settings: Settings, provider: Misbehaving
) -> Iterator[Flask]:
    """With the cast in its database, and knowing nothing of the provider yet."""
    app = app_with_council
    app.extensions["kentcare_council"] = Provider(set_up(settings, provider.issuer))
    app.extensions["kentcare_posts"].reset()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browser(council_app: Flask) -> FlaskClient:
    return council_app.test_client()
