"""What the browser's encrypted cookie keeps between two pages while credentials are set up.

That is an authenticator app's secret that is not confirmed yet, and recovery codes that are not shown yet.
Each belongs to an account: another person who uses the same browser never sees it.
"""

from dataclasses import dataclass

from flask import session
from markupsafe import Markup

from kentcare.sign_in.staff.rules import in_groups
from kentcare.web.place import place

_SECRET, _CODES = "app", "recovery"


@dataclass(frozen=True, slots=True)
class AuthenticatorSetup:
    """A new secret for an authenticator app, to be read by a telephone or typed into it."""

    secret: str
    name: str

    @property
    def in_groups(self) -> str:
        """The secret in groups of four characters, to be typed."""
        return in_groups(self.secret, 4, " ")

    @property
    def qr_code(self) -> Markup:
        """The secret as a QR code, dark on light in dark mode too: not every telephone reads it otherwise."""
        import pyotp
        import segno

        address = pyotp.TOTP(self.secret).provisioning_uri(name=self.name, issuer_name=place().service)
        drawn = segno.make(address, error="m", micro=False)
        return Markup(drawn.svg_inline(scale=4, light="#fff", svgclass=None, lineclass=None))  # noqa: S704  # a drawing


def authenticator_of(owner: str, name: str | None) -> AuthenticatorSetup:
    """The secret that is waiting to be confirmed by the account with ref `owner`, or a new one.

    `name` is what the app calls the account.
    """
    import pyotp

    kept = _kept(_SECRET, owner)
    secret = kept[0] if kept else pyotp.random_base32()
    session[_SECRET] = [owner, secret]
    return AuthenticatorSetup(secret=secret, name=name or owner)


def forget_authenticator() -> None:
    """Forget the secret that was waiting to be confirmed."""
    session.pop(_SECRET, None)


def keep_recovery_codes(owner: str, codes: list[str]) -> None:
    """Keep recovery codes for the next page, on which `take_recovery_codes` shows them once."""
    session[_CODES] = [owner, *codes]


def take_recovery_codes(owner: str) -> list[str]:
    """The recovery codes that were kept, which are forgotten by this; none the second time."""
    codes = _kept(_CODES, owner)
    session.pop(_CODES, None)
    return codes


def _kept(name: str, owner: str) -> list[str]:
    kept = session.get(name) or []
    return [str(one) for one in kept[1:]] if kept and kept[0] == owner else []
