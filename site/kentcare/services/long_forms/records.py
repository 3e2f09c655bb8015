"""Keeping what somebody has written, and sending it once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, and_, delete, func, select

from kentcare.accounts.accounts.holder import Holder
from kentcare.core import clock
from kentcare.core.encryption import app_cipher, app_keyed_hash
from kentcare.db.model import new_ref
from kentcare.db.session import reading, remove_where, writing
from kentcare.services.files import records as files
from kentcare.services.long_forms.models import Draft, SentForm
from kentcare.services.long_forms.rules import BROWSER_DRAFT_LASTS, Words, new_reference

_PURPOSE = "kentcare draft"


@dataclass(frozen=True, slots=True)
class Which:
    """One form of one holder. `about` tells it from others of the same kind: a month, a young person."""

    holder: Holder
    form: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a form that was not sent yet."""

    words: Words
    form_version: int
    revision: int
    saved_at: datetime
    ref: str


@dataclass(frozen=True, slots=True)
class Sent:
    """That a form was sent. `is_same`: what was sent now is what was sent then."""

    reference: str
    at: datetime
    is_same: bool = True


class ChangedMeanwhile(Exception):
    """Something else was saved since this window began. `kept` is that."""

    def __init__(self, kept: Kept) -> None:
        super().__init__("saved elsewhere meanwhile")
        self.kept = kept


def kept(which: Which) -> Kept | None:
    """What somebody has written so far."""
    row = reading().scalar(select(Draft).where(_is(Draft, which)))
    is_over = row and row.browser_mark and row.saved_at < clock.now() - BROWSER_DRAFT_LASTS
    return _kept(row) if row and not is_over else None


def begun(account: int, form: str) -> dict[str, datetime]:
    """When each draft of a form was last saved, by which of several it is."""
    rows = select(Draft.about, Draft.saved_at).where(Draft.account_id == account, Draft.form == form)
    return {row.about: row.saved_at for row in reading().execute(rows)}


def sent(which: Which, words: Words | None = None) -> Sent | None:
    """Whether it was sent already; with `words`, whether those were what was sent."""
    row = reading().scalar(select(SentForm).where(_is(SentForm, which)))
    if row is None:
        return None
    return Sent(row.reference, row.sent_at, is_same=words is None or row.content_mark == _mark(words))


def save(which: Which, words: Words, *, form_version: int, began_from: int, now: datetime) -> Kept:
    """Keep what was typed. `began_from`: the revision that the window showed, 0 where it was empty.

    Raises ChangedMeanwhile, and keeps what is there, where somebody saved something else since.
    """
    sealed = _sealed(words)
    if which.holder.browser_mark:
        expire_of_browsers(now - BROWSER_DRAFT_LASTS, write=True)
    with writing() as session:
        row = session.scalar(select(Draft).where(_is(Draft, which)))
        if row is None:
            row = Draft(
                **_holder(which),
                ref=new_ref(),
                form=which.form,
                about=which.about,
                revision=began_from,
                began_at=now,
            )
            session.add(row)
        else:
            there = _kept(row)
            if there.words == words and there.form_version == form_version:
                return there
            if row.revision != began_from:
                raise ChangedMeanwhile(there)
        row.sealed, row.form_version, row.saved_at = sealed, form_version, now
        row.revision += 1
        return Kept(words, form_version, row.revision, now, row.ref)


def send(
    which: Which, words: Words, *, began_from: int, now: datetime, record: Callable[[str], None]
) -> Sent:
    """Send it once: `record` is given the reference and saves what was sent, its audit and its messages.

    All of it is saved together, or nothing is. Whatever was sent before is left as it is, and its reference
    is given again. Raises ChangedMeanwhile.
    """
    mark = _mark(words)
    with writing() as session:
        before = session.scalar(select(SentForm).where(_is(SentForm, which)))
        if before is not None:
            return Sent(before.reference, before.sent_at, is_same=before.content_mark == mark)
        row = session.scalar(select(Draft).where(_is(Draft, which)))
        if row is not None and row.revision != began_from and _kept(row).words != words:
            raise ChangedMeanwhile(_kept(row))
        reference = new_reference()
        record(reference)
        session.add(
            SentForm(
                **_holder(which),
                form=which.form,
                about=which.about,
                reference=reference,
                content_mark=mark,
                sent_at=now,
            )
        )
        if row is not None:
            # What `record` has not handed over belongs to what was sent, under its reference.
            files.hand_over(files.DRAFT, row.ref, which.form, reference)
        session.execute(delete(Draft).where(_is(Draft, which)))
        return Sent(reference, now)


