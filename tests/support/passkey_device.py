"""A device that keeps passkeys, and that can be made to answer wrongly."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from flask.testing import FlaskClient
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor
from werkzeug.test import TestResponse

from support.staff_sign_in import PASSWORD, SIGN_IN, post

# Flags of the authenticator data (WebAuthn, 6.1): user present, user verified, credential data included.
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40
PROOFS, START, ADD = "/en/account/proofs", "/en/account/passkeys/start", "/en/account/passkeys"
ASK, TAKE = "/en/staff/passkey/ask", "/en/staff/passkey"


@dataclass
class FakeDevice:
    """One passkey, and the device that keeps it."""

    origin: str = "http://localhost"
    name: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 1
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def but(self, **changed: Any) -> Self:
        """A copy of the device that answers wrongly in some respect."""
        return replace(self, **changed)

    def make(self, question: dict[str, Any]) -> str:
        numbers = self.key.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + encode_cbor(key)
        data = self._data(self.flags | HAS_KEY) + credential
        made = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(clientDataJSON=self._client("webauthn.create", question), attestationObject=made)

    def get(self, question: dict[str, Any]) -> str:
        data, client = self._data(self.flags), self._client("webauthn.get", question)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _data(self, flags: int) -> bytes:
        name = hashlib.sha256(self.name.encode()).digest()
        return name + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, question: dict[str, Any]) -> bytes:
        challenge = bytes_to_base64url(base64url_to_bytes(question["challenge"]))
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **parts: bytes) -> str:
        encoded = {name: bytes_to_base64url(value) for name, value in parts.items()}
        id = bytes_to_base64url(self.id)
        return json.dumps({"id": id, "rawId": id, "type": "public-key", "response": encoded})


def add_passkey(client: FlaskClient, device: FakeDevice, name: str = "My desk") -> TestResponse:
    """Add a passkey of this device to the account that is signed in."""
    started = post(client, START, PROOFS, name=name, present=PASSWORD)
    assert started.status_code == 200
    assert started.mimetype == "application/json"
    answer = device.make(started.json or {})
    return post(client, ADD, PROOFS, name=name, present=PASSWORD, credential=answer)


def question(client: FlaskClient) -> dict[str, Any]:
    """The options with which a device is asked to sign in."""
    found = post(client, ASK, SIGN_IN).json
    assert found
    return dict(found)


def sign_in_with(client: FlaskClient, device: FakeDevice) -> TestResponse:
    """Sign in with the passkey of a device."""
    return post(client, TAKE, SIGN_IN, credential=device.get(question(client)))
