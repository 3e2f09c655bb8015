"""Keeping files, and finding them again. A file is put into its store first and into the database second.

So there is never a row without its file. A file without its row, of somebody whose line was cut, is found
by `compare`.
"""

import hashlib
import logging
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, delete, func, select, update

from kentcare.accounts.accounts.holder import Holder
from kentcare.config import Settings
from kentcare.core.encryption import app_cipher
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.services.files.cleaning import cleaned
from kentcare.services.files.models import StoredFile
from kentcare.services.files.rules import MOST_FILES, FileRefused, Refusal, shown_name
from kentcare.services.files.scanning import scan
from kentcare.services.files.store import Away, NotThere, Store, store_of

_EXTENSION = "kentcare_stored_files"
_CONTENT, _NAME = "kentcare stored file", "kentcare name of a file"
# Somebody may be between the store and the database.
_MAY_BE_ON_ITS_WAY = timedelta(hours=24)
log = logging.getLogger("kentcare.services.files")
DRAFT = "draft"  # the kind of a file whose form was not sent yet


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a file."""

    ref: str
    name: str
    media_type: str
    size: int
    kind: str
    about: str
    holder: Holder
    made_at: datetime


@dataclass(frozen=True, slots=True)
class _Place:
    store: Store
    daemon: str


def use_files(app: Flask, settings: Settings) -> None:
    app.extensions[_EXTENSION] = _Place(store_of(settings), settings.clamd)


def _place() -> _Place:
    place: _Place = current_app.extensions[_EXTENSION]
    return place


def store(holder: Holder, content: bytes, name: str, kind: str, about: str, now: datetime) -> Stored:
    """Look at a file, clean it and keep it. Raises FileRefused and CannotSave, and keeps nothing then."""
    if _number_of(kind, about) >= MOST_FILES:
        raise FileRefused(Refusal.TOO_MANY)
    kept, media_type = cleaned(content)
    scan(content, _place().daemon)
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
        sealed_name=app_cipher(_NAME).encrypt(shown_name(name, media_type).encode()),
        made_at=now,
    )
    _place().store.put(key, app_cipher(_CONTENT).encrypt(kept))
    try:
        with writing() as session:
            session.add(row)
            session.flush()
            _refuse_too_many(kind, about)
            return _stored(row)
    except BaseException:
        clear_away([key])
        raise


def _number_of(kind: str, about: str) -> int:
    return reading().scalar(select(func.count()).select_from(StoredFile).where(_belongs(kind, about))) or 0


def _refuse_too_many(kind: str, about: str) -> None:
    """Once more, with the row in: another window may have sent as many meanwhile."""
    if _number_of(kind, about) > MOST_FILES:
        raise FileRefused(Refusal.TOO_MANY)


def of(kind: str, about: str) -> Sequence[Stored]:
    """The files of something, the oldest first."""
    rows = select(StoredFile).where(_belongs(kind, about)).order_by(StoredFile.id)
    return [_stored(row) for row in reading().scalars(rows)]


def find(ref: str) -> Stored | None:
    """What is known of one file."""
    row = reading().scalar(select(StoredFile).where(StoredFile.ref == ref))
    return _stored(row) if row else None


def content(ref: str) -> bytes:
    """What is in a file. Raises NotThere where that is not in the store, and Away."""
    row = reading().execute(select(StoredFile.key, StoredFile.sha256).where(StoredFile.ref == ref)).one()
    found = app_cipher(_CONTENT).decrypt(_place().store.get(row.key))
    # The seal shows that nobody changed it; this, that it is the file of this row.
    if hashlib.sha256(found).hexdigest() != row.sha256:
        raise NotThere(row.key)
    return found


def remove(ref: str, kind: str, about: str) -> None:
    """One file of something. What is not there is removed already."""
    clear_away(_take_out(and_(StoredFile.ref == ref, _belongs(kind, about))))


def hand_over(kind: str, about: str, to_kind: str, to_about: str) -> None:
    """The files of a form belong to what was sent from now on. Inside the transaction that sends it."""
    with writing() as session:
        change = update(StoredFile).where(_belongs(kind, about)).values(kind=to_kind, about=to_about)
        session.execute(change)


def take_out(kind: str, about: Collection[str]) -> Sequence[str]:
    """The rows of every file of these go, inside the transaction of whoever calls.

    Once that is saved, what this answers is cleared away: were it the other way round, a row might be left
    without its file.
    """
    return _take_out(and_(StoredFile.kind == kind, StoredFile.about.in_(about)))


def take_out_of_account(account: int) -> Sequence[str]:
    """The same, of every file that somebody sent."""
    return _take_out(StoredFile.account_id == account)


def _take_out(which: ColumnElement[bool]) -> Sequence[str]:
    with writing() as session:
        keys = session.scalars(select(StoredFile.key).where(which)).all()
        session.execute(delete(StoredFile).where(which))
        return keys


def held_about(account: int) -> list[dict[str, object]]:
    """Every file that somebody sent."""
    rows = select(StoredFile).where(StoredFile.account_id == account).order_by(StoredFile.id)
    return [
        {"ref": one.ref, "name": one.name, "size": one.size, "belongs_to": one.kind, "sent_at": one.made_at}
        for one in map(_stored, reading().scalars(rows))
    ]


@dataclass(frozen=True, slots=True)
class Compared:
    """Refs of rows without a file; keys of files without a row that cannot be on their way any more."""

    without_file: Sequence[str]
    without_row: Sequence[str]


def compare(now: datetime) -> Compared:
    """Hold the rows and the files against each other."""
    there = dict(_place().store.every())
    rows = {row.key: row.ref for row in reading().execute(select(StoredFile.key, StoredFile.ref))}
    return Compared(
        # One that came between the two lists is looked for once more.
        [ref for key, ref in rows.items() if key not in there and not _is_there(key)],
        [key for key, at in there.items() if key not in rows and at < now - _MAY_BE_ON_ITS_WAY],
    )


def _is_there(key: str) -> bool:
    try:
        _place().store.get(key)
    except NotThere:
        return False
    return True


def every_file() -> Sequence[tuple[str, str]]:
    """The ref and the key of every file, as the database knows them now."""
    return [(row.ref, row.key) for row in reading().execute(select(StoredFile.ref, StoredFile.key))]


def sealed_content(key: str) -> bytes:
    """A file as it lies in the store, for a copy. Raises NotThere."""
    return _place().store.get(key)


def put_back(key: str, sealed: bytes) -> None:
    """A file out of a copy. Raises CannotSave."""
    _place().store.put(key, sealed)


def clear_away(keys: Collection[str]) -> None:
    """Files that have no row."""
    for key in keys:
        try:
            _place().store.delete(key)
        except Away:
            log.warning("a file without a row could not be removed: `kentcare files check --write` will")


def _belongs(kind: str, about: str) -> ColumnElement[bool]:
    return and_(StoredFile.kind == kind, StoredFile.about == about)


def _stored(row: StoredFile) -> Stored:
    return Stored(
        row.ref,
        app_cipher(_NAME).decrypt(row.sealed_name).decode(),
        row.media_type,
        row.size,
        row.kind,
        row.about,
        Holder(row.account_id, row.browser_mark),
        row.made_at,
    )
