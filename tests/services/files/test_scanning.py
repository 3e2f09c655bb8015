"""ClamAV's daemon, over its protocol: what it finds is not taken, nor anything where it is silent."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kentcare.services.files.rules import FileRefused, Refusal
from kentcare.services.files.scanning import scan

HARM = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"


class _Daemon(socketserver.StreamRequestHandler):
    """INSTREAM: pieces with their length before each, until a length of nothing."""

    limit = 100_000

    def handle(self) -> None:
        assert self.rfile.readline() == b"nINSTREAM\n"
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        if len(content) > self.limit:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\n")
        elif HARM in content:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\n")
        elif b"silent" not in content:
            self.wfile.write(b"stream: OK\n")


@contextmanager
def _listening() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Daemon) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"harmless" * 1000, None),
        (b"before " * 500 + HARM, Refusal.INFECTED),
        (b"silent", Refusal.UNCHECKED),
        (b"x" * 100_001, Refusal.UNCHECKED),
    ],
    ids=["harmless", "harmful", "silent", "too long for it"],
)
def test_what_the_daemon_says_is_done(content: bytes, reason: Refusal | None) -> None:
    with _listening() as daemon:
        if reason is None:
            scan(content, daemon)
            return
        with pytest.raises(FileRefused) as refused:
            scan(content, daemon)
    assert refused.value.reason is reason


@pytest.mark.parametrize("daemon", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd"])
def test_a_daemon_that_is_not_there_takes_nothing(daemon: str) -> None:
    with pytest.raises(FileRefused) as refused:
        scan(b"harmless", daemon)
    assert refused.value.reason is Refusal.UNCHECKED


def test_where_there_is_none_nothing_is_asked() -> None:
    scan(HARM, "")
