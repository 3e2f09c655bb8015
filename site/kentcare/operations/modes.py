"""Files and folders of a deployment that other users of the machine may read."""

import os
from collections.abc import Iterator
from pathlib import Path

from kentcare.config import Settings
from kentcare.setting_formats import normal_url

# Where docs/operate.md puts the settings and the key of the certificate.
SETTINGS = Path("/etc/kentcare")
_SECRET = ("*.env", "*.key")
_OTHERS = 0o077


def faults(settings: Settings) -> Iterator[str]:
    """The sentences about each place that others may read: what it is, and the command that ends it.

    A place that cannot be looked at is left out, as is one that is not there.
    """
    database, instance = _sqlite_file(settings), settings.instance
    if database and instance not in database.parents:
        yield from _of_files(database, *(database.with_name(database.name + end) for end in ("-wal", "-shm")))
    yield from _of_folder(instance)
    if settings.backup_folder:
        yield from _of_folder(Path(settings.backup_folder))
    try:
        yield from _of_files(*(file for pattern in _SECRET for file in sorted(SETTINGS.glob(pattern))))
    except OSError:
        return


def _sqlite_file(settings: Settings) -> Path | None:
    url = normal_url(settings.database_url)
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def _of_files(*files: Path) -> Iterator[str]:
    for file in files:
        if _is_open(file):
            yield f"Others may read {file}. Run: chmod go= {file}"


def _of_folder(folder: Path) -> Iterator[str]:
    """One sentence about the first of them, because a folder may hold many thousands."""
    for one in _all_in(folder):
        if _is_open(one):
            yield f"Others may read {one}. Run: chmod -R go= {folder}"
            return


def _all_in(folder: Path) -> Iterator[Path]:
    yield folder
    for place, folders, files in os.walk(folder):
        yield from (Path(place, name) for name in (*folders, *files))


def _is_open(place: Path) -> bool:
    try:
        return bool(place.lstat().st_mode & _OTHERS) and not place.is_symlink()
    except OSError:
        return False
