"""Every page in every language, or a sample of them.

`make test` takes the sample, `make test-all` everything.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

from kentcare import paths

T = TypeVar("T")
S = TypeVar("S")

PSEUDO = "en-XA"
TAGS = ["en", "ar", "ti", PSEUDO]
# What has an address in every language and is no page of content/.
OTHERS = ["", "search", "checker/1"]
PAGES = [
    *OTHERS,
    *sorted(path.stem for path in (paths.CONTENT / "pages" / "en").glob("*.md") if path.stem != "home"),
]
EVERYTHING = os.environ.get("KENTCARE_TESTS") == "all"


def some(everything: Sequence[T], most: int) -> list[T]:
    """A sample of so many, spread evenly and the same each time; under `make test-all`, all of them."""
    if EVERYTHING or len(everything) <= most:
        return list(everything)
    return [everything[number * len(everything) // most] for number in range(most)]


def pairs(rows: Sequence[T], columns: Sequence[S], each: int = 1) -> list[tuple[T, S]]:
    """Every row with so many of the columns, by turns; under `make test-all`, with all of them."""
    number = len(columns) if EVERYTHING else each
    return [
        (row, columns[(place + turn) % len(columns)])
        for place, row in enumerate(rows)
        for turn in range(number)
    ]


def addresses(most: int) -> list[str]:
    """Pages by language, so that each language and nearly each page is among a sample."""
    crossed = [
        f"/{TAGS[(row + shift) % len(TAGS)]}/{page}"
        for shift in range(len(TAGS))
        for row, page in enumerate(PAGES)
    ]
    return some(crossed, most) if EVERYTHING else crossed[:most]
