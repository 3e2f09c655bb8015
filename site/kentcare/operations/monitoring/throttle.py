"""Limits on posts that several processes on several hosts share, counted in the database."""

from datetime import timedelta

from limits.storage import Storage

from kentcare.core import clock
from kentcare.core.encryption import app_keyed_hash
from kentcare.db.refused import CannotSave
from kentcare.operations.monitoring import records

_PURPOSE = "kentcare throttle"


class SharedCounts(Storage):
    """A storage backend of the library `limits`. A key names an address, so only its keyed hash is stored.

    Used inside an application context.
    """

    STORAGE_SCHEME = None  # it is never found by a URL

    @property
    def base_exceptions(self) -> type[Exception]:
        """What `limits` may wrap in an error of its own, if asked to. We do not ask."""
        return CannotSave

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return records.count(_key_hash(key), clock.now(), lasts=timedelta(seconds=expiry), more=amount)

    def get(self, key: str) -> int:
        return records.counted(_key_hash(key), clock.now())[0]

    def get_expiry(self, key: str) -> float:
        return records.counted(_key_hash(key), clock.now())[1].timestamp()

    def check(self) -> bool:
        return records.what_is_wrong() is None

    def reset(self) -> int:
        return records.forget()

    def clear(self, key: str) -> None:
        records.forget(_key_hash(key))


def _key_hash(key: str) -> str:
    return app_keyed_hash(_PURPOSE, key)
