"""Which files are taken, and what they are called."""

import re
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 10
# A photograph of any telephone has fewer. A small file can say that it has many more, to fill the memory.
MOST_PIXELS = 60_000_000
MOST_PAGES = 30  # of a PDF

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
_ENDINGS = {JPEG: "jpg", PNG: "png", PDF: "pdf"}
_LONGEST_NAME = 80
# What turns the direction of writing, or is not seen at all: "gpj.exe" could be made to look like "exe.jpg".
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too big"
    TOO_MANY = "too many"
    TOO_MANY_PAGES = "of too many pages"
    NOT_TAKEN = "of a kind that is not taken"
    BROKEN = "broken"
    LOCKED = "locked"
    INFECTED = "infected"
    UNCHECKED = "not checked"


class FileRefused(Exception):
    """The file is not kept. Nothing of it was stored."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def shown_name(name: str, media_type: str) -> str:
    """What its owner called it, without a path, with nothing unseen, and with the one ending that is true."""
    last = PurePosixPath(PureWindowsPath(_UNSEEN.sub("", name)).name).name
    stem = last.split(".")[0].strip() or "file"
    return f"{stem[:_LONGEST_NAME]}.{_ENDINGS[media_type]}"
