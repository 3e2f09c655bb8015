"""A fake OpenID Connect provider of council accounts, which can be told to answer wrongly."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from joserfc import jws, jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from kentcare.config import Settings
from support.patience import PATIENCE

CLIENT_ID, CLIENT_SECRET = "kentcare", "a secret between two: Secretcanary"
# The text of the button on the page for colleagues.
BUTTON = "Kent sign-in"
# What a provider says of what went wrong, and what nobody is to see.
SAYS = "Providercanary"


class FakeProvider:
    """Answers as a real provider does, until a test changes one of its attributes."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "first"})
        self.issuer = ""
        self.begin_again()

    def begin_again(self) -> None:
        """Undo whatever the test before changed."""
        self.signing_key = self.key
        self.shared: bytes | None = None  # what others know too, to sign with instead
        self.published: list[RSAKey] = [self.key]
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {}  # in place of what would be said
        self.left_out: set[str] = set()
        self.about: dict[str, Any] = {}
        self.token_answer: Response | None = None
        self.asked: Counter[str] = Counter()
        self.codes: dict[str, dict[str, str]] = {}
        self.wait_for: threading.Event | None = None

    def is_somebody(self, subject: str, email: str, *, verified: object = True) -> None:
        """Set who is signed in at the provider."""
        self.claims |= {"sub": subject, "email": email, "email_verified": verified}

    def __call__(self, environ: Any, start: Any) -> Any:
        request = Request(environ)
        self.asked[request.path] += 1
        if self.wait_for:
            self.wait_for.wait(PATIENCE)
        pages = {
            "/.well-known/openid-configuration": self.describe,
            "/keys": self.keys,
            "/authorize": self.authorize,
            "/token": self.token,
        }
        return pages[request.path](request)(environ, start)

    def describe(self, request: Request) -> Response:
        metadata = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return _json(metadata | self.about)

    def keys(self, request: Request) -> Response:
        return _json(KeySet(list(self.published)).as_dict(private=False))

    def authorize(self, request: Request) -> Response:
        """Somebody is signed in here already, and is sent back at once."""
        asked = request.args
        assert asked["client_id"] == CLIENT_ID
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert {"openid", "email"} <= set(asked["scope"].split())
        code = f"code{len(self.codes)}"
        self.codes[code] = asked.to_dict()
        answer = urlencode({"code": code, "state": asked["state"]})
        return Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{answer}"})

    def token(self, request: Request) -> Response:
        if self.token_answer:
            return self.token_answer
        if not self._is_our_client(request):
            return _refusal("invalid_client", 401)
        asked = self.codes.pop(request.form["code"], None)
        challenge = _in_base64(hashlib.sha256(request.form.get("code_verifier", "").encode()).digest())
        if asked is None or asked["code_challenge"] != challenge:
            return _refusal("invalid_grant")
        if asked["redirect_uri"] != request.form["redirect_uri"]:
            return _refusal("invalid_grant")
        return _json({"access_token": "x", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])})

    def _is_our_client(self, request: Request) -> bool:
        """Whether the client proved itself: by header, or by form where a test wants that, never by both."""
        auth, form = request.authorization, request.form
        if "token_endpoint_auth_methods_supported" in self.about:
            return not auth and (form.get("client_id"), form.get("client_secret")) == (
                CLIENT_ID,
                CLIENT_SECRET,
            )
        is_known = auth is not None and (auth.username, auth.password) == (CLIENT_ID, CLIENT_SECRET)
        return is_known and "client_secret" not in form

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce}
        claims = {name: said for name, said in (usual | self.claims).items() if name not in self.left_out}
        header = {"alg": self.algorithm, "kid": self.signing_key.kid}
        if self.algorithm == "none":
            return f"{_part(header)}.{_part(claims)}."
        if self.shared is not None:
            # By hand: joserfc knows what nobody should sign with, and refuses.
            text = f"{_part(header | {'alg': 'HS256'})}.{_part(claims)}"
            return f"{text}.{_in_base64(hmac.digest(self.shared, text.encode(), 'sha256'))}"
        registry = jws.JWSRegistry(algorithms=[self.algorithm])
        return jwt.encode(header, claims, self.signing_key, registry=registry)


def _part(said: dict[str, Any]) -> str:
    return _in_base64(json.dumps(said).encode())


def _in_base64(given: bytes) -> str:
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode()


def _json(said: Any, status: int = 200) -> Response:
    return Response(json.dumps(said), status, content_type="application/json")


def _refusal(error: str, status: int = 400) -> Response:
    return _json({"error": error, "error_description": f"{SAYS} Canaryword"}, status)


class Silent(WSGIRequestHandler):
    """A handler of requests that logs nothing, so that a test that reads the log reads ours alone."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


@contextmanager
def running(provider: FakeProvider) -> Iterator[None]:
    """Run a provider on a port of its own, until the block ends."""
    server = make_server("127.0.0.1", 0, provider, threaded=True, request_handler=Silent)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(PATIENCE)
        server.server_close()


def with_sso(settings: Settings, issuer: str) -> Settings:
    """The settings of a site whose colleagues sign in at this provider."""
    return replace(
        settings,
        oidc_issuer=issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_name=BUTTON,
    )
