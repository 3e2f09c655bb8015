"""The pseudo-language: English with accents, a third longer.

What still reads as English on a page in it cannot be translated.
"""

import re

_ACCENTED = str.maketrans(
    "abcdefghijklmnoprstuwyzABCDEGHIJKLNORSTUWYZ",
    "åƀçđéƒĝĥîĵķļɱñöþŕšţûŵýžÅƁÇĐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽ",
)
# What a translator may not change: placeholders, marks of Markdown for machines, elements, addresses.
_NOT_TRANSLATED = re.compile(
    r"%\([a-z_]+\)s|%%|\{term:[a-z_0-9]+\||\{[^{}|]*\}|\]\([^)]*\)|</?[a-z][^>]*>|&[a-z]+;|https?://\S+"
)
_MACHINE_END = re.compile(r"\s*\{#[^}]*\}$|\]\([^)]*\)$")


def pseudo_translate(text: str) -> str:
    """An English text in the pseudo-language, its placeholders, elements and addresses unchanged."""
    if not re.search("[A-Za-z]", text):
        return text
    pieces, at = [], 0
    for kept in _NOT_TRANSLATED.finditer(text):
        pieces += [text[at : kept.start()].translate(_ACCENTED), kept[0]]
        at = kept.end()
    pieces.append(text[at:].translate(_ACCENTED))
    text_again = "".join(pieces)
    # Some languages need a third more room than English. The end of a heading or of a link is for machines.
    end = _MACHINE_END.search(text_again)
    at = end.start() if end else len(text_again)
    return f"{text_again[:at]} {_padding(len(text) // 3)}{text_again[at:]}"


def _padding(length: int) -> str:
    """Short words, so that a longer sentence breaks over lines as a real one does."""
    return ("çö ñéý " * (length // 7 + 1))[: max(1, length)].strip()
