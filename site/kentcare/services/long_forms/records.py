"""Saving drafts of long forms, and sending each form once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, and_, delete, func, select

from kentcare.accounts.accounts.holder import Holder
from kentcare.core import clock
from kentcare.core.encryption import app_keyed_hash
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import locked, reading, remove_where, writing
from kentcare.db.subjects import Subject
from kentcare.services.files import records as files
from kentcare.services.long_forms.models import Draft, SentForm
from kentcare.services.long_forms.rules import BROWSER_DRAFT_LASTS, Words, new_reference

# The purpose of the hash of what was sent.
_CONTENT = "kentcare draft"


@dataclass(frozen=True, slots=True)
class FormKey:
    """Identifies one form of one holder. `about` tells it from others of its name, by month for example."""

    holder: Holder
    form: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What is kept of a form that was not sent yet, as it was typed into this version of its fields."""

    words: Words
    form_version: int
    revision: int
    saved_at: datetime
    ref: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that was sent, and when. `is_same`: what was posted now is what was sent then."""

    reference: str
    at: datetime
    is_same: bool = True


class ChangedMeanwhile(Exception):
    """Something else was saved since this window began. `draft` is what was saved."""

    def __init__(self, draft: SavedDraft) -> None:
        super().__init__("saved elsewhere meanwhile")
        self.draft = draft


def find_draft(key: FormKey) -> SavedDraft | None:
    """What somebody has written so far; None where they have written nothing, or a browser's day is over."""
    row = reading().scalar(select(Draft).where(_is(Draft, key)))
    is_over = row and row.browser_mark and row.saved_at < clock.now() - BROWSER_DRAFT_LASTS
    return _draft(row) if row and not is_over else None


def saved_when(account: int, form: str) -> dict[str, datetime]:
    """When each draft that an account has of a form was last saved, by what it is about."""
    rows = select(Draft.about, Draft.saved_at).where(Draft.account_id == account, Draft.form == form)
    return {row.about: row.saved_at for row in reading().execute(rows)}


def find_submission(key: FormKey, words: Words | None = None) -> Submission | None:
    """What was sent of a form; None where nothing was. `words`: what is compared with it."""
    row = reading().scalar(select(SentForm).where(_is(SentForm, key)))
    if row is None:
        return None
    is_same = words is None or row.content_hash == _content_hash(words)
    return Submission(reference=row.reference, at=row.sent_at, is_same=is_same)


def save(key: FormKey, words: Words, *, form_version: int, began_from: int, now: datetime) -> SavedDraft:
    """Save a draft. `began_from`: the revision that the window showed, 0 where it was empty.

    Raises ChangedMeanwhile, and keeps what is there, where something else was saved since. Raises CannotSave.
    """
    if key.holder.browser_mark:
        expire_of_browsers(now - BROWSER_DRAFT_LASTS, write=True)
    with writing(_subject(key)) as session:
        row = session.scalar(select(Draft).where(_is(Draft, key)))
        if row is None:
            row = Draft(
                **_holder(key),
                ref=new_ref(),
                form=key.form,
                about=key.about,
                revision=began_from,
                began_at=now,
            )
            session.add(row)
        else:
            there = _draft(row)
            if there.words == words and there.form_version == form_version:
                return there
            if row.revision != began_from:
                raise ChangedMeanwhile(there)
        row.words, row.form_version, row.saved_at = words, form_version, now
        row.revision += 1
        return _draft(row)


def send(
    key: FormKey, words: Words, *, began_from: int, now: datetime, record: Callable[[str], None]
) -> Submission:
    """Send a form once. `record` is given the reference, and saves what was sent, its audit and its messages.

    All of it is saved together, or nothing is. Where the form was sent before, that stays as it is, and its
    reference is returned again. Raises ChangedMeanwhile and CannotSave.
    """
    content_hash = _content_hash(words)
    with writing(_subject(key)) as session:
        before = find_submission(key, words)
        if before is not None:
            return before
        row = session.scalar(select(Draft).where(_is(Draft, key)))
        if row is not None and row.revision != began_from and row.words != words:
            raise ChangedMeanwhile(_draft(row))
        reference = new_reference()
        record(reference)
        session.add(
            SentForm(
                **_holder(key),
                form=key.form,
                about=key.about,
                reference=reference,
                content_hash=content_hash,
                sent_at=now,
            )
        )
        if row is not None:
            # What `record` has not handed over belongs to what was sent, under its reference.
            files.hand_over(files.DRAFT, row.ref, key.form, reference)
        session.execute(delete(Draft).where(_is(Draft, key)))
        return Submission(reference=reference, at=now)


