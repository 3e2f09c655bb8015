"""ClamAV's daemon, over its protocol: what it finds is not taken, and where it is silent a file waits."""

import pytest

from kentcare.services.files.rules import FileRefused, Refusal
from kentcare.services.files.scanning import ScannerAway, is_there, scan
from support.scanner import HARM, scanning


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"harmless" * 1000, None),
        (b"before " * 500 + HARM, Refusal.INFECTED),
        (b"silent", ScannerAway),
        (b"x" * 100_001, ScannerAway),
    ],
    ids=["harmless", "harmful", "silent", "too long for it"],
)
def test_what_the_daemon_says_is_done(content: bytes, reason: Refusal | type[ScannerAway] | None) -> None:
    with scanning() as daemon:
        if reason is None:
            scan(content, daemon)
            return
        with pytest.raises((FileRefused, ScannerAway)) as told:
            scan(content, daemon)
    assert reason in (type(told.value), getattr(told.value, "reason", None))


@pytest.mark.parametrize("daemon", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd"])
def test_a_daemon_that_is_not_there_takes_nothing(daemon: str) -> None:
    with pytest.raises(ScannerAway):
        scan(b"harmless", daemon)


def test_where_there_is_none_nothing_is_asked() -> None:
    scan(HARM, "")


def test_whether_there_is_a_daemon_is_asked_of_it() -> None:
    with scanning() as daemon:
        assert is_there(daemon)
    assert not is_there(daemon)
