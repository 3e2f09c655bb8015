"""The files of a draft: taken with a post, shown with the form, opened by whoever sent them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import FileStorage

from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.viewer import viewer
from kentcare.core import clock
from kentcare.db.refused import CannotSave
from kentcare.services.files import records as files
from kentcare.services.files.labels import refusal
from kentcare.services.files.records import Stored
from kentcare.services.files.rules import MOST_BYTES, MOST_FILES, FileRefused, Refusal, sent_name
from kentcare.services.long_forms import browser
from kentcare.services.long_forms.records import SavedDraft

# The size in bytes of a post with as many files as one form may have, and its words.
MOST_IN_A_POST = MOST_FILES * MOST_BYTES + 1024 * 1024


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Which files were not taken and why, in words for whoever sent them, and the status of that answer."""

    words: str
    status: int


def has_files() -> bool:
    """Whether files came with this post."""
    return any(one.filename for one in request.files.getlist("_files"))


def take_files(holder: Holder, draft: SavedDraft) -> NotTaken | None:
    """Keep the files that came with this post beside a draft, and remove one that is not wanted any more.

    What shows only when a file is opened stands beside it later. Returns which were not taken and why; None
    where all were. Raises CannotSave where the one that is not wanted could not be removed.
    """
    if unwanted := request.form.get("_remove"):
        files.remove(unwanted, files.DRAFT, draft.ref)
    sent = [one for one in request.files.getlist("_files") if one.filename]
    refused: dict[Refusal, list[str]] = {}
    for one in sent:
        if reason := _take(holder, draft, one):
            refused.setdefault(reason, []).append(sent_name(one.filename or ""))
    return _not_taken(refused, is_single=len(sent) == 1) if refused else None


def _take(holder: Holder, draft: SavedDraft, file: FileStorage) -> Refusal | None:
    """Keep one file, or return why it is not kept."""
    try:
        content = file.stream.read(MOST_BYTES + 1)
        files.store(holder, content, file.filename or "", files.DRAFT, draft.ref, clock.now())
    except FileRefused as not_taken:
        return not_taken.reason
    except CannotSave:
        return Refusal.NOT_STORED
    return None


def _not_taken(refused: Mapping[Refusal, Sequence[str]], *, is_single: bool) -> NotTaken:
    """What is said of files by why they were refused. `is_single`: only one was sent, and needs no name."""
    words = [
        refusal(reason) if is_single else f"{', '.join(map(_isolated, names))}: {refusal(reason)}"
        for reason, names in refused.items()
    ]
    return NotTaken(" ".join(words), 503 if all(reason.is_ours for reason in refused) else 422)


def _isolated(name: str) -> str:
    """A name in the direction of its own letters, whatever stands around it."""
    return f"\u2068{name}\u2069"


def files_of(draft: SavedDraft | None) -> Sequence[Stored]:
    """The files that are kept beside a draft."""
    return files.of(files.DRAFT, draft.ref) if draft else ()


def files_sent(form: str, reference: str) -> Sequence[Stored]:
    """The files that were sent with a form."""
    return files.of(form, reference)


def has_waiting(stored: Sequence[Stored]) -> bool:
    """Whether one of these files waits to be looked at, so that the page asks how it is."""
    return any(one.is_waiting for one in stored)


def may_open(stored: Stored) -> bool:
    """Whether a file of a draft may be opened: by whoever sent it, and by nobody else."""
    who = viewer()
    return stored.holder == (Holder(account=who.id) if who else browser.this_browser())
