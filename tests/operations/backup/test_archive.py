"""What stands in a backup stays as it is, so that one of an earlier version can be restored."""

from datetime import UTC, datetime

import msgspec

from kentcare.operations.backup.archive import Manifest


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
