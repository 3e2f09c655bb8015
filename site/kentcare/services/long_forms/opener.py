"""What a page calls whoever opened it, so that it is known when somebody else posts from it."""

from kentcare.accounts.accounts.holder import Holder
from kentcare.core.encryption import app_keyed_hash


def opener_of(holder: Holder) -> str:
    """A hash of whoever opened a page: somebody else may have signed in with this browser since."""
    return app_keyed_hash("kentcare opener of a form", repr(holder))[:16]
