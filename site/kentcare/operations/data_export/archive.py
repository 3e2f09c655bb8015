"""The file to download: a page to read, the same as JSON for a machine, and somebody's own files."""

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO, cast

import msgspec

from kentcare.operations.data_export.chapters import Chapters, ExportRow
from kentcare.services.files import records as files
from kentcare.services.files.store import NoSuchFile

# In bytes. What is larger lies on the disk meanwhile, in a file without a name.
_IN_MEMORY = 8 * 1024 * 1024


def write(held: Chapters, page: Callable[[Chapters], str], now: datetime) -> IO[bytes]:
    """Write the archive into a temporary file, which the caller closes.

    `held`: the chapters. `page`: makes the page to read.
    """
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


def _numbered(rows: Sequence[ExportRow]) -> enumerate[ExportRow]:
    return enumerate(rows, start=1)


def _put(archive: zipfile.ZipFile, number: int, row: ExportRow) -> ExportRow:
    """Put a file into the archive, and its place there into its row. A number keeps equal names apart."""
    try:
        content = files.content(str(row["ref"]))
    except NoSuchFile:
        return {**row, "file": None}
    name = f"files/{number:03}-{row['name']}"
    archive.writestr(name, content)
    return {**row, "file": name}


def _for_a_machine(held: Chapters, now: datetime) -> dict[str, object]:
    return {"made_at": now, **held}
