"""A request as Granian gives it to an application, and what the application answers."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Self

from kentcare.operations.server.application import ServerApplication

# In place of a piece of a body: nothing more is sent, and the connection stays open.
SILENCE = None


class Headers:
    """Pairs of a name and a value, of which a name may come twice."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = list(pairs)

    def items(self) -> list[tuple[str, str]]:
        return self._pairs

    def get_all(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]

    def get(self, name: str) -> str | None:
        return next((value for key, value in self._pairs if key == name), None)


@dataclass
class Scope:
    path: str
    method: str = "GET"
    query_string: str = ""
    client: str = "192.0.2.7:40000"
    server: str = "127.0.0.1:8000"
    scheme: str = "http"
    http_version: str = "1.1"
    headers: Headers = field(default_factory=lambda: Headers([("host", "localhost")]))


class Protocol:
    """The two directions of a connection: the pieces of a body that arrive, and the answer that is sent."""

    def __init__(self, pieces: Iterable[bytes | None] = ()) -> None:
        self._pieces = iter(pieces)
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            piece = next(self._pieces)
        except StopIteration:
            raise StopAsyncIteration from None
        if piece is SILENCE:
            await asyncio.Event().wait()
        assert piece is not None
        return piece

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        assert not self.status, "answered twice"
        self.status, self.headers, self.body = status, dict(headers), body

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class RsgiBrowser:
    """Sends requests to the application of the server, without a network. Its methods are coroutines."""

    application: ServerApplication
    cookie: str = ""

    async def get(self, path: str, **headers: str) -> Protocol:
        return await self.send(Scope(path, headers=self._headers(headers)), Protocol())

    async def post(
        self, path: str, *pieces: bytes | None, length: int | None = None, **headers: str
    ) -> Protocol:
        whole = sum(len(piece) for piece in pieces if piece)
        given = {
            "content_type": "application/x-www-form-urlencoded",
            "content_length": str(whole if length is None else length),
            "sec_fetch_site": "same-origin",
        } | headers
        return await self.send(Scope(path, "POST", headers=self._headers(given)), Protocol(pieces))

    async def send(self, scope: Scope, protocol: Protocol) -> Protocol:
        await self.application.__rsgi__(scope, protocol)
        return protocol

    def _headers(self, more: dict[str, str]) -> Headers:
        own = {"host": "localhost"} | ({"cookie": self.cookie} if self.cookie else {})
        return Headers((name.replace("_", "-"), value) for name, value in (own | more).items())

    def signed_in_with(self, cookie: str) -> Self:
        return type(self)(self.application, cookie)
