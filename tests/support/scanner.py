"""ClamAV's daemon, as far as the site asks it."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

HARM = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"


class Daemon(socketserver.StreamRequestHandler):
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
def scanning() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def scanner() -> Iterator[str]:
    """The address of a scanner that answers."""
    with scanning() as address:
        yield address
