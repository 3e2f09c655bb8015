"""Pages that are the same for everybody but for the token of their form and what the reader has typed.

They are made and packed once, and what is a reader's own is put in for each. Most of what such a page costs
is its template and its packing.
"""

import re
import zlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Flask, Response, current_app, make_response, request
from flask_wtf.csrf import generate_csrf
from markupsafe import escape

from kentcare.core.clock import today
from kentcare.core.content.edition import Edition, edition
from kentcare.web import language
from kentcare.web.fields import Typed, typed_apart
from kentcare.web.packing import forms_for
from kentcare.web.page import is_fragment

_EXTENSION = "kentcare_kept"
_MOST_KEPT = 1024
_GZIP_HEAD = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 0xFF])
_GZIP_END = bytes([3, 0])  # an empty last block
_MOST_IN_A_BLOCK = 0xFFFF


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page cut where something of the reader's own stands.

    `pieces` and `packed` are what stands between; `own` says what stands at each cut: 0 for the token, 1 for
    the first thing typed.
    """

    pieces: tuple[bytes, ...]
    packed: tuple[bytes, ...]
    own: tuple[int, ...]
    vary: str

    @classmethod
    def of(cls, response: Response, token: str) -> "_Kept":
        pieces, own, at = [], [], 0
        html = response.get_data(as_text=True)
        for found in re.finditer(f"{re.escape(token)}|{Typed.SIGN.pattern}", html):
            pieces.append(html[at : found.start()].encode())
            own.append(0 if found[1] is None else 1 + int(found[1]))
            at = found.end()
        pieces.append(html[at:].encode())
        return cls(tuple(pieces), tuple(map(_deflated, pieces)), tuple(own), response.headers.get("Vary", ""))

    def body(self, values: Sequence[bytes]) -> bytes:
        return _laid(self.pieces, [values[number] for number in self.own])

    def gzip(self, values: Sequence[bytes], body: bytes) -> bytes:
        """The body packed: gzip is a row of blocks, and a block may hold something as it is."""
        blocks = [_stored(values[number]) for number in self.own]
        proof = zlib.crc32(body).to_bytes(4, "little") + (len(body) & 0xFFFFFFFF).to_bytes(4, "little")
        return _GZIP_HEAD + _laid(self.packed, blocks) + _GZIP_END + proof


def _laid(pieces: Sequence[bytes], between: Sequence[bytes]) -> bytes:
    laid = [pieces[0]]
    for own, piece in zip(between, pieces[1:], strict=True):
        laid += (own, piece)
    return b"".join(laid)


def _deflated(piece: bytes) -> bytes:
    """A piece as blocks that end at a whole byte and refer to nothing before them."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _stored(value: bytes) -> bytes:
    """Something as it is, in blocks."""
    blocks: list[bytes] = []
    for start in range(0, len(value), _MOST_IN_A_BLOCK):
        part = value[start : start + _MOST_IN_A_BLOCK]
        blocks += (b"\0", len(part).to_bytes(2, "little"), (len(part) ^ 0xFFFF).to_bytes(2, "little"), part)
    return b"".join(blocks)


class _Shelf:
    """The kept pages of one edition of the content and one day; of another, none."""

    def __init__(self) -> None:
        self._edition: Edition | None = None
        self._day: date | None = None
        self._pages: dict[Hashable, _Kept] = {}

    def pages(self) -> dict[Hashable, _Kept]:
        now, day = edition(), today()
        if now is not self._edition or day != self._day or len(self._pages) >= _MOST_KEPT:
            self._edition, self._day, self._pages = now, day, {}
        return self._pages


def kept(key: Hashable, make: Callable[[], Response], typed: Sequence[str] = ()) -> Response:
    """The page that `make` makes, with this reader's token and what they typed, box by box.

    Nothing else on it may depend on the reader but by `key`. The key stays in memory, so nothing that
    somebody typed may be in it.
    """
    pages: dict[Hashable, _Kept] = current_app.extensions[_EXTENSION].pages()
    key = (language.current().tag, is_fragment(), key, tuple(map(bool, typed)))
    token = generate_csrf()
    page = pages.get(key)
    if page is None:
        with typed_apart():
            page = pages[key] = _Kept.of(make(), token)
    values = [token.encode(), *(str(escape(text)).encode() for text in typed if text)]
    body = page.body(values)
    if "gzip" in forms_for(request):
        response = make_response(page.gzip(values, body))
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = make_response(body)
    response.headers["Vary"] = page.vary
    return response


def use_kept_pages(app: Flask) -> None:
    app.extensions[_EXTENSION] = _Shelf()
