"""Counts in the database, for a brake that several processes on several hosts hold together."""

from datetime import timedelta

from limits.storage import Storage

from kentcare.core import clock
from kentcare.core.encryption import app_keyed_hash
from kentcare.db.refused import CannotSave
from kentcare.operations.monitoring import records

_PURPOSE = "kentcare throttle"


class SharedCounts(Storage):
    """A backend of `limits`. A key names an address, so only a mark of it is written down.

    Used inside an application context.
    """

    STORAGE_SCHEME = None  # nobody finds it by an address: it is given to whoever needs it

    @property
    def base_exceptions(self) -> type[Exception]:
        """What `limits` may take for its own error, where somebody asks it to. Nobody does."""
        return CannotSave

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return records.count(_mark(key), clock.now(), lasts=timedelta(seconds=expiry), more=amount)

    def get(self, key: str) -> int:
        return records.counted(_mark(key), clock.now())[0]

    def get_expiry(self, key: str) -> float:
        return records.counted(_mark(key), clock.now())[1].timestamp()

    def check(self) -> bool:
        return records.what_is_wrong() is None

    def reset(self) -> int:
        return records.forget()

    def clear(self, key: str) -> None:
        records.forget(_mark(key))


def _mark(key: str) -> str:
    return app_keyed_hash(_PURPOSE, key)
