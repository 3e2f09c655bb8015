"""The provider of a council's own accounts, spoken to over OpenID Connect.

Authlib makes the requests and joserfc verifies what is signed. They are loaded when somebody comes in this
way: they take a fifth of a second, and most sites and most commands never need them.
"""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, current_app, url_for

from kentcare.config import Settings
from kentcare.core import clock

TIMEOUT = 5  # seconds, for each request
KEPT_FOR = 60 * 60  # seconds; what the provider says of itself
_LEEWAY = 60  # seconds that its clock and ours may differ
_LONGEST_SUBJECT = 200  # as in models.py
# Signatures that only the provider can make. With others, whoever knows our secret, or nothing, could sign.
_ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
_EXTENSION = "kentcare_council"

log = logging.getLogger("kentcare.sign_in.sso")


class ProviderIsDown(Exception):
    """It does not answer, or not as it should. Later it may."""


class AnswerRefused(Exception):
    """What came back proves nothing: it was used, is old, or is not for us."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One person on their way there and back. The browser keeps it, under seal."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Errand":
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for. `email`: only one that it has verified."""

    subject: str
    email: str | None


class Provider:
    def __init__(self, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer
        self.name = settings.oidc_name
        self._client_id = settings.oidc_client_id
        self._secret = settings.oidc_client_secret
        self._about: dict[str, Any] = {}
        self._keys: Any = None
        self._read_at = 0.0

    def address(self, errand: Errand, back: str) -> str:
        """Where to send somebody. `back`: where they are to come back to. Raises ProviderIsDown."""
        with self._session(back) as session:
            address, _ = session.create_authorization_url(
                self._known()["authorization_endpoint"],
                state=errand.state,
                nonce=errand.nonce,
                code_verifier=errand.verifier,
            )
        return str(address)

    def redeem(self, code: str, errand: Errand, back: str) -> Vouched:
        """Whom a code stands for. Raises ProviderIsDown and AnswerRefused."""
        claims = self._verified(self._exchange(code, errand, back), errand.nonce)
        subject, email = claims["sub"], claims.get("email")
        if not subject.isprintable() or len(subject) > _LONGEST_SUBJECT:
            raise AnswerRefused
        is_verified = claims.get("email_verified") is True and isinstance(email, str)
        return Vouched(subject, email if is_verified else None)

    def _session(self, back: str) -> Any:
        from authlib.integrations.requests_client import OAuth2Session

        ways = self._known().get("token_endpoint_auth_methods_supported")
        by_post = isinstance(ways, list) and "client_secret_basic" not in ways
        return OAuth2Session(
            self._client_id,
            self._secret,
            scope="openid email",
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_post" if by_post else "client_secret_basic",
            default_timeout=TIMEOUT,
        )

    def _exchange(self, code: str, errand: Errand, back: str) -> str:
        """The ID token for a code, not yet verified."""
        from authlib.integrations.base_client import OAuthError

        try:
            with _answering(), self._session(back) as session:
                got = session.fetch_token(
                    self._known()["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=errand.verifier,
                    allow_redirects=False,
                )
        except OAuthError as error:
            if error.error in {"invalid_client", "unauthorized_client"}:
                raise _down("It does not know OIDC_CLIENT_ID, or not with this OIDC_CLIENT_SECRET") from None
            raise AnswerRefused from None
        token = got.get("id_token")
        if not isinstance(token, str):
            raise AnswerRefused
        return token

    def _verified(self, token: str, nonce: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError, JoseError

        try:
            try:
                claims = jwt.decode(token, self._keys, algorithms=_ALGORITHMS).claims
            except InvalidKeyIdError:
                # It has changed its keys since we looked.
                self._read()
                claims = jwt.decode(token, self._keys, algorithms=_ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                leeway=_LEEWAY,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self._client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            log.warning("An ID token was refused: %s", type(error).__name__)
            raise AnswerRefused from None
        self._refuse_another_audience(claims)
        return claims

    def _refuse_another_audience(self, claims: dict[str, Any]) -> None:
        """A token that is for others beside us says whom it was made for, and that is us."""
        is_shared = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if is_shared else self._client_id) != self._client_id:
            log.warning("An ID token was refused: it was made for somebody else")
            raise AnswerRefused

    def _known(self) -> dict[str, Any]:
        """What the provider says of itself."""
        if not self._about or clock.now().timestamp() - self._read_at >= KEPT_FOR:
            self._read()
        return self._about

    def _read(self) -> None:
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        about = _fetch(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if about.get("issuer") != self.issuer:
            raise _down("It calls itself by another name than OIDC_ISSUER")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            scheme = "https://" if self.issuer.startswith("https://") else "http"
            if not str(about.get(name, "")).startswith(scheme):
                raise _down("One of its addresses is missing or is not https")
        try:
            keys = KeySet.import_key_set(cast(Any, _fetch(about["jwks_uri"])))
        except (JoseError, ValueError, TypeError, KeyError):
            raise _down("Its keys cannot be read") from None
        self._about, self._keys, self._read_at = about, keys, clock.now().timestamp()


def _down(why: str) -> ProviderIsDown:
    """For whoever reads the log. The words are ours: what a provider says may hold what somebody typed."""
    log.warning("The council's sign-in does not work. %s.", why)
    return ProviderIsDown(why)


def _fetch(address: str) -> dict[str, Any]:
    import requests

    with _answering():
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    if not isinstance(found, dict):
        raise _down("It does not answer as a provider does")
    return found


@contextmanager
def _answering() -> Iterator[None]:
    from requests import RequestException

    try:
        yield
    except (RequestException, ValueError) as error:
        raise _down(f"It does not answer, or not as a provider does: {type(error).__name__}") from None


def use_council(app: Flask, settings: Settings) -> None:
    """Nothing of it is on a site that is not set up for it."""
    app.extensions[_EXTENSION] = Provider(settings) if settings.oidc_issuer else None
    app.add_template_global(council_sign_in)


def provider() -> Provider | None:
    """None where this site has none."""
    found: Provider | None = current_app.extensions[_EXTENSION]
    return found


def council_sign_in() -> tuple[str, str] | None:
    """For the page on which colleagues sign in: an address and what its button says."""
    found = provider()
    return (url_for("sso.go_there"), found.name) if found else None


def back() -> str:
    """The one address to come back to, as the provider was told it."""
    scheme = current_app.config["PREFERRED_URL_SCHEME"]
    return url_for("sso.come_back", lang="en", _external=True, _scheme=scheme)
