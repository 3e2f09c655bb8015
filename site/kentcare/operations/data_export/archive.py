"""The one file: the words to read, the same for a machine, and somebody's own photographs and papers."""

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO, cast

import msgspec

from kentcare.operations.data_export.chapters import Chapters, Row
from kentcare.services.files import records as files
from kentcare.services.files.store import NoSuchFile

# More than this is put on the disk meanwhile, where nobody finds it by a name.
_IN_MEMORY = 8 * 1024 * 1024


def write(held: Chapters, page: Callable[[Chapters], str], now: datetime) -> IO[bytes]:
    """`page` makes the words to read. Whoever calls closes the file."""
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # it is read after this is over
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            held = held | {"files": [_put(archive, number, row) for number, row in _numbered(held["files"])]}
            archive.writestr("everything.html", page(held))
            archive.writestr(
                "everything.json", msgspec.json.format(msgspec.json.encode(_for_a_machine(held, now)))
            )
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return cast("IO[bytes]", out)


def _numbered(rows: Sequence[Row]) -> enumerate[Row]:
    return enumerate(rows, start=1)


def _put(archive: zipfile.ZipFile, number: int, row: Row) -> Row:
    """Where a file lies in the archive. Two may have one name, so each has its number."""
    try:
        content = files.content(str(row["ref"]))
    except NoSuchFile:
        return {**row, "file": None}
    name = f"files/{number:03}-{row['name']}"
    archive.writestr(name, content)
    return {**row, "file": name}


def _for_a_machine(held: Chapters, now: datetime) -> dict[str, object]:
    return {"made_at": now, **held}
