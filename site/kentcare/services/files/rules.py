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
UNKNOWN = "application/octet-stream"  # of a file that nobody has looked at yet
# A PDF begins somewhere in its first kilobyte: some programs put lines of their own before it.
PDF_HEADER, PDF_HEADER_WITHIN = b"%PDF-", 1024
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
    TOO_DETAILED = "too large once it is drawn"
    TOO_SLOW = "too slow to draw"
    TOO_MUCH = "too large together with the others of its form"
    TOO_OFTEN = "one too many for a day"
    NOT_DRAWN = "not drawn, however often it was tried"
    NOT_STORED = "not stored"

    @property
    def is_ours(self) -> bool:
        """Whether the fault is the site's: the same file can be taken later."""
        return self in {Refusal.NOT_DRAWN, Refusal.NOT_STORED}


class FileRefused(Exception):
    """The file is not kept. `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NotNow(Exception):
    """The file could not be looked at, through no fault of its own that is known: it is tried again."""


def refuse_at_once(content: bytes) -> None:
    """Refuse what its length or its first bytes show to be none that we take. Raises FileRefused."""
    if not content:
        raise FileRefused(Refusal.EMPTY)
    if len(content) > MOST_BYTES:
        raise FileRefused(Refusal.TOO_BIG)
    is_photograph = content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        (content[:4], content[8:12]) == (b"RIFF", b"WEBP") or content[4:8] == b"ftyp"
    )
    if not is_photograph and PDF_HEADER not in content[:PDF_HEADER_WITHIN]:
        raise FileRefused(Refusal.NOT_TAKEN)


def sent_name(name: str) -> str:
    """The name that a file came with, without a path or invisible characters, to tell it from others."""
    last = PurePosixPath(PureWindowsPath(_INVISIBLE.sub("", name)).name).name
    return last[:_LONGEST_NAME] or "file"


def shown_name(name: str, media_type: str) -> str:
    """The name that a file came with, without a path or invisible characters, and with its true ending."""
    last = PurePosixPath(PureWindowsPath(_INVISIBLE.sub("", name)).name).name
    stem = last.split(".")[0].strip() or "file"
    return f"{stem[:_LONGEST_NAME]}.{_ENDINGS[media_type]}"
