"""The files of a draft: taken with a post, shown with the form, opened by whoever sent them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.viewer import viewer
from kentcare.core import clock
from kentcare.db.refused import CannotSave
from kentcare.services.files import records as files
from kentcare.services.files.labels import refusal
from kentcare.services.files.records import Stored
from kentcare.services.files.rules import MOST_BYTES, MOST_FILES, FileRefused, Refusal
from kentcare.services.long_forms import browser
from kentcare.services.long_forms.records import SavedDraft

# The size in bytes of a post with as many files as one form may have, and its words.
MOST_IN_A_POST = MOST_FILES * MOST_BYTES + 1024 * 1024
# In seconds: files that are left after that are sent again with another post, and this one is answered.
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why a file was not taken, in words for whoever sent it, and the status of the answer that says so."""

    words: str
    status: int


def has_files() -> bool:
    """Whether files came with this post."""
    return any(one.filename for one in request.files.getlist("_files"))


def take_files(holder: Holder, draft: SavedDraft) -> NotTaken | None:
    """Keep the files that came with this post beside a draft, and remove one that is not wanted any more.

    Returns why one was not taken; None where all were. Raises CannotSave where one could not be removed.
    """
    if unwanted := request.form.get("_remove"):
        files.remove(unwanted, files.DRAFT, draft.ref)
    refused = None
    until = time.monotonic() + _LONGEST
    for one in request.files.getlist("_files"):
        if one.filename:
            try:
                if time.monotonic() > until:
                    raise FileRefused(Refusal.BUSY)
                content = one.stream.read(MOST_BYTES + 1)
                files.store(holder, content, one.filename, files.DRAFT, draft.ref, clock.now())
            except FileRefused as not_taken:
                refused = not_taken.reason
                if refused is Refusal.BUSY:
                    break  # the others would wait as well, in a thread that saves what people type
            except CannotSave:
                refused = Refusal.NOT_STORED
    return NotTaken(refusal(refused), 503 if refused.is_ours else 422) if refused else None


def files_of(draft: SavedDraft | None) -> Sequence[Stored]:
    """The files that are kept beside a draft."""
    return files.of(files.DRAFT, draft.ref) if draft else ()


def may_open(stored: Stored) -> bool:
    """Whether a file of a draft may be opened: by whoever sent it, and by nobody else."""
    who = viewer()
    return stored.holder == (Holder(account=who.id) if who else browser.this_browser())
