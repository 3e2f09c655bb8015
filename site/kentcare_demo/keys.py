"""How the colleagues of a demonstration sign in. Everybody may read it: there is nothing behind it."""

from datetime import datetime

PASSWORD = "nobody here is real"  # noqa: S105  # the page of the demonstration shows it
# What an authenticator app is told. All of them share it.
SECRET = "DEMONSTRATIONDEMONSTRATION234567"  # noqa: S105  # the page shows it too


def number_now(now: datetime) -> str:
    """What the app of each of them shows at this moment."""
    import pyotp

    return str(pyotp.TOTP(SECRET).at(now))
