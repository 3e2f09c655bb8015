"""A provider that never says `email_verified`, as Entra ID: one tenant is trusted, if it is set."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.config import Settings
from kentcare.sign_in.sso.provider import Provider
from support import the_cast
from support.oidc_provider import FakeProvider, with_sso
from support.sessions import is_in
from support.sso_browser import come_in

TENANT = "01234567-89ab-cdef-0123-456789abcdef"
OTHER = "99999999-89ab-cdef-0123-456789abcdef"


@pytest.fixture(autouse=True)
def _never_says_verified(provider: FakeProvider) -> None:
    provider.is_somebody("subject-1", the_cast.email("personal-adviser"))
    provider.left_out.add("email_verified")
    provider.claims["tid"] = TENANT


@pytest.fixture
def _trusts_its_tenant(council_app: Flask, settings: Settings, provider: FakeProvider) -> None:
    trusting = replace(with_sso(settings, provider.issuer), oidc_tenant=TENANT)
    council_app.extensions["kentcare_sso"] = Provider(trusting)


def test_nobody_is_found_without_the_setting(browser: FlaskClient) -> None:
    come_in(browser)
    assert not is_in(browser)


@pytest.mark.usefixtures("_trusts_its_tenant")
def test_somebody_of_the_tenant_comes_in(browser: FlaskClient) -> None:
    come_in(browser)
    assert is_in(browser)


@pytest.mark.usefixtures("_trusts_its_tenant")
@pytest.mark.parametrize(
    "claims", [{"tid": OTHER}, {"tid": None}, {"acct": 1}], ids=["another tenant", "none", "a guest"]
)
def test_nobody_else_does(browser: FlaskClient, provider: FakeProvider, claims: dict[str, object]) -> None:
    provider.claims.update(claims)
    come_in(browser)
    assert not is_in(browser)


@pytest.mark.usefixtures("_trusts_its_tenant")
def test_an_address_that_it_says_is_not_verified_is_not_trusted(
    browser: FlaskClient, provider: FakeProvider
) -> None:
    provider.left_out.clear()
    provider.is_somebody("subject-1", the_cast.email("personal-adviser"), verified=False)
    come_in(browser)
    assert not is_in(browser)
