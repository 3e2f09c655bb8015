"""A client of the council's OpenID Connect provider.

Authlib makes the requests and joserfc verifies what is signed. They are imported when somebody signs in this
way: that takes a fifth of a second, and most sites and most commands never need them.
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
KEPT_FOR = 60 * 60  # seconds, for the provider's metadata and keys
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
_EXTENSION = "kentcare_sso"

log = logging.getLogger("kentcare.sign_in.sso")


class ProviderIsDown(Exception):
    """The provider does not answer, or not as it should. It may later."""


class AnswerRefused(Exception):
    """What came back proves nothing: it was used, is too old, or is not for this site."""


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """The secrets of one request for authorisation. The browser keeps them in its encrypted cookie.

    `state` and `nonce` are those of OpenID Connect, `verifier` is the code verifier of PKCE (RFC 7636).
    """

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "AuthorizationRequest":
        """One with new random secrets of 256 bits each."""
        return cls(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(32),
        )


@dataclass(frozen=True, slots=True)
class VerifiedIdentity:
    """Whom the provider vouches for. `email` is one that it has verified or given, or None."""

    subject: str
    email: str | None


class Provider:
    """The council's provider as the settings describe it, with its metadata and keys once they were read."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer
        self.name = settings.oidc_name
        self._client_id = settings.oidc_client_id
        self._secret = settings.oidc_client_secret
        self._tenant = settings.oidc_tenant
        self._metadata_read: dict[str, Any] = {}
        self._keys: Any = None
        self._read_at = 0.0

    def authorization_url(self, asked: AuthorizationRequest, redirect_uri: str) -> str:
        """The provider's address to which to send somebody. Raises ProviderIsDown."""
        with self._session(redirect_uri) as session:
            address, _ = session.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=asked.state,
                nonce=asked.nonce,
                code_verifier=asked.verifier,
            )
        return str(address)

    def redeem(self, code: str, asked: AuthorizationRequest, redirect_uri: str) -> VerifiedIdentity:
        """Exchange an authorisation code for the identity that it stands for.

        Raises ProviderIsDown and AnswerRefused.
        """
        claims = self._verified(self._exchange(code, asked, redirect_uri), asked.nonce)
        subject, email = claims["sub"], claims.get("email")
        if not subject.isprintable() or len(subject) > _LONGEST_SUBJECT:
            raise AnswerRefused
        is_verified = isinstance(email, str) and self._vouches_for_email(claims)
        return VerifiedIdentity(subject=subject, email=email if is_verified else None)

    def _vouches_for_email(self, claims: dict[str, Any]) -> bool:
        """Whether the e-mail address of a token is verified, or one that the council's own tenant gave.

        Entra ID never says `email_verified`. In a tenant of the council's, its administrators set the
        address; in any other, anybody does, and a guest (`acct`) brings one along.
        """
        if "email_verified" in claims:
            return claims["email_verified"] is True
        return bool(self._tenant) and claims.get("tid") == self._tenant and claims.get("acct", 0) in (0, "0")

    def _session(self, redirect_uri: str) -> Any:
        from authlib.integrations.requests_client import OAuth2Session

        methods = self._metadata().get("token_endpoint_auth_methods_supported")
        by_post = isinstance(methods, list) and "client_secret_basic" not in methods
        return OAuth2Session(
            self._client_id,
            self._secret,
            scope="openid email",
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_post" if by_post else "client_secret_basic",
            default_timeout=TIMEOUT,
        )

    def _exchange(self, code: str, asked: AuthorizationRequest, redirect_uri: str) -> str:
        """The ID token for a code, not yet verified."""
        from authlib.integrations.base_client import OAuthError

        try:
            with _errors_as_down(), self._session(redirect_uri) as session:
                got = session.fetch_token(
                    self._metadata()["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=asked.verifier,
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
                # The provider has changed its keys since they were read.
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
        """Refuse a token issued to another client, by its `azp` claim, which a shared one must have."""
        is_shared = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if is_shared else self._client_id) != self._client_id:
            log.warning("An ID token was refused: it was made for somebody else")
            raise AnswerRefused

    def _metadata(self) -> dict[str, Any]:
        """The provider's metadata (OpenID Connect Discovery), read again after an hour."""
        if not self._metadata_read or clock.now().timestamp() - self._read_at >= KEPT_FOR:
            self._read()
        return self._metadata_read

    def _read(self) -> None:
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        metadata = _fetch(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if metadata.get("issuer") != self.issuer:
            raise _down("It calls itself by another name than OIDC_ISSUER")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            scheme = "https://" if self.issuer.startswith("https://") else "http"
            if not str(metadata.get(name, "")).startswith(scheme):
                raise _down("One of its addresses is missing or is not https")
        try:
            keys = KeySet.import_key_set(cast(Any, _fetch(metadata["jwks_uri"])))
        except (JoseError, ValueError, TypeError, KeyError):
            raise _down("Its keys cannot be read") from None
        self._metadata_read, self._keys, self._read_at = metadata, keys, clock.now().timestamp()


def _down(why: str) -> ProviderIsDown:
    """Log why, and return the exception. The provider's words are left out: they may hold personal data."""
    log.warning("The council's sign-in does not work. %s.", why)
    return ProviderIsDown(why)


def _fetch(address: str) -> dict[str, Any]:
    import requests

    with _errors_as_down():
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    if not isinstance(found, dict):
        raise _down("It does not answer as a provider does")
    return found


@contextmanager
def _errors_as_down() -> Iterator[None]:
    from requests import RequestException

    try:
        yield
    except (RequestException, ValueError) as error:
        raise _down(f"It does not answer, or not as a provider does: {type(error).__name__}") from None


def use_sso(app: Flask, settings: Settings) -> None:
    """Set single sign-on up. A site without its settings shows nothing of it."""
    app.extensions[_EXTENSION] = Provider(settings) if settings.oidc_issuer else None
    app.add_template_global(council_sign_in)


def provider() -> Provider | None:
    """The council's provider, or None where the site has no single sign-on."""
    found: Provider | None = current_app.extensions[_EXTENSION]
    return found


def council_sign_in() -> tuple[str, str] | None:
    """The address and the text of the button for the page on which colleagues sign in; None without SSO."""
    found = provider()
    return (url_for("sso.go_there"), found.name) if found else None


def redirect_uri() -> str:
    """The one address of this site to which the provider sends people back, as registered with it."""
    scheme = current_app.config["PREFERRED_URL_SCHEME"]
    return url_for("sso.come_back", lang="en", _external=True, _scheme=scheme)
