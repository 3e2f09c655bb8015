"""What this browser keeps, under seal, between two pages.

An app's secret that is not proved yet, and recovery codes that are not shown yet. Each is somebody's: another
who uses the same browser never sees it.
"""

from dataclasses import dataclass

from flask import session
from markupsafe import Markup

from kentcare.sign_in.staff.rules import in_groups
from kentcare.web.place import place

_APP, _CODES = "app", "recovery"


@dataclass(frozen=True, slots=True)
class App:
    """A secret, to be read by a telephone or typed into it."""

    secret: str
    name: str

    @property
    def in_words(self) -> str:
        return in_groups(self.secret, 4, " ")

    @property
    def picture(self) -> Markup:
        """Dark on light in dark mode, too: not every telephone reads it otherwise."""
        import pyotp
        import segno

        address = pyotp.TOTP(self.secret).provisioning_uri(name=self.name, issuer_name=place().service)
        drawn = segno.make(address, error="m", micro=False)
        return Markup(drawn.svg_inline(scale=4, light="#fff", svgclass=None, lineclass=None))  # noqa: S704  # a drawing


def app_of(owner: str, name: str | None) -> App:
    """The one that is waiting to be proved; where there is none, a new one."""
    import pyotp

    kept = _kept(_APP, owner)
    secret = kept[0] if kept else pyotp.random_base32()
    session[_APP] = [owner, secret]
    return App(secret, name or owner)


def forget_app() -> None:
    session.pop(_APP, None)


def show_once(owner: str, codes: list[str]) -> None:
    """On the next page, and never again."""
    session[_CODES] = [owner, *codes]


def to_show(owner: str) -> list[str]:
    """Nothing, the second time."""
    codes = _kept(_CODES, owner)
    session.pop(_CODES, None)
    return codes


def _kept(name: str, owner: str) -> list[str]:
    kept = session.get(name) or []
    return [str(one) for one in kept[1:]] if kept and kept[0] == owner else []
