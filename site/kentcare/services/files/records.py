"""Keeping files, and finding them again. A file is written to the store first, and to the database second.

So there is never a row without its file. A file without its row, such as one of somebody whose connection was
cut, is found by `compare`.
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
from kentcare.core.encryption import app_cipher, app_keyed_hash
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.services.files.cleaning import cleaned
from kentcare.services.files.models import StoredFile
from kentcare.services.files.rules import (
    MOST_A_DAY,
    MOST_BYTES_OF_A_FORM,
    MOST_FILES,
    FileRefused,
    Refusal,
    shown_name,
)
from kentcare.services.files.scanning import scan
from kentcare.services.files.slots import Slots
from kentcare.services.files.store import NoSuchFile, Store, StoreUnavailable, store_of
from kentcare.web import limits

_EXTENSION = "kentcare_stored_files"
_CONTENT = "kentcare stored file"
_SENDER = "kentcare sender of a file"
# A file that is younger than this may still be about to get its row.
_MAY_BE_ON_ITS_WAY = timedelta(hours=24)
log = logging.getLogger("kentcare.services.files")
DRAFT = "draft"  # the kind of a file whose form has not been sent yet


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a file: `size` in bytes, and the kind and the ref (`about`) of what it belongs to."""

    ref: str
    name: str
    media_type: str
    size: int
    kind: str
    about: str
    holder: Holder
    made_at: datetime


@dataclass(frozen=True, slots=True)
class _Storage:
    store: Store
    daemon: str
    slots: Slots


def use_files(app: Flask, settings: Settings) -> None:
    """Connect the application to the store and the virus scanner of its settings."""
    app.extensions[_EXTENSION] = _Storage(
        store_of(settings), settings.clamd, Slots(settings.instance / "drawing")
    )


def _storage() -> _Storage:
    storage: _Storage = current_app.extensions[_EXTENSION]
    return storage


def store(holder: Holder, content: bytes, name: str, kind: str, about: str, now: datetime) -> Stored:
    """Scan a file, clean it and keep it. Raises FileRefused and CannotSave, and keeps nothing then."""
    if _number_of(kind, about) >= MOST_FILES:
        raise FileRefused(Refusal.TOO_MANY)
    kept, media_type = _looked_at(content, _sender(holder))
    key = secrets.token_hex(32)
    row = StoredFile(
        ref=new_ref(),
        key=key,
        account_id=holder.account,
        browser_mark=holder.browser_mark,
        kind=kind,
        about=about,
        media_type=media_type,
        size=len(kept),
        sha256=hashlib.sha256(kept).hexdigest(),
        name=shown_name(name, media_type),
        made_at=now,
    )
    _storage().store.put(key, app_cipher(_CONTENT).encrypt(kept))
    try:
        with writing(subjects.record(kind, about)) as session:
            session.add(row)
            session.flush()
            _refuse_too_many(kind, about)
            _refuse_too_much(kind, about)
            return _stored(row)
    except BaseException:
        clear_away([key])
        raise


def _looked_at(content: bytes, sender: str) -> tuple[bytes, str]:
    """A file as it is kept, and its media type, once it was scanned. Raises FileRefused and CannotSave."""
    with _storage().slots.taken(app_keyed_hash(_SENDER, sender)):
        # What is refused because others are drawn has cost nothing, and is not counted.
        if has_request_context() and not limits.is_within(f"{MOST_A_DAY} per day", "files", sender):
            raise FileRefused(Refusal.TOO_OFTEN)
        scan(content, _storage().daemon)
        return cleaned(content)


def _sender(holder: Holder) -> str:
    """Whose files are counted together: a browser in which nobody is signed in has a new mark at will."""
    if holder.account is None and has_request_context():
        return f"address {request.remote_addr}"
    return repr(holder)


def _number_of(kind: str, about: str) -> int:
    return reading().scalar(select(func.count()).select_from(StoredFile).where(_belongs(kind, about))) or 0


def _refuse_too_many(kind: str, about: str) -> None:
    """Check the limit again with the row in: another window may have sent files meanwhile."""
    if _number_of(kind, about) > MOST_FILES:
        raise FileRefused(Refusal.TOO_MANY)


def _refuse_too_much(kind: str, about: str) -> None:
    size = select(func.sum(StoredFile.size)).where(_belongs(kind, about))
    if (reading().scalar(size) or 0) > MOST_BYTES_OF_A_FORM:
        raise FileRefused(Refusal.TOO_MUCH)


def of(kind: str, about: str) -> Sequence[Stored]:
    """The files that belong to a record or a draft, the oldest first."""
    rows = select(StoredFile).where(_belongs(kind, about)).order_by(StoredFile.id)
    return [_stored(row) for row in reading().scalars(rows)]


def find(ref: str) -> Stored | None:
    """What is known of one file; None where there is none."""
    row = reading().scalar(select(StoredFile).where(StoredFile.ref == ref))
    return _stored(row) if row else None


def content(ref: str) -> bytes:
    """The content of a file. Raises NoSuchFile, also where the store has another's, and StoreUnavailable."""
    row = reading().execute(select(StoredFile.key, StoredFile.sha256).where(StoredFile.ref == ref)).one()
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
    """Every file that somebody sent, for the export of their data."""
    rows = select(StoredFile).where(StoredFile.account_id == account).order_by(StoredFile.id)
    return [
        {"ref": one.ref, "name": one.name, "size": one.size, "belongs_to": one.kind, "sent_at": one.made_at}
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
    rows = {row.key: row.ref for row in reading().execute(select(StoredFile.key, StoredFile.ref))}
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
    """The ref and the key of every file, as the database knows them now."""
    return [(row.ref, row.key) for row in reading().execute(select(StoredFile.ref, StoredFile.key))]


def encrypted_content(key: str) -> bytes:
    """A file as it is stored, still encrypted, for a backup. Raises NoSuchFile and StoreUnavailable."""
    return _storage().store.get(key)


def restore(key: str, encrypted: bytes) -> None:
    """Write a file from a backup into the store, as `encrypted_content` gave it. Raises CannotStore."""
    _storage().store.put(key, encrypted)


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
    )
