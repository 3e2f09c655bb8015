"""Keeping files, and finding them again. A file is written to the store first, and to the database second.

So there is never a row without its file. A file without its row, such as one of somebody whose connection was
cut, is found by `compare`. A file waits as it came, and nobody is given it, until it was looked at: see
services/file_inspection.
"""

import hashlib
import logging
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app, has_request_context, request
from sqlalchemy import ColumnElement, and_, delete, func, select, update

from kentcare.accounts.accounts.holder import Holder
from kentcare.config import Settings
from kentcare.core.encryption import app_cipher
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.services.files.models import StoredFile
from kentcare.services.files.rules import (
    MOST_A_DAY,
    MOST_FILES,
    UNKNOWN,
    FileRefused,
    Refusal,
    refuse_at_once,
    sent_name,
)
from kentcare.services.files.store import AS_THEY_CAME, NoSuchFile, Store, StoreUnavailable, store_of
from kentcare.web import limits
from kentcare.web.caller import caller_of

_EXTENSION = "kentcare_stored_files"
# What is encrypted for one of these does not open as the other: nobody is given a file as it came by mistake.
_CONTENT, _AS_IT_CAME = "kentcare stored file", "kentcare file as it came"
# A file that is younger than this may still be about to get its row.
_MAY_BE_ON_ITS_WAY = timedelta(hours=24)
log = logging.getLogger("kentcare.services.files")
WAITING = "waiting"  # the state of a file in an export, where nobody has looked at it yet
DRAFT = "draft"  # the kind of a file whose form has not been sent yet


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a file: `size` in bytes, and the kind and the ref (`about`) of what it belongs to.

    `is_waiting`: nobody has looked at it yet. `refusal`: why it was not kept. Either has no content to show.
    """

    ref: str
    name: str
    media_type: str
    size: int
    kind: str
    about: str
    holder: Holder
    made_at: datetime
    is_waiting: bool = False
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _Storage:
    store: Store
    daemon: str


def use_files(app: Flask, settings: Settings) -> None:
    """Connect the application to the store and the virus scanner of its settings."""
    app.extensions[_EXTENSION] = _Storage(store_of(settings), settings.clamd)


def _storage() -> _Storage:
    storage: _Storage = current_app.extensions[_EXTENSION]
    return storage


def store(holder: Holder, content: bytes, name: str, kind: str, about: str, now: datetime) -> Stored:
    """Keep a file as it came until somebody looks at it.

    Raises FileRefused and CannotSave, and keeps nothing then.
    """
    refuse_at_once(content)
    if _number_of(kind, about) >= MOST_FILES:
        raise FileRefused(Refusal.TOO_MANY)
    if has_request_context() and not limits.is_within(f"{MOST_A_DAY} per day", "files", _sender(holder)):
        raise FileRefused(Refusal.TOO_OFTEN)
    key = f"{AS_THEY_CAME}/{secrets.token_hex(24)}"
    row = StoredFile(
        ref=new_ref(),
        key=key,
        account_id=holder.account,
        browser_mark=holder.browser_mark,
        kind=kind,
        about=about,
        media_type=UNKNOWN,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        name=sent_name(name),
        made_at=now,
        is_waiting=True,
    )
    _storage().store.put(key, app_cipher(_AS_IT_CAME).encrypt(content))
    try:
        with writing(subjects.record(kind, about)) as session:
            session.add(row)
            session.flush()
            _refuse_too_many(kind, about)
            return _stored(row)
    except BaseException:
        clear_away([key])
        raise


def _sender(holder: Holder) -> str:
    """Whose files are counted together: a browser in which nobody is signed in has a new mark at will."""
    if holder.account is None and has_request_context():
        return f"address {caller_of(request)}"
    return repr(holder)


def _number_of(kind: str, about: str) -> int:
    """How many files belong to a record or a draft, without those that were not kept."""
    which = _belongs(kind, about) & StoredFile.refusal.is_(None)
    return reading().scalar(select(func.count()).select_from(StoredFile).where(which)) or 0


def _refuse_too_many(kind: str, about: str) -> None:
    """Check the limit again with the row in: another window may have sent files meanwhile."""
    if _number_of(kind, about) > MOST_FILES:
        raise FileRefused(Refusal.TOO_MANY)


def of(kind: str, about: str) -> Sequence[Stored]:
    """The files that belong to a record or a draft, the oldest first."""
    rows = select(StoredFile).where(_belongs(kind, about)).order_by(StoredFile.id)
    return [_stored(row) for row in reading().scalars(rows)]


def find(ref: str) -> Stored | None:
    """What is known of one file; None where there is none."""
    row = reading().scalar(select(StoredFile).where(StoredFile.ref == ref))
    return _stored(row) if row else None


def content(ref: str) -> bytes:
    """The content of a file. Raises NoSuchFile and StoreUnavailable.

    NoSuchFile also where the store has another's, where it waits to be looked at, and where it was not kept.
    """
    row = reading().scalars(select(StoredFile).where(StoredFile.ref == ref)).one()
    if row.is_waiting or row.refusal:
        raise NoSuchFile(row.key)
    found = app_cipher(_CONTENT).decrypt(_storage().store.get(row.key))
    # Decryption shows that nobody changed it; this, that it is the file of this row.
    if hashlib.sha256(found).hexdigest() != row.sha256:
        raise NoSuchFile(row.key)
    return found


def remove(ref: str, kind: str, about: str) -> None:
    """Remove one file of a record or a draft. One that is not there counts as removed."""
    clear_away(_take_out(and_(StoredFile.ref == ref, _belongs(kind, about))))


def hand_over(kind: str, about: str, to_kind: str, to_about: str) -> None:
    """Let every file of a draft belong to a record from now on, inside the transaction that saves it."""
    with writing() as session:
        change = update(StoredFile).where(_belongs(kind, about)).values(kind=to_kind, about=to_about)
        session.execute(change)


def take_out(kind: str, about: Collection[str]) -> Sequence[str]:
    """Remove the rows of every file of these records or drafts, inside the transaction of whoever calls.

    Returns the keys to give to `clear_away` once that is saved: in the other order, a row might be left
    without its file.
    """
    return _take_out(and_(StoredFile.kind == kind, StoredFile.about.in_(about)))


def take_out_of_account(account: int) -> Sequence[str]:
    """Remove the rows of every file that an account sent, and return their keys: see `take_out`."""
    return _take_out(StoredFile.account_id == account)


def _take_out(which: ColumnElement[bool]) -> Sequence[str]:
    with writing() as session:
        return session.scalars(delete(StoredFile).where(which).returning(StoredFile.key)).all()


def held_about(account: int) -> list[dict[str, object]]:
    """Every file that somebody sent, for the export of their data.

    `file_state`: WAITING, or why it was not kept; None for any other.
    """
    rows = select(StoredFile).where(StoredFile.account_id == account).order_by(StoredFile.id)
    return [
        {
            "ref": one.ref,
            "name": one.name,
            "size": one.size,
            "belongs_to": one.kind,
            "sent_at": one.made_at,
            "file_state": WAITING if one.is_waiting else one.refusal,
        }
        for one in map(_stored, reading().scalars(rows))
    ]


@dataclass(frozen=True, slots=True)
class Compared:
    """Refs of rows without a file, and keys of files without a row that are too old to get one still."""

    without_file: Sequence[str]
    without_row: Sequence[str]


def compare(now: datetime) -> Compared:
    """Compare the rows in the database with the files in the store."""
    there = dict(_storage().store.every())
    rows = {key: ref for ref, key in every_file()}
    return Compared(
        # One that came between the two lists is looked for again.
        [ref for key, ref in rows.items() if key not in there and not _is_there(key)],
        [key for key, at in there.items() if key not in rows and at < now - _MAY_BE_ON_ITS_WAY],
    )


def _is_there(key: str) -> bool:
    try:
        _storage().store.get(key)
    except NoSuchFile:
        return False
    return True


def every_file() -> Sequence[tuple[str, str]]:
    """The ref and the key of every file that is in the store, as the database knows them now."""
    rows = select(StoredFile.ref, StoredFile.key).where(StoredFile.refusal.is_(None))
    return [(row.ref, row.key) for row in reading().execute(rows)]


def encrypted_content(key: str) -> bytes:
    """A file as it is stored, still encrypted, for a backup. Raises NoSuchFile and StoreUnavailable."""
    return _storage().store.get(key)


def restore(key: str, encrypted: bytes) -> None:
    """Write a file from a backup into the store, as `encrypted_content` gave it. Raises CannotStore."""
    _storage().store.put(key, encrypted)


def read_as_it_came(key: str, sha256: str) -> bytes:
    """A file that waits, for whoever looks at it. Raises NoSuchFile and StoreUnavailable."""
    found = app_cipher(_AS_IT_CAME).decrypt(_storage().store.get(key))
    if hashlib.sha256(found).hexdigest() != sha256:
        raise NoSuchFile(key)
    return found


def put_cleaned(content: bytes) -> str:
    """Write what was made of a file into the store, and return its key. Raises CannotStore."""
    key = secrets.token_hex(32)
    _storage().store.put(key, app_cipher(_CONTENT).encrypt(content))
    return key


def scanner() -> str:
    """Where the virus scanner answers; empty where there is none."""
    return _storage().daemon


def forget_left_behind(before: datetime) -> int:
    """Remove files as they came that no row waits for any more, and return how many there were.

    Such as one whose process was killed before its row was saved, or after that was removed. `before`: those
    that came later are left alone, as their rows may be on their way. Raises StoreUnavailable.
    """
    reading().rollback()  # to see what waits now
    old = [key for key, at in _storage().store.every(AS_THEY_CAME) if at < before]
    if not old:
        return 0
    waiting = set(reading().scalars(select(StoredFile.key).where(StoredFile.is_waiting)))
    left = [key for key in old if key not in waiting]
    clear_away(left)
    return len(left)


def clear_away(keys: Collection[str]) -> None:
    """Remove files that have no row. One that cannot be removed now is logged, and found by `compare`."""
    for key in keys:
        try:
            _storage().store.delete(key)
        except StoreUnavailable:
            log.warning("a file without a row could not be removed: `kentcare files check --write` will")


def _belongs(kind: str, about: str) -> ColumnElement[bool]:
    return and_(StoredFile.kind == kind, StoredFile.about == about)


def _stored(row: StoredFile) -> Stored:
    return Stored(
        ref=row.ref,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        kind=row.kind,
        about=row.about,
        holder=Holder(account=row.account_id, browser_mark=row.browser_mark),
        made_at=row.made_at,
        is_waiting=row.is_waiting,
        refusal=Refusal(row.refusal) if row.refusal else None,
    )
