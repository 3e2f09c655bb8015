"""What is asked of a device that keeps a passkey, and whether its answer is right.

The question is a mark of the ref of what the browser began: so it is different each time, nobody else can
know it, and it is good for one answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from kentcare.accounts.accounts.records import Person
from kentcare.core.encryption import app_keyed_hash

_MILLISECONDS = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Site:
    """For which name a passkey is good, and at which address a device must be asked."""

    name: str
    origin: str

    @classmethod
    def of(cls, host: str, *, https: bool) -> "Site":
        """`host`: with its port, if it has one."""
        return cls(urlsplit(f"//{host}").hostname or "", f"{'https' if https else 'http'}://{host}")


@dataclass(frozen=True, slots=True)
class Made:
    """What a device answers when it has made a passkey."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def _challenge(asked: str) -> bytes:
    return bytes.fromhex(app_keyed_hash("kentcare passkey question", asked))


def question_to_add(person: Person, asked: str, has: Iterable[bytes], service: str, site: Site) -> str:
    """For a device that is to make a passkey, as JSON."""
    # Loaded where somebody uses a passkey: it reads certificates and their formats.
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=site.name,
        rp_name=service,
        user_id=person.ref.encode(),
        user_name=person.email or person.name,
        user_display_name=person.name,
        challenge=_challenge(asked),
        timeout=_MILLISECONDS,
        # It is found without a name being typed, and it asks for a finger, a face or a number of its own.
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in has],
    )
    return options_to_json(options)


def made(answer: str, asked: str, site: Site) -> Made | None:
    """None where the answer is not one to this question, asked here."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=_challenge(asked),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return Made(found.credential_id, found.credential_public_key, found.sign_count)


def question(asked: str, site: Site) -> str:
    """For a device that has one, whoever's it is, as JSON."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=site.name,
        challenge=_challenge(asked),
        timeout=_MILLISECONDS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def credential_id(answer: str) -> bytes:
    """Which passkey answers; of nonsense, none."""
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return parse_authentication_credential_json(answer).raw_id
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return b""


def count_if_right(answer: str, asked: str, site: Site, public_key: bytes, count: int) -> int | None:
    """How often the device says that it was used. It may never say less: then somebody has copied it."""
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = verify_authentication_response(
            credential=answer,
            expected_challenge=_challenge(asked),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return found.new_sign_count
