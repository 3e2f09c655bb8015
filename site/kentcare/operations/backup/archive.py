"""A copy as one file: the database, every file, and a list of what there is, locked with age.

The server has only the key that locks. Whoever takes the server has not the copies.
"""

import hashlib
import io
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import msgspec
import pyrage

from kentcare.operations.backup.database import CannotCopy, Copied

_LIST, _DATABASE, _FILES = "list.json", "database", "files/"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class List:
    """What is in a copy."""

    made_at: datetime
    kind: str
    migration: str
    rows: dict[str, int]
    database_sha256: str
    # Something sealed with the site's own secret, to tell whether the one that is set opens what is in here.
    sealed: str
    files: dict[str, str] = field(default_factory=dict)
    format: int = _FORMAT


def write(
    to: Path,
    copied: Copied,
    files: Iterator[tuple[str, bytes]],
    recipients: str,
    made_at: datetime,
    sealed: str,
) -> List:
    """Write a copy. A file of that name is whole, or is not there. Raises CannotCopy."""
    try:
        keys = [pyrage.x25519.Recipient.from_str(one.strip()) for one in recipients.split(",") if one.strip()]
    except pyrage.RecipientError as error:
        raise CannotCopy("BACKUP_RECIPIENTS has a key in it that is none.") from error
    if not keys:
        raise CannotCopy("BACKUP_RECIPIENTS is not set. Make a key with: kentcare backup-key.")
    told = List(made_at, copied.kind, copied.migration, copied.rows, _sha256(copied.content), sealed)

    def fill(pipe: IO[bytes]) -> None:
        with tarfile.open(fileobj=pipe, mode="w|") as tar:
            _add(tar, _DATABASE, copied.content)
            for key, content in files:
                told.files[key] = _sha256(content)
                _add(tar, _FILES + key, content)
            # Last, when it is known what there is. Without it a copy is not whole.
            _add(tar, _LIST, msgspec.json.encode(told))

    draft = to.with_suffix(".part")
    try:
        with draft.open("wb") as out:
            _through(fill, lambda pipe: pyrage.encrypt_io(pipe, out, keys))
            out.flush()
            os.fsync(out.fileno())
        draft.rename(to)
    except OSError as error:
        raise CannotCopy(f"The copy could not be written to {to.parent}: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return told


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def _through(fill: Callable[[IO[bytes]], None], take: Callable[[IO[bytes]], None]) -> None:
    """What one writes, the other reads, so that nothing lies open in between."""
    reads, writes = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with reads:
                take(reads)
        except BaseException as error:  # told where it is waited for
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with writes:
            fill(writes)
    except BrokenPipeError:
        pass  # whoever reads has stopped, and says why
    finally:
        thread.join()
    if failed:
        raise failed[0]


def read(copy: Path, identity: str) -> tuple[List, bytes]:
    """Look through all of a copy: the list and the database. Raises CannotCopy where it is not whole."""
    found: dict[str, str] = {}
    database, told = b"", None
    for name, content in _entries(copy, identity):
        if name == _LIST:
            told = msgspec.json.decode(content, type=List)
        elif name == _DATABASE:
            database = content
        else:
            found[name.removeprefix(_FILES)] = _sha256(content)
    if (
        told is None
        or told.format != _FORMAT
        or told.files != found
        or told.database_sha256 != _sha256(database)
    ):
        raise CannotCopy("The copy is not whole.")
    return told, database


def files_of(copy: Path, identity: str) -> Iterator[tuple[str, bytes]]:
    """Every file of a copy that was looked through before."""
    for name, content in _entries(copy, identity):
        if name.startswith(_FILES):
            yield name.removeprefix(_FILES), content


def _entries(copy: Path, identity: str) -> Iterator[tuple[str, bytes]]:
    try:
        keys = [pyrage.x25519.Identity.from_str(identity)]
    except pyrage.IdentityError as error:
        raise CannotCopy("That is not a key that opens copies.") from error
    try:
        with _opened(copy, keys) as tar:
            for entry in tar:
                held = tar.extractfile(entry)
                yield entry.name, held.read() if held else b""
    except (pyrage.DecryptError, tarfile.TarError, OSError, EOFError) as error:
        raise CannotCopy("The copy does not open: it is damaged, or this is not its key.") from error


@contextmanager
def _opened(copy: Path, keys: list[Any]) -> Iterator[tarfile.TarFile]:
    reads, writes = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with writes, copy.open("rb") as locked:
                pyrage.decrypt_io(locked, writes, keys)
        except BrokenPipeError:
            pass  # whoever read it has seen enough
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with reads, tarfile.open(fileobj=reads, mode="r|") as tar:
            yield tar
            reads.read()  # to the end, which proves that nothing was cut off
    finally:
        thread.join()
        if failed:
            raise failed[0]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
