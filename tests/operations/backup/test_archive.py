"""One file, which stays as it is so that a later version restores it, and is whole however others end."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import msgspec
import pyrage

from kentcare.operations.backup import archive
from kentcare.operations.backup.archive import Manifest
from kentcare.operations.backup.database import DatabaseCopy


def test_the_names_in_the_manifest_stay_as_they_are() -> None:
    manifest = Manifest(
        made_at=datetime(2026, 11, 26, tzinfo=UTC),
        kind="sqlite",
        migration="0010",
        rows={"account": 2},
        database_sha256="ab",
        canary="opens",
        files={"key": "cd"},
    )
    assert msgspec.json.decode(msgspec.json.encode(manifest)) == {
        "made_at": "2026-11-26T00:00:00Z",
        "kind": "sqlite",
        "migration": "0010",
        "rows": {"account": 2},
        "database_sha256": "ab",
        "sealed": "opens",
        "files": {"key": "cd"},
        "format": 1,
    }


def _copied(content: bytes) -> DatabaseCopy:
    return DatabaseCopy(kind="sqlite", content=BytesIO(content), rows={}, migration="0010")


def _key() -> tuple[str, str]:
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def test_one_that_begins_in_the_same_second_as_another_leaves_it_whole(tmp_path: Path) -> None:
    (public, private), to, now = _key(), tmp_path / "kentcare-20261126-021000.tar.age", datetime.now(UTC)

    def another_meanwhile() -> Iterator[tuple[str, bytes]]:
        archive.write(to, _copied(b"the other"), iter(()), public, now, "opens")
        yield "key", b"words"

    archive.write(to, _copied(b"this one"), another_meanwhile(), public, now, "opens")
    assert set(archive.check(to, private).files) == {"key"}
    assert list(tmp_path.iterdir()) == [to]


def test_what_a_killed_one_left_is_removed_by_one_of_another_day(tmp_path: Path) -> None:
    abandoned, under_way, other = (
        tmp_path / f"{name}.part" for name in ("kentcare-20261125-021000.tar", "kentcare-20261126-0", "film")
    )
    for file in (abandoned, under_way, other):
        file.write_bytes(b"half")
    for file in (abandoned, other):
        os.utime(file, times=(0, 0))
    archive.write(tmp_path / "whole", _copied(b"rows"), iter(()), _key()[0], datetime.now(UTC), "opens")
    assert set(tmp_path.iterdir()) == {under_way, other, tmp_path / "whole"}
