"""The password and authenticator secret of all staff, which the demonstration's page shows to everybody."""

from datetime import datetime

PASSWORD = "nobody here is real"  # noqa: S105  # the page of the demonstration shows it
# What an authenticator app is told. All of them share it.
SECRET = "DEMONSTRATIONDEMONSTRATION234567"  # noqa: S105  # the page shows it too


def number_now(now: datetime) -> str:
    """The code that the authenticator app shows at a moment."""
    import pyotp

    return str(pyotp.TOTP(SECRET).at(now))
