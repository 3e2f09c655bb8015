"""A backup as one file: the database, every stored file and a manifest, encrypted with age.

The server has only the public key, so whoever takes over the server cannot read its backups.
"""

import hashlib
import io
import os
import tarfile
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import msgspec
import pyrage

from kentcare.core import clock
from kentcare.operations.backup.database import DatabaseCopy
from kentcare.operations.backup.programs import BackupFailed
from kentcare.setting_formats import recipients as keys_of

_MANIFEST, _DATABASE, _FILES = "list.json", "database", "files/"
_FORMAT = 1
_CHUNK = 1024 * 1024
# The end of the name of a file that is being written, and after how many seconds without a word it is not.
_DRAFT, _ABANDONED_AFTER = ".part", 24 * 3600
_DAMAGED = (pyrage.DecryptError, tarfile.TarError, OSError, EOFError)
_DOES_NOT_OPEN = "The backup does not open: it is damaged, or this is not its key."


class Manifest(msgspec.Struct):
    """What is in a backup: how many rows each table has, and the SHA-256 of every file by its key.

    `canary` is something encrypted with the secret of the site, to tell on restoring whether the secret that
    is set opens what is in the backup.
    """

    made_at: datetime
    kind: str
    migration: str
    rows: dict[str, int]
    database_sha256: str
    canary: str = msgspec.field(name="sealed")
    files: dict[str, str] = {}
    format: int = _FORMAT


def write(
    to: Path,
    copied: DatabaseCopy,
    files: Iterator[tuple[str, bytes]],
    recipients: str,
    made_at: datetime,
    canary: str,
) -> Manifest:
    """Write a backup. A file of that name is whole, or is not there. Raises BackupFailed.

    `files`: the key and the encrypted content of each. `recipients`: public keys with commas between them.
    """
    keys = keys_of(recipients)
    if not keys:
        raise BackupFailed("BACKUP_RECIPIENTS is not set. Make a key with: kentcare backup-key.")
    manifest = Manifest(
        made_at=made_at,
        kind=copied.kind,
        migration=copied.migration,
        rows=copied.rows,
        database_sha256=_sha256_of(copied.content),
        canary=canary,
    )

    def fill(pipe: IO[bytes]) -> None:
        with tarfile.open(fileobj=pipe, mode="w|") as tar:
            _add(tar, _DATABASE, copied.content, _length(copied.content))
            for key, content in files:
                manifest.files[key] = hashlib.sha256(content).hexdigest()
                _add(tar, _FILES + key, io.BytesIO(content), len(content))
            # Last, when it is known what there is. Without it a backup is not whole.
            end = msgspec.json.encode(manifest)
            _add(tar, _MANIFEST, io.BytesIO(end), len(end))

    try:
        with _draft(to) as out:
            _through(fill, lambda pipe: pyrage.encrypt_io(pipe, out, keys))
    except OSError as error:
        raise BackupFailed(f"The backup could not be written to {to.parent}: {error.strerror}.") from error
    return manifest


@contextmanager
def _draft(to: Path) -> Iterator[IO[bytes]]:
    """A file that becomes `to` once it is written, and is gone where that fails.

    Its name is its own: a job and somebody by hand may begin in the same second.
    """
    _remove_abandoned(to.parent)
    handle, name = tempfile.mkstemp(_DRAFT, f"{to.name}-", to.parent)  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.rename(to)
    finally:
        draft.unlink(missing_ok=True)


def _remove_abandoned(folder: Path) -> None:
    """Remove what backups that were killed have left: each is as large as a backup."""
    for draft in folder.glob(f"kentcare-*{_DRAFT}"):
        if clock.now().timestamp() - draft.stat().st_mtime > _ABANDONED_AFTER:
            draft.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], length: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = length
    tar.addfile(entry, content)


def _through(fill: Callable[[IO[bytes]], None], take: Callable[[IO[bytes]], None]) -> None:
    """Connect a writer and a reader by a pipe, so that nothing lies unencrypted on a disk."""
    reads, writes = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with reads:
                take(reads)
        except BaseException as error:  # raised below, in the thread that waits
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


def check(copy: Path, identity: str) -> Manifest:
    """Read a whole backup and return its manifest. Nothing is kept of the rest. Raises BackupFailed."""
    found: dict[str, str] = {}
    database, manifest = "", None
    for name, content in _entries(copy, identity):
        if name == _MANIFEST:
            manifest = msgspec.json.decode(content.read(), type=Manifest)
        elif name == _DATABASE:
            database = _sha256_of(content)
        else:
            found[name.removeprefix(_FILES)] = _sha256_of(content)
    if (
        manifest is None
        or manifest.format != _FORMAT
        or manifest.files != found
        or manifest.database_sha256 != database
    ):
        raise BackupFailed("The backup is not whole.")
    return manifest


def files_of(copy: Path, identity: str) -> Iterator[tuple[str, bytes]]:
    """The key and the content of every stored file of a backup, which was checked with `check` before."""
    for name, content in _entries(copy, identity):
        if name.startswith(_FILES):
            yield name.removeprefix(_FILES), content.read()


def database_of(copy: Path, identity: str) -> Iterator[IO[bytes]]:
    """The database of a backup, once, to be read while the iterator stands at it."""
    for name, content in _entries(copy, identity):
        if name == _DATABASE:
            yield content


def _entries(copy: Path, identity: str) -> Iterator[tuple[str, IO[bytes]]]:
    """Every entry in turn, read while it is decrypted: a backup may be larger than the memory."""
    try:
        keys = [pyrage.x25519.Identity.from_str(identity)]
    except pyrage.IdentityError as error:
        raise BackupFailed("The identity file does not contain a key that opens backups.") from error
    try:
        with _opened(copy, keys) as tar:
            for entry in tar:
                yield entry.name, io.BufferedReader(_Content(tar.extractfile(entry) or io.BytesIO()), _CHUNK)
    except _DAMAGED as error:
        raise BackupFailed(_DOES_NOT_OPEN) from error


class _Content(io.RawIOBase):
    """The content of an entry, read while it is decrypted. Raises BackupFailed where that does not go on."""

    def __init__(self, entry: IO[bytes]) -> None:
        self._entry = entry

    def readable(self) -> bool:
        """Yes; it cannot be read again, and nothing can be written to it."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as there is something, and return how far."""
        try:
            piece = self._entry.read(len(buffer))
        except _DAMAGED as error:
            raise BackupFailed(_DOES_NOT_OPEN) from error
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def _opened(copy: Path, keys: list[Any]) -> Iterator[tarfile.TarFile]:
    reads, writes = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    failed: list[BaseException] = []
    has_seen_enough = False

    def run() -> None:
        try:
            with writes, copy.open("rb") as locked:
                pyrage.decrypt_io(locked, writes, keys)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with reads, tarfile.open(fileobj=reads, mode="r|") as tar:
            yield tar
            while reads.read(_CHUNK):  # to the end, which proves that nothing was cut off
                pass
    except GeneratorExit:
        has_seen_enough = True
        raise
    finally:
        thread.join()
        if failed and not has_seen_enough:
            raise failed[0]


def _sha256_of(content: IO[bytes]) -> str:
    """The digest of what is left of a file; one that can be read again stands at its beginning afterwards."""
    digest = hashlib.sha256()
    while piece := content.read(_CHUNK):
        digest.update(piece)
    if content.seekable():
        content.seek(0)
    return digest.hexdigest()


def _length(content: IO[bytes]) -> int:
    length = content.seek(0, os.SEEK_END)
    content.seek(0)
    return length
