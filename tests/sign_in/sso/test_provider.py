"""What a provider may do wrong, or somebody in its name: nobody comes in, and a plain page says so."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import KeySet, RSAKey
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from kentcare.config import Settings
from kentcare.sign_in.sso import provider as ours
from support import the_cast
from support.oidc_provider import CLIENT_ID, CLIENT_SECRET, SAYS, FakeProvider, with_sso
from support.sessions import is_in
from support.site import make_app
from support.sso_browser import START, come_back, come_in, go, hidden, press

Spoil = Callable[[FakeProvider], object]
ADVISER = "personal-adviser"
OTHER_KEY = RSAKey.generate_key(2048, parameters={"kid": "first"})  # the same name, another key


@pytest.fixture(autouse=True)
def _somebody_is_at_the_provider(provider: FakeProvider) -> None:
    provider.is_somebody("subject-1", the_cast.email(ADVISER))


def assert_stopped(page: TestResponse, status: int, client: FlaskClient) -> None:
    assert page.status_code == status
    assert 'href="/en/staff/sign-in"' in page.text
    assert SAYS not in page.text
    assert not is_in(client)


def claim(**claims: object) -> Spoil:
    return lambda provider: provider.claims.update(claims)


def leave_out(name: str) -> Spoil:
    return lambda provider: provider.left_out.add(name)


def sign(algorithm: str, key: RSAKey | None = None) -> Spoil:
    def spoil(provider: FakeProvider) -> None:
        provider.algorithm = algorithm
        provider.signing_key = key or provider.signing_key

    return spoil


def sign_with_what_everybody_knows(provider: FakeProvider) -> None:
    provider.shared = provider.key.as_pem(private=False)


def sign_with_our_secret(provider: FakeProvider) -> None:
    provider.shared = CLIENT_SECRET.encode()


def answer(text: str, status: int = 200) -> Spoil:
    def spoil(provider: FakeProvider) -> None:
        provider.token_answer = Response(text, status, content_type="application/json")

    return spoil


NOW = int(time.time())
BAD = {
    "wrong nonce": claim(nonce="another"),
    "no nonce": leave_out("nonce"),
    "wrong audience": claim(aud="another"),
    "wrong audience, made for us": claim(aud="another", azp=CLIENT_ID),
    "no audience": leave_out("aud"),
    "shared, made for nobody": claim(aud=[CLIENT_ID, "another"]),
    "shared, made for another": claim(aud=[CLIENT_ID, "another"], azp="another"),
    "ours, made for another": claim(azp="another"),
    "wrong issuer": claim(iss="https://another.example"),
    "no issuer": leave_out("iss"),
    "expired": claim(exp=NOW - 300, iat=NOW - 600),
    "never expires": leave_out("exp"),
    "of tomorrow": claim(iat=NOW + 86_400, exp=NOW + 90_000),
    "no subject": leave_out("sub"),
    "a number for a subject": claim(sub=7),
    "an empty subject": claim(sub=""),
    "a subject that does not fit": claim(sub="s" * 201),
    "a subject with a sign in it that is none": claim(sub="s\x00"),
    "unsigned": sign("none"),
    "wrong key": sign("RS256", OTHER_KEY),
    "our own secret": sign_with_our_secret,
    "its open key for a secret": sign_with_what_everybody_knows,
    "a key that it does not show": sign("RS256", RSAKey.generate_key(2048, parameters={"kid": "new"})),
    "no token": answer('{"access_token": "x", "token_type": "Bearer"}'),
    "no real token": answer('{"access_token": "x", "token_type": "Bearer", "id_token": "x.y.z"}'),
    "a list for a token": answer('{"access_token": "x", "token_type": "Bearer", "id_token": ["x"]}'),
    "an error": answer(f'{{"error": "{SAYS}", "error_description": "{SAYS}"}}', 400),
}


@pytest.mark.parametrize("spoil", BAD.values(), ids=BAD.keys())
def test_an_answer_that_proves_nothing(
    browser: FlaskClient, provider: FakeProvider, spoil: Spoil, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    spoil(provider)
    assert_stopped(come_in(browser), 400, browser)
    assert provider.asked["/token"] == 1
    assert SAYS not in caplog.text


GOOD = {
    "for us among others": claim(aud=[CLIENT_ID, "another"], azp=CLIENT_ID),
    "for us in a list": claim(aud=[CLIENT_ID]),
    "a minute fast": claim(iat=NOW + 50),
    "another good signature": sign("PS256"),
    "a secret by form": lambda provider: provider.about.update(
        token_endpoint_auth_methods_supported=["client_secret_post"]
    ),
}


@pytest.mark.parametrize("vary", GOOD.values(), ids=GOOD.keys())
def test_what_providers_may_do_otherwise(browser: FlaskClient, provider: FakeProvider, vary: Spoil) -> None:
    vary(provider)
    come_in(browser)
    assert is_in(browser)


def test_a_code_that_the_provider_has_forgotten(browser: FlaskClient, provider: FakeProvider) -> None:
    """An authorisation code that has expired at the provider signs nobody in."""
    sent = hidden(come_back(browser))
    provider.codes.clear()
    assert_stopped(press(browser, sent), 400, browser)


def test_a_code_that_somebody_else_began_is_of_no_use(browser: FlaskClient, provider: FakeProvider) -> None:
    """PKCE: whoever has read a code on its way cannot use it in an errand of their own."""
    sent = hidden(come_back(browser))
    provider.codes[sent["code"]]["code_challenge"] = "another"
    assert_stopped(press(browser, sent), 400, browser)


def test_new_keys_are_fetched_when_they_are_met(browser: FlaskClient, provider: FakeProvider) -> None:
    go(browser)
    new = RSAKey.generate_key(2048, parameters={"kid": "new"})
    provider.signing_key, provider.published = new, [provider.key, new]
    come_in(browser)
    assert is_in(browser)
    assert provider.asked["/keys"] == 2


def test_what_it_says_of_itself_is_kept_for_an_hour(browser: FlaskClient, provider: FakeProvider) -> None:
    described = "/.well-known/openid-configuration"
    assert provider.asked[described] == 0
    with time_machine.travel(NOW, tick=False) as clock:
        go(browser)
        clock.shift(timedelta(minutes=59))
        go(browser)
        assert provider.asked[described] == 1
        clock.shift(timedelta(minutes=1))
        go(browser)
    assert provider.asked[described] == 2


# It does not work


DOWN = {
    "its own fault": answer("<h1>Providercanary</h1>", 503),
    "a page for an answer": answer("<h1>Providercanary</h1>"),
    "a list for an answer": answer("[]"),
    "it knows us no more": answer('{"error": "invalid_client", "error_description": "Providercanary"}', 401),
}


@pytest.mark.parametrize("spoil", DOWN.values(), ids=DOWN.keys())
def test_a_provider_that_breaks_down_half_way(
    browser: FlaskClient, provider: FakeProvider, spoil: Spoil, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(provider)
    assert_stopped(come_in(browser), 503, browser)
    assert "The council's sign-in does not work." in caplog.text
    assert SAYS not in caplog.text
    assert CLIENT_SECRET not in caplog.text


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": ""},
    ],
)
def test_a_provider_that_describes_itself_wrongly(
    browser: FlaskClient, provider: FakeProvider, about: dict[str, object]
) -> None:
    provider.about = about
    assert_stopped(browser.get(START), 503, browser)


@pytest.mark.parametrize("text", ["[]", "<h1>Providercanary</h1>"])
def test_something_else_at_the_address_of_a_provider(
    browser: FlaskClient, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(provider, "describe", lambda _request: Response(text))
    assert_stopped(browser.get(START), 503, browser)


def test_a_provider_that_shows_no_keys(browser: FlaskClient, provider: FakeProvider) -> None:
    provider.published = []
    assert_stopped(browser.get(START), 503, browser)


def test_a_provider_that_is_not_there(settings: Settings, people_app: Flask, provider: FakeProvider) -> None:
    client = make_app(with_sso(settings, "http://127.0.0.1:9")).test_client()
    assert_stopped(client.get(START), 503, client)


def test_nobody_waits_long_for_it(
    browser: FlaskClient, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ours.TIMEOUT == 5
    monkeypatch.setattr(ours, "TIMEOUT", 0.2)
    provider.wait_for = threading.Event()
    try:
        assert_stopped(browser.get(START), 503, browser)
    finally:
        provider.wait_for.set()


def test_nobody_waits_long_for_a_code_either(
    browser: FlaskClient, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = hidden(come_back(browser))
    monkeypatch.setattr(ours, "TIMEOUT", 0.2)
    provider.wait_for = threading.Event()
    try:
        assert_stopped(press(browser, sent), 503, browser)
    finally:
        provider.wait_for.set()


def test_an_https_provider_sends_nobody_to_plain_http(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = ours.Provider(with_sso(settings, "https://provider.example"))
    keys = KeySet([OTHER_KEY]).as_dict(private=False)
    said = {
        "issuer": "https://provider.example",
        "authorization_endpoint": "https://provider.example/authorize",
        "token_endpoint": "https://provider.example/token",
        "jwks_uri": "https://provider.example/keys",
    }
    monkeypatch.setattr(ours, "_fetch", lambda address: keys if address.endswith("keys") else said)
    assert provider.authorization_url(
        ours.AuthorizationRequest.new(), "https://site.example/back"
    ).startswith("https://provider.example/authorize?")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        anew = ours.Provider(with_sso(settings, "https://provider.example"))
        with monkeypatch.context() as patch:
            patch.setitem(said, name, said[name].replace("https", "http"))
            with pytest.raises(ours.ProviderIsDown):
                anew.authorization_url(ours.AuthorizationRequest.new(), "https://site.example/back")


def test_the_address_to_come_back_to_is_one_and_https(settings: Settings) -> None:
    app = make_app(replace(with_sso(settings, "https://provider.example"), https=True))
    with app.test_request_context("/ar/", base_url="http://offer.example"):
        assert ours.redirect_uri() == "https://offer.example/en/staff/council/back"
