"""A page that was made once is, for each reader, the page that would have been made for them."""

import gzip
import zlib
from collections.abc import Callable
from datetime import date
from itertools import zip_longest

import pytest
from bs4 import BeautifulSoup
from flask import Flask, Response, make_response
from flask_wtf.csrf import generate_csrf
from hypothesis import given
from hypothesis import strategies as st

from kentcare.web import kept
from kentcare.web.kept import _Kept
from support.visitor import STUDENT, Visitor

PAGE = "/en/checker/1"
TOKEN = st.text("abcdefghijklmnopqrstuvwxyz0123456789._-", min_size=1, max_size=200)


def made(app: Flask, key: str, body: Callable[[], str], accepted: str = "") -> tuple[Response, str]:
    """The page for a new reader, with their token."""
    with app.test_request_context(PAGE, headers={"Accept-Encoding": accepted}):
        return kept.kept(key, lambda: make_response(body())), generate_csrf()


@given(
    pieces=st.lists(st.text(st.characters(codec="utf-8"), max_size=300), min_size=1, max_size=5),
    own=st.lists(st.integers(0, 2), min_size=4, max_size=4),
    values=st.tuples(TOKEN, st.text(max_size=40), st.text(max_size=40)),
)
def test_what_is_put_together_opens_to_the_whole_page(
    pieces: list[str], own: list[int], values: tuple[str, str, str]
) -> None:
    signs = ("\0TOKEN\0", "\ue0000\ue001", "\ue0001\ue001")
    pieces = [piece.replace("\ue000", "").replace("\0", "") for piece in pieces]
    page = _Kept.of(Response(put_together(pieces, [signs[number] for number in own])), signs[0])
    encoded = [value.encode() for value in values]
    body = page.body(encoded)
    assert body.decode() == put_together(pieces, [values[number] for number in own])
    packed = page.gzip(encoded, body)
    # One member, as browsers want it, and nothing after its end.
    opener = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    assert opener.decompress(packed) == body
    assert opener.eof
    assert opener.unused_data == b""
    assert gzip.decompress(packed) == body


def put_together(pieces: list[str], between: list[str]) -> str:
    return "".join(
        f"{one}{own}" for one, own in zip_longest(pieces, between[: len(pieces) - 1], fillvalue="")
    )


def test_it_is_made_once_and_each_reader_has_a_token_of_their_own(app: Flask) -> None:
    times: list[str] = []

    def body() -> str:
        times.append("made")
        return f"<p>{generate_csrf()}</p>"

    first, token = made(app, "own tokens", body)
    second, other = made(app, "own tokens", body)
    assert len(times) == 1
    assert token != other
    assert (first.get_data(as_text=True), second.get_data(as_text=True)) == (
        f"<p>{token}</p>",
        f"<p>{other}</p>",
    )


@pytest.mark.parametrize(
    ("accepted", "packing"), [("gzip, br", "gzip"), ("gzip", "gzip"), ("br", None), ("", None)]
)
def test_it_is_packed_for_a_browser_that_opens_gzip(app: Flask, accepted: str, packing: str | None) -> None:
    response, token = made(app, f"packing {accepted}", lambda: f"<p>{generate_csrf()}</p>" * 40, accepted)
    assert response.headers.get("Content-Encoding") == packing
    data = response.get_data()
    assert (gzip.decompress(data) if packing else data).decode() == f"<p>{token}</p>" * 40


def test_the_next_day_it_is_made_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(app, "by day", lambda: "one")[0].data == b"one"
    monkeypatch.setattr(kept, "today", lambda: date(2031, 1, 1))
    assert made(app, "by day", lambda: "another")[0].data == b"another"


def test_there_is_an_end_to_what_is_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST_KEPT", 3)
    for number in range(9):
        made(app, f"many {number}", lambda: "x")
    assert len(app.extensions["kentcare_kept"].pages()) <= 3


def choices(page: BeautifulSoup) -> list[str]:
    return [str(box["value"]) for box in page.select("input[type=radio][checked]")]


def test_what_one_reader_answered_is_on_no_other_reader_s_page(app: Flask) -> None:
    one, other = (Visitor(app.test_client(), STUDENT) for _ in "ab")
    for visitor, reply in ((one, "yes"), (other, "no")):
        visitor.reply(("27", "3", "2004"))
        visitor.reply(reply)
    for visitor, chosen in ((one, "yes"), (other, "no"), (one, "yes")):
        visitor.go("/en/checker/2")
        assert choices(visitor.page) == [chosen]


@pytest.mark.parametrize("typed", [("27", "3", "2004"), ("1", "May", "1999"), ("", "", "")])
def test_what_somebody_typed_is_on_their_page_and_is_not_kept(
    app: Flask, typed: tuple[str, str, str]
) -> None:
    visitor = Visitor(app.test_client(), STUDENT)
    visitor.reply(typed)
    visitor.go(PAGE)
    shown = [str(box.get("value", "")) for box in visitor.page.select(".govuk-date-input__input")]
    assert [*shown[:1], *shown[2:]] == [*typed[:1], *typed[2:]]
    pages = app.extensions["kentcare_kept"].pages()
    assert pages
    assert not [page for page in pages.values() if any(b'value="2004"' in piece for piece in page.pieces)]
    assert "2004" not in str(list(pages))


def test_a_form_on_it_can_be_sent(app: Flask) -> None:
    assert Visitor(app.test_client(), STUDENT).finish().heading.startswith("You are")
