"""What a request says of itself as a WSGI environment, and a body that is read to its end or not at all."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.operations.server import requests
from kentcare.operations.server.requests import CutOff, Memory, NoMemory, TooLong, Unreadable, environ_of
from support import loop
from support.rsgi import Headers, Protocol, Scope


@pytest.mark.parametrize(
    ("client", "address"),
    [
        ("192.0.2.7:40000", "192.0.2.7"),
        ("[2001:db8::7]:40000", "2001:db8::7"),
        ("2001:db8::7:40000", "2001:db8::7"),
    ],
)
def test_whoever_asks_is_known_without_their_port(client: str, address: str) -> None:
    assert environ_of(Scope("/en", client=client))["REMOTE_ADDR"] == address


def test_a_path_is_given_as_its_bytes() -> None:
    environ = environ_of(Scope("/en/ዓ", query_string="a=%20"))
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/en/ዓ"
    assert environ["QUERY_STRING"] == "a=%20"


def test_cookies_of_two_headers_are_one_list() -> None:
    headers = Headers([("host", "a"), ("cookie", "a=1"), ("cookie", "b=2"), ("accept", "x"), ("accept", "y")])
    environ = environ_of(Scope("/", headers=headers))
    assert (environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"]) == ("a=1; b=2", "x,y")


def test_an_underscore_makes_no_header_that_only_the_proxy_may_set() -> None:
    """Some proxies let X_Forwarded_For through, which WSGI names as it names X-Forwarded-For."""
    sent = [("x-forwarded-for", "192.0.2.7"), ("x_forwarded_for", "198.51.100.1"), ("sec_fetch_site", "none")]
    environ = environ_of(Scope("/", headers=Headers(sent)))
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.7"
    assert "HTTP_SEC_FETCH_SITE" not in environ


@pytest.mark.parametrize("name", ["host", "content-length", "content-type", "origin", "authorization"])
def test_what_may_stand_once_stands_once(name: str) -> None:
    with pytest.raises(Unreadable):
        environ_of(Scope("/", headers=Headers([(name, "1"), (name, "1")])))


@given(st.lists(st.binary(max_size=40), max_size=8), st.integers(-2, 2))
def test_a_body_is_whole_or_refused(pieces: list[bytes], more: int) -> None:
    whole, memory = b"".join(pieces), Memory(0)
    length = max(0, len(whole) + more)

    async def what() -> None:
        read = requests.read_body(Protocol(pieces), {"CONTENT_LENGTH": str(length)}, 1000, memory)
        if length == len(whole):
            assert (await read).getvalue() == whole
        else:
            with pytest.raises(CutOff):
                await read

    loop.run(what())


def test_memory_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "SMALL", 10)
    memory = Memory(100)
    memory.grow(0, 105)
    with pytest.raises(NoMemory):
        memory.grow(0, 16)
    memory.release(16)
    memory.release(105)
    memory.grow(0, 110)


def test_a_body_of_more_than_is_taken_is_not_read() -> None:
    async def what() -> None:
        with pytest.raises(TooLong):
            await requests.read_body(Protocol([None]), {"CONTENT_LENGTH": "11"}, 10, Memory(0))

    loop.run(what())


def test_a_sender_who_trickles_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece comes before the sender counts as silent, and all of them together would take hours."""
    moment = 0.0

    async def later(protocol: Protocol) -> bytes:
        nonlocal moment
        moment += requests.IDLE_SECONDS - 1
        return await Protocol.__anext__(protocol)

    class Trickle(Protocol):
        __anext__ = later

    async def what() -> None:
        clock = asyncio.get_running_loop()
        monkeypatch.setattr(clock, "time", lambda: moment)
        with pytest.raises(requests.TooSlow):
            await requests.read_body(Trickle([b"x"] * 100), {"CONTENT_LENGTH": "100"}, 1000, Memory(1000))

    loop.run(what())
