"""A colleague comes in with the council's own account, over the real protocol."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import reading, writing
from kentcare.sign_in.sso.models import ExternalIdentity
from support import the_cast
from support.forms import token
from support.oidc_provider import BUTTON, CLIENT_ID, FakeProvider
from support.site import SignedIn
from support.sso_browser import BACK, START, asked, come_back, come_in, from_provider, go, hidden, press

ADVISER = "personal-adviser"


@pytest.fixture(autouse=True)
def _somebody_is_at_the_provider(provider: FakeProvider) -> None:
    provider.is_somebody("subject-1", the_cast.email(ADVISER))


def is_in(client: FlaskClient, name: str = ADVISER) -> bool:
    page = client.get("/en/account")
    return page.status_code == 200 and f"{the_cast.CANARY} {name}" in page.text


def identities(app: Flask) -> list[tuple[str, str, int]]:
    with app.app_context():
        rows = select(ExternalIdentity.issuer, ExternalIdentity.subject, ExternalIdentity.account_id)
        return [(row.issuer, row.subject, row.account_id) for row in reading().execute(rows)]


def change(app: Flask, name: str, **values: object) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(Account).where(Account.email == the_cast.email(name)).values(**values))


def trail(app: Flask, most: int = 2) -> list[tuple[Action, str | None, str | None]]:
    """The latest first."""
    with app.app_context():
        return [(event.action, event.actor_name, event.about) for event in audit.events(most=most)]


# Coming in


def test_somebody_comes_in_and_is_known_from_then_on(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider
) -> None:
    response = come_in(browser)
    assert (response.status_code, response.location) == (303, "/en/start")
    assert is_in(browser)
    account = the_cast.account_id(council_app, ADVISER)
    assert identities(council_app) == [(provider.issuer, "subject-1", account)]
    who = f"{the_cast.CANARY} {ADVISER}"
    assert trail(council_app) == [
        (Action.SIGNED_IN, who, "council account"),
        (Action.PROOF_CHANGED, who, "council account"),
    ]


def test_the_second_time_the_subject_alone_says_who_it_is(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider
) -> None:
    come_in(browser)
    provider.is_somebody("subject-1", the_cast.email("finance-officer"), verified=False)
    again = council_app.test_client()
    come_in(again)
    assert is_in(again)
    assert len(identities(council_app)) == 1


def test_somebody_invited_need_not_choose_a_password_first(council_app: Flask, browser: FlaskClient) -> None:
    change(council_app, ADVISER, state="invited")
    come_in(browser)
    assert is_in(browser)


def test_capitals_in_the_address_make_no_difference(browser: FlaskClient, provider: FakeProvider) -> None:
    provider.is_somebody("subject-1", the_cast.email(ADVISER).upper())
    come_in(browser)
    assert is_in(browser)


def test_the_provider_is_asked_as_it_must_be(browser: FlaskClient) -> None:
    first, second = asked(go(browser)), asked(go(browser))
    assert (first["client_id"], first["response_type"]) == (CLIENT_ID, "code")
    assert first["redirect_uri"] == f"http://localhost{BACK}"
    assert first["code_challenge_method"] == "S256"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]


def test_a_reader_of_another_language_comes_back_to_the_one_address_that_is_known(
    browser: FlaskClient,
) -> None:
    assert browser.get("/ar/staff/council").location == START
    assert asked(go(browser))["redirect_uri"] == f"http://localhost{BACK}"


def test_the_session_is_a_new_one_and_the_old_one_is_dead(council_app: Flask, browser: FlaskClient) -> None:
    """The session of somebody else that was in the browser before is over."""
    old = the_cast.sign_in(council_app, browser, "finance-officer")
    come_in(browser)
    new = browser.get_cookie("session")
    assert new
    assert new.value != old
    assert is_in(browser)
    thief = council_app.test_client()
    thief.set_cookie("session", old)
    assert thief.get("/en/account").status_code == 303


def test_the_way_goes_on_to_where_somebody_wanted_to_be(browser: FlaskClient) -> None:
    wanted = "/en/account"
    assert browser.get(wanted).status_code == 303
    assert come_in(browser).location == wanted


@pytest.mark.parametrize("where", ["//evil.example", "https:evil.example", "/\\evil.example"])
def test_nobody_else_says_where_it_goes_on_to(browser: FlaskClient, where: str) -> None:
    """A `next` that points to another site is ignored, on the way there and back."""
    address = browser.get(START, query_string={"next": where}).location
    assert address
    back = f"{from_provider(address)}&next={where}"
    sent = hidden(browser.get(back))
    assert "next" not in sent
    assert press(browser, sent | {"next": where}).location == "/en/start"


# A link is not a way in


def test_to_fetch_the_right_address_signs_nobody_in(council_app: Flask, browser: FlaskClient) -> None:
    """A GET never signs in."""
    before = trail(council_app)
    page = come_back(browser)
    browser.get(page.request.full_path)
    assert browser.get_cookie("session") is None
    assert not is_in(browser)
    assert identities(council_app) == []
    assert trail(council_app) == before


def test_a_second_press_of_the_same_button_opens_nothing(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider
) -> None:
    """A used answer is refused without asking the provider again."""
    sent = hidden(come_back(browser))
    press(browser, sent)
    browser.delete_cookie("session")
    again = press(browser, sent | {"csrf_token": token(browser, "/en/staff/sign-in")})
    assert_stopped(again, 400)
    assert provider.asked["/token"] == 1
    assert not is_in(browser)


def test_an_old_cookie_put_back_opens_nothing_as_the_code_is_used(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider
) -> None:
    """The browser's own memory can be put back; the provider's cannot."""
    sent = hidden(come_back(browser))
    kept = browser.get_cookie("answers")
    assert kept
    press(browser, sent)
    other = council_app.test_client()
    other.set_cookie("answers", kept.value)
    assert_stopped(press(other, sent), 400)
    assert provider.asked["/token"] == 2
    assert not is_in(other)


def test_what_another_browser_began_is_not_ended_here(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider
) -> None:
    """Somebody could otherwise lead a colleague into an account that is not their own."""
    theirs = come_back(council_app.test_client())
    assert_stopped(browser.get(theirs.request.full_path), 400)
    go(browser)
    assert_stopped(browser.get(theirs.request.full_path), 400)
    own = {"csrf_token": token(browser, "/en/staff/sign-in")}
    assert_stopped(press(browser, hidden(theirs) | own), 400)
    assert provider.asked["/token"] == 0
    assert not is_in(browser)


@pytest.mark.parametrize("without", ["code", "state"])
def test_half_an_answer_is_none(browser: FlaskClient, without: str) -> None:
    sent = hidden(come_back(browser))
    answer = {name: sent[name] for name in ("code", "state") if name != without}
    assert_stopped(browser.get(BACK, query_string=answer), 400)
    assert_stopped(press(browser, answer | {"csrf_token": sent["csrf_token"]}), 400)


def test_without_the_token_of_the_form_nothing_is_taken(browser: FlaskClient, provider: FakeProvider) -> None:
    """A post without the token is refused, and the provider is not asked."""
    sent = hidden(come_back(browser))
    assert press(browser, {name: sent[name] for name in ("code", "state")}).status_code == 400
    assert provider.asked["/token"] == 0


def test_what_the_provider_says_went_wrong_is_not_repeated(
    browser: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The provider's own words are neither on the page nor in the log."""
    caplog.set_level("DEBUG")
    state = asked(go(browser))["state"]
    said = {"error": "access_denied", "error_description": the_cast.CANARY, "state": state, "code": "x"}
    page = browser.get(BACK, query_string=said)
    assert_stopped(page, 400)
    assert "access_denied" not in page.text
    assert the_cast.CANARY not in page.text + caplog.text


