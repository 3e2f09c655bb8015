"""English inside a sentence of another language.

It stands between two signs that keep its direction (U+2066 and U+2069), so that it is right in a calendar
or on a command line. On a page the signs become an element that says which language it is, so that it is
read aloud right.
"""

import re

_BEGIN, _END = "\u2066", "\u2069"
# An attribute and a title can hold no element: there the signs stay, and do the same for the eye.
_MARKED = re.compile(rf"(<title>.*?</title>|<[^>]*>)|{_BEGIN}([^{_BEGIN}{_END}]*){_END}", re.DOTALL)


def in_english(text: str) -> str:
    """A name, or a sentence that has no translation, to stand in another language."""
    return f"{_BEGIN}{text}{_END}"


def is_in_english(text: str) -> bool:
    return text.startswith(_BEGIN)


def bare(text: str) -> str:
    """A text without the signs."""
    return text.replace(_BEGIN, "").replace(_END, "")


def mark_english(html: str) -> str:
    """A page with its English marked as such."""
    return _MARKED.sub(_element, html) if _BEGIN in html else html


def _element(found: re.Match[str]) -> str:
    return found[1] or f'<span lang="en" dir="ltr">{found[2]}</span>'
