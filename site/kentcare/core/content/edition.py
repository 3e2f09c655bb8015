"""Reads content/ and translations/ again when a file there has changed.

A council officer who mends a figure sees it on the site a second later. A change with a fault in it is
logged and ignored: the site goes on with the last content that was good.

An *edition* is the state of all those files: their names, times and sizes.
"""

import logging
import time
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Generic, TypeVar

from kentcare import paths
from kentcare.core.content.files import ContentError

T = TypeVar("T")
Edition = frozenset[tuple[str, int, int]]

_log = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 1.0


class _Watch:
    """The state of the files at the last look.

    To look takes a millisecond, which is too long to do for every page.
    """

    def __init__(self) -> None:
        self.edition: Edition = frozenset()
        self._looked = float("-inf")

    def look(self) -> Edition:
        """The edition now, or up to a second ago. The same object as long as nothing has changed."""
        now = time.monotonic()
        if now - self._looked >= SECONDS_BETWEEN_LOOKS:
            self._looked = now
            edition = frozenset(_files())
            # The same object as long as nothing has changed, so that comparing costs nothing.
            if edition != self.edition:
                self.edition = edition
        return self.edition

    def forget(self) -> None:
        """Make the next call look at the files, however soon it comes."""
        self._looked = float("-inf")


def _files() -> Iterator[tuple[str, int, int]]:
    for folder in (paths.CONTENT, paths.TRANSLATIONS):
        for path in folder.rglob("*"):
            if path.suffix in {".yaml", ".md", ".mo", ".toml"}:
                found = path.stat()
                yield str(path), found.st_mtime_ns, found.st_size


_watch = _Watch()
edition: Callable[[], Edition] = _watch.look
look_again: Callable[[], None] = _watch.forget


class Current(Generic[T]):
    """A value that is read from the files, and read again when they have changed.

    `read` may raise ContentError or OSError. Threads may share it.
    """

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._lock = Lock()
        self._of: Edition | None = None
        self._value: T | None = None

    def get(self) -> T:
        """The value as of the current edition.

        Raises ContentError or OSError where the very first reading fails.
        """
        newest = edition()
        if newest is not self._of:
            self._renew(newest)
        assert self._value is not None  # noqa: S101  # the first reading either set it or raised
        return self._value

    def _renew(self, newest: Edition) -> None:
        # While one thread reads, the others go on with what there was; only the first time do they wait.
        if not self._lock.acquire(blocking=self._value is None):
            return
        try:
            if newest is not self._of:
                self._value = self._read()
        except (ContentError, OSError) as fault:
            if self._value is None:
                raise
            _log.error("This change of the content is ignored until it is mended:\n%s", fault)
        finally:
            if self._value is not None:
                self._of = newest
            self._lock.release()
