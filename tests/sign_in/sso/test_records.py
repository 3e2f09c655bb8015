"""Whom the council's own sign-in does not let in: all see the same page, and each is on record."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import COUNCIL, Role
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import reading, writing
from kentcare.sign_in.sso.models import ExternalIdentity
from support import the_cast
from support.oidc_provider import FakeProvider
from support.sessions import is_in
from support.sso_browser import come_in

NOT_THE_COUNCIL_S = sorted(set(Role) - COUNCIL)
ADVISER = "personal-adviser"


def change(app: Flask, name: str, **values: object) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(Account).where(Account.email == the_cast.email(name)).values(**values))


def give(app: Flask, name: str, role: Role) -> None:
    account = the_cast.account_id(app, name)
    with app.app_context(), writing() as session:
        session.execute(insert(RoleGrant).values(account_id=account, role=role, given_at=datetime.now(UTC)))


def tie(app: Flask, issuer: str, subject: str, name: str) -> None:
    """Save that an identity belongs to somebody's account, as an earlier sign-in would have."""
    account = the_cast.account_id(app, name)
    with app.app_context(), writing() as session:
        session.add(
            ExternalIdentity(issuer=issuer, subject=subject, account_id=account, added_at=datetime.now(UTC))
        )


def refused_page(client: FlaskClient) -> str:
    """The page, without the token that differs from browser to browser."""
    response = come_in(client)
    assert response.status_code == 403
    assert not is_in(client)
    return response.text


def last_event(app: Flask) -> tuple[Action, str | None, str | None]:
    with app.app_context():
        [event] = audit.events(most=1)
        assert event.about == "council account"
        assert event.actor_name is None
        return event.action, event.kind, event.ref


def ref(app: Flask, name: str) -> str | None:
    with app.app_context():
        return reading().scalar(select(Account.ref).where(Account.email == the_cast.email(name)))


@pytest.mark.parametrize("role", sorted(COUNCIL))
def test_each_role_of_the_council_comes_in(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider, role: Role
) -> None:
    provider.is_somebody("s", the_cast.email(role))
    assert come_in(browser).status_code == 303
    assert is_in(browser)


@pytest.mark.parametrize("is_tied", [False, True])
@pytest.mark.parametrize("role", NOT_THE_COUNCIL_S)
def test_nobody_else_comes_in(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider, role: Role, is_tied: bool
) -> None:
    """Nor does somebody who was of the council when the pair was written down, and is not now."""
    if is_tied:
        tie(council_app, provider.issuer, "s", role)
    provider.is_somebody("s", the_cast.email(role))
    refused_page(browser)
    assert last_event(council_app) == (Action.SIGN_IN_REFUSED, "account", ref(council_app, role))


def test_somebody_who_is_a_host_too_comes_in_as_themself(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider
) -> None:
    give(council_app, ADVISER, Role.HOST)
    provider.is_somebody("s", the_cast.email(ADVISER))
    refused_page(browser)


@pytest.mark.parametrize("is_tied", [False, True])
@pytest.mark.parametrize("why", ["closed", "paused"])
def test_a_closed_or_a_paused_account_opens_nothing(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider, why: str, is_tied: bool
) -> None:
    if is_tied:
        tie(council_app, provider.issuer, "s", ADVISER)
    long_ago = datetime.now(UTC).date() - timedelta(days=200)
    change(council_app, ADVISER, **({"state": "closed"} if why == "closed" else {"review_by": long_ago}))
    provider.is_somebody("s", the_cast.email(ADVISER))
    refused_page(browser)
    assert last_event(council_app) == (Action.SIGN_IN_REFUSED, "account", ref(council_app, ADVISER))


@pytest.mark.parametrize(
    "claims",
    [
        {"email": the_cast.email("nobody"), "email_verified": True},
        {"email": the_cast.email(ADVISER), "email_verified": False},
        {"email": the_cast.email(ADVISER), "email_verified": "true"},
        {"email": the_cast.email(ADVISER)},
        {"email": [the_cast.email(ADVISER)], "email_verified": True},
        {"email": the_cast.mobile(ADVISER), "email_verified": True},
        {"email": the_cast.email(ADVISER) + "\x00", "email_verified": True},
        {"preferred_username": the_cast.email(ADVISER), "email_verified": True},
    ],
)
def test_an_address_that_is_unknown_or_not_verified_opens_nothing(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider, claims: dict[str, object]
) -> None:
    provider.claims = {"sub": "s", **claims}
    refused_page(browser)
    assert last_event(council_app) == (Action.SIGN_IN_REFUSED, None, None)


def test_the_subject_of_another_provider_is_somebody_else(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider
) -> None:
    tie(council_app, "https://other.example", "s", ADVISER)
    provider.is_somebody("s", the_cast.email("nobody"))
    refused_page(browser)


def test_all_see_the_same_page(council_app: Flask, provider: FakeProvider) -> None:
    """The page does not tell who has an account here."""
    change(council_app, ADVISER, state="closed")
    pages = set()
    for name in ("nobody", ADVISER, "advocate", "host", "young-person"):
        provider.is_somebody(name, the_cast.email(name))
        pages.add(refused_page(council_app.test_client()))
    assert len(pages) == 1
    assert "Ask the administrator" in pages.pop()