def assert_stopped(page: TestResponse, status: int) -> None:
    assert page.status_code == status
    assert 'href="/en/staff/sign-in"' in page.text


# The button


def test_the_page_of_colleagues_has_the_button(browser: FlaskClient) -> None:
    page = browser.get("/en/staff/sign-in").text
    assert f'<a class="govuk-button" href="{START}">{BUTTON}</a>' in page


def test_without_the_settings_there_is_nothing_of_it(signed_in: SignedIn, client: FlaskClient) -> None:
    assert START not in client.get("/en/staff/sign-in").text
    assert client.get(START).status_code == 404
    assert client.get(BACK).status_code == 404
    data = {"csrf_token": token(client, "/en/staff/sign-in"), "code": "x", "state": "x"}
    assert client.post(BACK, data=data).status_code == 404


def test_an_account_holds_one_identity_of_a_provider(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider
) -> None:
    """A mailbox that was given to somebody new does not give them the account of who had it before."""
    come_in(browser)
    provider.is_somebody("subject-2", the_cast.email(ADVISER))
    new = council_app.test_client()
    assert come_in(new).status_code == 403
    assert not is_in(new)
    with council_app.app_context():
        assert reading().scalar(select(func.count()).select_from(ExternalIdentity)) == 1


def test_a_wrong_pair_is_undone_by_an_administrator(
    council_app: Flask, browser: FlaskClient, provider: FakeProvider
) -> None:
    come_in(browser)
    administrator = council_app.test_client()
    the_cast.sign_in(council_app, administrator, "administrator")
    with council_app.app_context():
        ref = reading().scalar(select(Account.ref).where(Account.email == the_cast.email(ADVISER)))
    page = f"/en/desk/people/{ref}"
    assert "Unlink the council account" in administrator.get(page).text
    data = {"csrf_token": token(administrator, page)}
    assert administrator.post(f"{page}/unlink", data=data).location == page
    assert identities(council_app) == []
    assert not is_in(browser)
    assert "Unlink the council account" not in administrator.get(page).text
    assert trail(council_app, 1)[0][0] == Action.PROOF_CHANGED
    provider.is_somebody("subject-2", the_cast.email(ADVISER))
    come_in(browser)
    assert is_in(browser)
    assert [found[1] for found in identities(council_app)] == ["subject-2"]
