"""Where files are stored: a folder, or a bucket of an S3 service. Both know a file by its key."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from kentcare.config import Settings
from kentcare.db.refused import CannotSave
from kentcare.setting_formats import bucket

if TYPE_CHECKING:
    from obstore.store import ClientConfig

_BEING_WRITTEN = ".part"
# The part of a store that holds files as they came: it is small, and looked through by itself.
AS_THEY_CAME = "as-they-came"


class CannotStore(CannotSave):
    """The file could not be written: the disk is full, or the bucket does not answer."""


class StoreUnavailable(CannotSave):
    """The store could not be read or changed just now."""


class NoSuchFile(LookupError):
    """There is no file of this key in the store."""


class Store(Protocol):
    """Files by key. A file is there in full or not at all, and is never changed.

    A key is a name, or AS_THEY_CAME and a name with a slash between them.
    """

    def put(self, key: str, content: bytes) -> None:
        """Write a file. Raises CannotStore, and leaves nothing behind then."""

    def get(self, key: str) -> bytes:
        """The content of a file. Raises NoSuchFile and StoreUnavailable."""

    def delete(self, key: str) -> None:
        """Delete a file. A key that is not there counts as deleted. Raises StoreUnavailable."""

    def every(self, part: str = "") -> Iterator[tuple[str, datetime]]:
        """The key of every file, and since when it has been there. Raises StoreUnavailable.

        `part`: AS_THEY_CAME for those alone.
        """


class Folder:
    """A folder of this machine. What `put` has written survives a power cut."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, content: bytes) -> None:
        draft = self._folder / f"{key}.{secrets.token_hex(4)}{_BEING_WRITTEN}"
        try:
            for folder in (self._folder, draft.parent):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            draft.rename(self._folder / key)
            self._write_down_names(draft.parent)
        except OSError as error:
            with suppress(OSError):
                draft.unlink()
            raise CannotStore("The file was not written.") from error

    def _write_down_names(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def get(self, key: str) -> bytes:
        try:
            return (self._folder / key).read_bytes()
        except FileNotFoundError:
            raise NoSuchFile(key) from None
        except OSError as error:
            raise StoreUnavailable("The file was not read.") from error

    def delete(self, key: str) -> None:
        try:
            (self._folder / key).unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnavailable("The file was not removed.") from error

    def every(self, part: str = "") -> Iterator[tuple[str, datetime]]:
        folder = self._folder / part
        try:
            for name in sorted(os.listdir(folder)) if folder.exists() else ():
                if not part and name == AS_THEY_CAME:
                    yield from self.every(name)
                    continue
                with suppress(FileNotFoundError):  # it was removed meanwhile
                    at = datetime.fromtimestamp((folder / name).stat().st_mtime, UTC)
                    yield (f"{part}/{name}" if part else name), at
        except OSError as error:
            raise StoreUnavailable("What is there was not listed.") from error


class Bucket:
    """A bucket of Amazon S3, or of any service with the same protocol."""

    def __init__(self, bucket: str, prefix: str, settings: Settings) -> None:
        options: ClientConfig = {"allow_http": settings.s3_endpoint.startswith("http://"), "timeout": "20s"}
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            endpoint=settings.s3_endpoint or None,
            region=settings.s3_region or "eu-west-2",
            access_key_id=settings.s3_key_id,
            secret_access_key=settings.s3_secret,
            virtual_hosted_style_request=False,
            client_options=options,
            retry_config={"max_retries": 2},
        )

    def put(self, key: str, content: bytes) -> None:
        try:
            self._store.put(key, content)
        except (BaseError, OSError) as error:
            raise CannotStore("The file was not written.") from error

    def get(self, key: str) -> bytes:
        try:
            return bytes(self._store.get(key).bytes())
        except (NotFoundError, FileNotFoundError):
            raise NoSuchFile(key) from None
        except (BaseError, OSError) as error:
            raise StoreUnavailable("The file was not read.") from error

    def delete(self, key: str) -> None:
        try:
            self._store.delete(key)
        except (NotFoundError, FileNotFoundError):
            return
        except (BaseError, OSError) as error:
            raise StoreUnavailable("The file was not removed.") from error

    def every(self, part: str = "") -> Iterator[tuple[str, datetime]]:
        try:
            for page in self._store.list(part or None):
                for one in page:
                    yield one["path"], one["last_modified"]
        except (BaseError, OSError) as error:
            raise StoreUnavailable("What is there was not listed.") from error


def store_of(settings: Settings) -> Store:
    """The store that these settings ask for."""
    return (
        Bucket(*bucket(settings.files), settings) if settings.files else Folder(settings.instance / "files")
    )
