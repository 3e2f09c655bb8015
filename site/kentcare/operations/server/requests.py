"""Reads a request from the server: what it says of itself as a WSGI environment, and its body."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterable
from typing import Any
from wsgiref.types import WSGIEnvironment

# A sender who says nothing for so long is cut off; so is one who keeps up less than the rate after that time.
IDLE_SECONDS = 30.0
_BYTES_A_SECOND = 4096
SMALL = 64 * 1024  # bytes: nearly every form without files


class _Nowhere:
    """A file that keeps nothing: whatever is written there may be what somebody sent."""

    def write(self, _text: str) -> None: ...

    def writelines(self, _lines: Iterable[str]) -> None: ...

    def flush(self) -> None: ...


class Unreadable(Exception):
    """A request that means two things at once, such as one with two Host headers."""


class TooSlow(Exception):
    """The body did not arrive in time."""


class CutOff(Exception):
    """The connection ended in the middle of the body."""


class NoLength(Exception):
    """The body does not say how long it is, so nobody could tell whether all of it has arrived."""


class TooLong(Exception):
    """The body is longer than this address takes."""


class NoMemory(Exception):
    """Other bodies take up the memory that there is for large ones."""


def environ_of(scope: Any) -> WSGIEnvironment:
    """The WSGI environment of a request, without its body. Raises Unreadable."""
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # WSGI wants the bytes of a path as if they were Latin-1.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": _host_of(scope.client),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": _Nowhere(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    environ["SERVER_NAME"], _, environ["SERVER_PORT"] = scope.server.rpartition(":")
    for name, value in scope.headers.items():
        # Some proxies let X_Forwarded_For through, which WSGI could not tell from their own header.
        if "_" in name:
            continue
        key = _KEYS.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        if key not in environ:
            environ[key] = value
        elif name in _ONCE:
            raise Unreadable(name)
        else:
            environ[key] += ("; " if name == "cookie" else ",") + value
    return environ


_KEYS = {"content-length": "CONTENT_LENGTH", "content-type": "CONTENT_TYPE"}
_ONCE = {"host", "content-length", "content-type", "transfer-encoding", "authorization", "origin", "referer"}


def _host_of(client: str) -> str:
    """The address of whoever asks, without their port."""
    return client.rpartition(":")[0].strip("[]")


def has_body(environ: WSGIEnvironment) -> bool:
    """Whether something follows the headers. Raises NoLength."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        raise NoLength
    return bool(environ.get("CONTENT_LENGTH", "0") != "0")


class Memory:
    """The bytes of large bodies that this process holds at once, of which there may be `most`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken = 0

    def grow(self, before: int, after: int) -> None:
        """Count that a body has grown from one length to another. Raises NoMemory."""
        self._taken += _large(after) - _large(before)
        if self._taken > self._most and _large(after):
            raise NoMemory

    def release(self, length: int) -> None:
        """Count a body as gone."""
        self._taken -= _large(length)


def _large(length: int) -> int:
    """The part of a body that counts: a small one always has room."""
    return max(0, length - SMALL)


async def read_body(protocol: Any, environ: WSGIEnvironment, most: int, memory: Memory) -> io.BytesIO:
    """Read a body of at most `most` bytes to its end.

    Raises TooSlow, CutOff, TooLong and NoMemory. `memory` counts the body until its `release`.
    """
    length = int(environ["CONTENT_LENGTH"])  # the server has refused what is no number
    if length > most:
        raise TooLong
    body = io.BytesIO()
    try:
        async for piece in _in_time(protocol, body):
            before = body.tell()
            body.write(piece)
            memory.grow(before, body.tell())
        if body.tell() != length:
            raise CutOff
    except BaseException:
        memory.release(body.tell())
        raise
    body.seek(0)
    return body


async def _in_time(protocol: Any, body: io.BytesIO) -> AsyncIterator[bytes]:
    """The pieces of a body as they arrive. Raises TooSlow."""
    clock = asyncio.get_running_loop().time
    began, pieces = clock(), aiter(protocol)
    while True:
        spare = began + IDLE_SECONDS + body.tell() / _BYTES_A_SECOND - clock()
        if spare <= 0:
            raise TooSlow
        try:
            async with asyncio.timeout(min(IDLE_SECONDS, spare)):
                yield await anext(pieces)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise TooSlow from None
