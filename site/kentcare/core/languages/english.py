"""English inside a sentence of another language.

It stands between two signs that keep its direction (U+2066 and U+2069), so that it is right in a calendar
or on a command line. On a page the signs become an element that says which language it is, so that it is
read aloud right.
"""

import re

_BEGIN, _END = "\u2066", "\u2069"
# An attribute and a title can hold no element: there the signs stay, and do the same for the eye.
_MARKED = re.compile(rf"(<title>.*?</title>|<[^>]*>)|{_BEGIN}([^{_BEGIN}{_END}]*){_END}", re.DOTALL)
# A name that was put into a sentence without a translation: English within English.
_NESTED = re.compile(rf"({_BEGIN}[^{_BEGIN}{_END}]*){_BEGIN}([^{_BEGIN}{_END}]*){_END}")


def in_english(text: str) -> str:
    """A name, or a sentence that has no translation, to stand in another language."""
    return f"{_BEGIN}{text}{_END}"


def is_in_english(text: str) -> bool:
    """Whether a text begins with English that is marked as such."""
    return text.startswith(_BEGIN)


def bare(text: str) -> str:
    """A text without the signs around its English."""
    return text.replace(_BEGIN, "").replace(_END, "")


def mark_english(html: str) -> str:
    """HTML with an element around each piece of English that stands between the signs."""
    if _BEGIN not in html:
        return html
    while (flat := _NESTED.sub(r"\1\2", html)) != html:
        html = flat
    return _MARKED.sub(_element, html)


def _element(found: re.Match[str]) -> str:
    return found[1] or f'<span lang="en" dir="ltr">{found[2]}</span>'