def expire(before: datetime, *, keep: Collection[int], write: bool) -> int:
    """Remove drafts of accounts that nobody touched since `before`, or say how many; those of `keep` stay."""
    return _expire(and_(Draft.account_id.is_not(None), Draft.account_id.not_in(keep)), before, write)


def expire_of_browsers(before: datetime, *, write: bool) -> int:
    """The same of browsers in which nobody is signed in."""
    return _expire(Draft.browser_mark.is_not(None), before, write)


def expire_sent(before: datetime, *, keep: Collection[int], write: bool) -> int:
    """Remove the notes that a form was sent. A form that is sent again after that is a new one."""
    old = and_(SentForm.sent_at < before, SentForm.account_id.is_(None) | SentForm.account_id.not_in(keep))
    return remove_where(SentForm, old, write=write)


def forget_browser(mark: str) -> None:
    """Somebody left in a hurry: nothing of theirs is kept behind the cookie."""
    _remove(Draft.browser_mark == mark)
    with writing() as session:
        session.execute(delete(SentForm).where(SentForm.browser_mark == mark))


def forget_account(account: int) -> None:
    """Everything that somebody wrote and did not send, and the notes of what they sent. Not their files."""
    with writing() as session:
        session.execute(delete(Draft).where(Draft.account_id == account))
        session.execute(delete(SentForm).where(SentForm.account_id == account))


def remove(which: Which, revision: int) -> None:
    """Somebody wants what they wrote no more. What they saved since this revision stays."""
    _remove(and_(_is(Draft, which), Draft.revision == revision))


def number_kept() -> int:
    """How many drafts there are."""
    return reading().scalar(select(func.count()).select_from(Draft)) or 0


def held_about(account: int) -> list[dict[str, object]]:
    """What somebody wrote and did not send, as they typed it, and what they sent when."""
    drafts = reading().scalars(select(Draft).where(Draft.account_id == account).order_by(Draft.id))
    forms = reading().scalars(select(SentForm).where(SentForm.account_id == account).order_by(SentForm.id))
    return [
        *(
            {"form": row.form, "about": row.about, "saved_at": row.saved_at, "words": _kept(row).words}
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
    """Drafts, and the files that were to be sent with them."""
    if reading().scalar(select(Draft.id).where(old).limit(1)) is None:
        return 0
    with writing() as session:
        refs = session.scalars(select(Draft.ref).where(old)).all()
        session.execute(delete(Draft).where(Draft.ref.in_(refs)))
        keys = files.take_out(files.DRAFT, refs)
    files.clear_away(keys)
    return len(refs)


def _is(table: type[Draft] | type[SentForm], which: Which) -> ColumnElement[bool]:
    return and_(
        table.account_id.is_not_distinct_from(which.holder.account),
        table.browser_mark.is_not_distinct_from(which.holder.browser_mark),
        table.form == which.form,
        table.about == which.about,
    )


def _holder(which: Which) -> dict[str, object]:
    return {"account_id": which.holder.account, "browser_mark": which.holder.browser_mark}


def _mark(words: Words) -> str:
    return app_keyed_hash(_PURPOSE, msgspec.json.encode(words, order="deterministic").decode())


def _sealed(words: Words) -> bytes:
    return app_cipher(_PURPOSE).encrypt(msgspec.json.encode(words))


def _kept(row: Draft) -> Kept:
    words = msgspec.json.decode(app_cipher(_PURPOSE).decrypt(row.sealed), type=Words)
    return Kept(words, row.form_version, row.revision, row.saved_at, row.ref)
