"""Which files are taken, and how they are named."""

import re
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 10
# Of one file as it is kept, and of all those of one form: drawing it again may make it larger.
MOST_DRAWN_BYTES = 16 * 1024 * 1024
MOST_BYTES_OF_A_FORM = 60 * 1024 * 1024
# Of one account, or of one network address where nobody is signed in. What was refused counts too.
MOST_A_DAY = 60
# The camera of any telephone has fewer. A small file can claim to have many more, to fill the memory.
MOST_PIXELS = 60_000_000
MOST_PAGES = 30  # of a PDF

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
_ENDINGS = {JPEG: "jpg", PNG: "png", PDF: "pdf"}
_LONGEST_NAME = 80
# What reverses the direction of writing or is invisible: it could make "gpj.exe" look like "exe.jpg".
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class Refusal(StrEnum):
    """Why a file was not taken."""

    EMPTY = "empty"
    TOO_BIG = "too big"
    TOO_MANY = "too many"
    TOO_MANY_PAGES = "of too many pages"
    NOT_TAKEN = "of a kind that is not taken"
    BROKEN = "broken"
    LOCKED = "locked"
    INFECTED = "infected"
    UNCHECKED = "not checked"
    TOO_DETAILED = "too large once it is drawn"
    TOO_SLOW = "too slow to draw"
    TOO_MUCH = "too large together with the others of its form"
    TOO_OFTEN = "one too many for a day"
    BUSY = "sent while others are drawn"
    NOT_DRAWN = "not drawn, through no fault of its own"
    NOT_STORED = "not stored"

    @property
    def is_ours(self) -> bool:
        """Whether the fault is the site's: the same file can be taken later."""
        return self in {Refusal.UNCHECKED, Refusal.BUSY, Refusal.NOT_DRAWN, Refusal.NOT_STORED}


class FileRefused(Exception):
    """The file was not taken, and nothing of it was stored. `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def sent_name(name: str) -> str:
    """The name that a file came with, without a path or invisible characters, to tell it from others."""
    last = PurePosixPath(PureWindowsPath(_INVISIBLE.sub("", name)).name).name
    return last[:_LONGEST_NAME] or "file"


def shown_name(name: str, media_type: str) -> str:
    """The name that a file came with, without a path or invisible characters, and with its true ending."""
    last = PurePosixPath(PureWindowsPath(_INVISIBLE.sub("", name)).name).name
    stem = last.split(".")[0].strip() or "file"
    return f"{stem[:_LONGEST_NAME]}.{_ENDINGS[media_type]}"
