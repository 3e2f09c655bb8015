"""The options of the two WebAuthn ceremonies, and whether a device's answer to them is right.

The challenge is a keyed hash of the ref of the ceremony: so it is different each time, nobody else can know
it, and it is good for one answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from kentcare.accounts.accounts.records import Person
from kentcare.core.encryption import app_keyed_hash

_TIMEOUT = 5 * 60 * 1000  # milliseconds


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """This site to WebAuthn: the domain for which a passkey is good, and the origin that must ask."""

    id: str
    origin: str

    @classmethod
    def of(cls, host: str, *, https: bool) -> "RelyingParty":
        """The relying party at a host, given with its port if it has one."""
        domain = urlsplit(f"//{host}").hostname or ""
        return cls(id=domain, origin=f"{'https' if https else 'http'}://{host}")


@dataclass(frozen=True, slots=True)
class RegisteredCredential:
    """A passkey that a device has made: its id, its public key, and how often it was used."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def _challenge(ceremony: str) -> bytes:
    return bytes.fromhex(app_keyed_hash("kentcare passkey question", ceremony))


def registration_options(
    person: Person, ceremony: str, known: Iterable[bytes], service: str, site: RelyingParty
) -> str:
    """The options for a device that is to make a passkey, as JSON.

    `known`: the credential ids that the person has already; `service`: the name that the device shows.
    """
    # Imported where somebody uses a passkey: it reads certificates and their formats.
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=site.id,
        rp_name=service,
        user_id=person.ref.encode(),
        user_name=person.email or person.name,
        user_display_name=person.name,
        challenge=_challenge(ceremony),
        timeout=_TIMEOUT,
        # It is found without a name being typed, and it asks for a finger, a face or a number of its own.
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return options_to_json(options)


def verify_registration(answer: str, ceremony: str, site: RelyingParty) -> RegisteredCredential | None:
    """The passkey that a device made; None where its answer is not a right one to this ceremony."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=_challenge(ceremony),
            expected_rp_id=site.id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return RegisteredCredential(
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
    )


def authentication_options(ceremony: str, site: RelyingParty) -> str:
    """The options for a device to sign in with any passkey of this site that it keeps, as JSON."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=site.id,
        challenge=_challenge(ceremony),
        timeout=_TIMEOUT,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def credential_id(answer: str) -> bytes:
    """The credential id in a device's answer; empty where the answer is no such thing."""
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return parse_authentication_credential_json(answer).raw_id
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return b""


def verify_authentication(
    answer: str, ceremony: str, site: RelyingParty, *, public_key: bytes, sign_count: int
) -> int | None:
    """The passkey's new signature counter; None where the answer is wrong.

    A counter that does not rise is wrong, too: then somebody has copied the key.
    """
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = verify_authentication_response(
            credential=answer,
            expected_challenge=_challenge(ceremony),
            expected_rp_id=site.id,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return found.new_sign_count