def expire(before: datetime, *, keep: Collection[int], write: bool) -> int:
    """Remove drafts of accounts that were last saved before a moment, and return how many there are.

    Drafts of the accounts of `keep` stay. Without `write` nothing is removed.
    """
    return _expire(and_(Draft.account_id.is_not(None), Draft.account_id.not_in(keep)), before, write)


def expire_of_browsers(before: datetime, *, write: bool) -> int:
    """Remove drafts of browsers in which nobody is signed in, last saved before a moment, and count them.

    Without `write` nothing is removed.
    """
    return _expire(Draft.browser_mark.is_not(None), before, write)


def expire_sent(before: datetime, *, keep: Collection[int], write: bool) -> int:
    """Remove the notes that forms were sent before a moment, and return how many there are.

    A form that is sent again after that is a new one. Notes of the accounts of `keep` stay. Without `write`
    nothing is removed.
    """
    old = and_(SentForm.sent_at < before, SentForm.account_id.is_(None) | SentForm.account_id.not_in(keep))
    return remove_where(SentForm, old, write=write)


def forget_browser(token_hash: str) -> None:
    """Remove the drafts of a browser, their files, and the notes of what it sent.

    `token_hash`: the keyed hash of the token in its cookie.
    """
    _remove(Draft.browser_mark == token_hash)
    with writing() as session:
        session.execute(delete(SentForm).where(SentForm.browser_mark == token_hash))


def forget_account(account: int) -> None:
    """Remove the drafts of an account and the notes of what it sent. services/files removes its files."""
    with writing() as session:
        session.execute(delete(Draft).where(Draft.account_id == account))
        session.execute(delete(SentForm).where(SentForm.account_id == account))


def remove(key: FormKey, revision: int) -> None:
    """Remove a draft that somebody no longer wants, unless something was saved since this revision."""
    _remove(and_(_is(Draft, key), Draft.revision == revision))


def number_of_drafts() -> int:
    """How many drafts there are, of accounts and of browsers."""
    return reading().scalar(select(func.count()).select_from(Draft)) or 0


def held_about(account: int) -> list[dict[str, object]]:
    """The drafts of an account, as they were typed, and what it sent when, for the export of its data."""
    drafts = reading().scalars(select(Draft).where(Draft.account_id == account).order_by(Draft.id))
    forms = reading().scalars(select(SentForm).where(SentForm.account_id == account).order_by(SentForm.id))
    return [
        *(
            {"form": row.form, "about": row.about, "saved_at": row.saved_at, "words": row.words}
            for row in drafts
        ),
        *(
            {"form": row.form, "about": row.about, "sent_at": row.sent_at, "reference": row.reference}
            for row in forms
        ),
    ]


def _expire(of: ColumnElement[bool], before: datetime, write: bool) -> int:
    old = and_(of, Draft.saved_at < before)
    if write:
        return _remove(old)
    return reading().scalar(select(func.count()).select_from(Draft).where(old)) or 0


def _remove(old: ColumnElement[bool]) -> int:
    """Remove drafts, and the files that were to be sent with them. Returns how many drafts there were."""
    if reading().scalar(select(Draft.id).where(old).limit(1)) is None:
        return 0
    with writing() as session:
        refs = session.scalars(locked(select(Draft.ref).where(old).order_by(Draft.id))).all()
        session.execute(delete(Draft).where(Draft.ref.in_(refs)))
        keys = files.take_out(files.DRAFT, refs)
    files.clear_away(keys)
    return len(refs)


def _is(table: type[Draft] | type[SentForm], key: FormKey) -> ColumnElement[bool]:
    return and_(
        table.account_id.is_not_distinct_from(key.holder.account),
        table.browser_mark.is_not_distinct_from(key.holder.browser_mark),
        table.form == key.form,
        table.about == key.about,
    )


def _subject(key: FormKey) -> Subject:
    holder = key.holder.browser_mark or key.holder.account
    return subjects.form(holder, key.form, key.about)


def _holder(key: FormKey) -> dict[str, object]:
    return {"account_id": key.holder.account, "browser_mark": key.holder.browser_mark}


def _content_hash(words: Words) -> str:
    return app_keyed_hash(_CONTENT, msgspec.json.encode(words, order="deterministic").decode())


def _draft(row: Draft) -> SavedDraft:
    return SavedDraft(
        words=row.words,
        form_version=row.form_version,
        revision=row.revision,
        saved_at=row.saved_at,
        ref=row.ref,
    )
