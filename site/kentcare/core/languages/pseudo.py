"""English made strange.

Accented and a third longer. What still reads as English on a page was never translatable.
"""

import re

_STRANGE = str.maketrans(
    "abcdefghijklmnoprstuwyzABCDEGHIJKLNORSTUWYZ",
    "åƀçđéƒĝĥîĵķļɱñöþŕšţûŵýžÅƁÇĐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽ",
)
# What a translator may not change: places, the marks of Markdown that are for machines, elements, addresses.
_NOT_TRANSLATED = re.compile(
    r"%\([a-z_]+\)s|%%|\{term:[a-z_0-9]+\||\{[^{}|]*\}|\]\([^)]*\)|</?[a-z][^>]*>|&[a-z]+;|https?://\S+"
)
_MACHINE_END = re.compile(r"\s*\{#[^}]*\}$|\]\([^)]*\)$")


def pseudo_translate(text: str) -> str:
    """A text as the pseudo-locale says it."""
    if not re.search("[A-Za-z]", text):
        return text
    pieces, at = [], 0
    for kept in _NOT_TRANSLATED.finditer(text):
        pieces += [text[at : kept.start()].translate(_STRANGE), kept[0]]
        at = kept.end()
    pieces.append(text[at:].translate(_STRANGE))
    said = "".join(pieces)
    # Some languages need a third more room than English. The end of a heading or of a link is for machines.
    end = _MACHINE_END.search(said)
    at = end.start() if end else len(said)
    return f"{said[:at]} {_padding(len(text) // 3)}{said[at:]}"


def _padding(length: int) -> str:
    """Words, not one long one: a sentence that is longer has more of them."""
    return ("çö ñéý " * (length // 7 + 1))[: max(1, length)].strip()
