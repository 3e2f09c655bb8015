"""A folder and a bucket behave alike; what cannot be written leaves nothing behind."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kentcare.config import Settings
from kentcare.services.files.store import (
    AS_THEY_CAME,
    CannotStore,
    Folder,
    NoSuchFile,
    StoreUnavailable,
    store_of,
)
from support.small_disk import own_mounts


def test_what_was_put_is_there_until_it_is_deleted(where: Settings) -> None:
    store = store_of(where)
    # A bucket tells whole seconds, and the clock of a folder may be a tick behind.
    began = datetime.now(UTC) - timedelta(seconds=2)
    store.put("aa", b"one")
    store.put("bb", b"two")
    assert (store.get("aa"), store.get("bb")) == (b"one", b"two")
    found = dict(store.every())
    assert set(found) == {"aa", "bb"}
    assert all(began <= at <= datetime.now(UTC) for at in found.values())
    for _ in range(2):
        store.delete("aa")
    with pytest.raises(NoSuchFile):
        store.get("aa")
    store.delete("bb")


def test_files_as_they_came_are_listed_with_the_others_and_by_themselves(where: Settings) -> None:
    store, key = store_of(where), f"{AS_THEY_CAME}/aa"
    assert list(store.every(AS_THEY_CAME)) == []
    store.put(key, b"as it came")
    store.put("aa", b"drawn")
    assert (store.get(key), store.get("aa")) == (b"as it came", b"drawn")
    assert {name for name, _ in store.every()} == {key, "aa"}
    assert [name for name, _ in store.every(AS_THEY_CAME)] == [key]
    for one in (key, "aa"):
        store.delete(one)
    assert list(store.every()) == []


def test_a_bucket_that_does_not_answer(bucket: Settings) -> None:
    with pytest.raises(CannotStore):
        store_of(replace(bucket, s3_endpoint="http://127.0.0.1:1")).put("aa", b"one")


def test_a_bucket_that_lets_nobody_in(bucket: Settings) -> None:
    with pytest.raises(CannotStore):
        store_of(replace(bucket, s3_secret="of another")).put("aa", b"one")  # noqa: S106  # of a test


def test_nobody_else_of_the_machine_reads_a_folder(tmp_path: Path) -> None:
    Folder(tmp_path / "files").put("aa", b"one")
    modes = [oct((tmp_path / name).stat().st_mode & 0o777) for name in ("files", "files/aa")]
    assert modes == ["0o700", "0o600"]


def test_a_file_in_place_of_the_folder_is_a_store_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("no folder")
    store = Folder(tmp_path / "files")
    with pytest.raises(CannotStore):
        store.put("aa", b"one")
    for use in (lambda: store.get("aa"), lambda: store.delete("aa"), lambda: list(store.every())):
        with pytest.raises(StoreUnavailable):
            use()


def test_a_folder_that_is_not_there_yet_has_no_files(tmp_path: Path) -> None:
    assert list(Folder(tmp_path / "files").every()) == []


_FULL = """
import sys
from pathlib import Path
from kentcare.services.files.store import Folder, CannotStore

folder = Path(sys.argv[1])
store = Folder(folder)
store.put("small", b"x" * 1000)
try:
    store.put("big", b"x" * 2_000_000)
except CannotStore:
    print("no room")
print(sorted(file.name for file in folder.iterdir()))
store.delete("small")
store.put("again", b"x" * 500_000)
print(len(store.get("again")))
"""


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    way = own_mounts()
    if not way:
        pytest.skip("this machine lets nobody mount a small disk")
    script = f'mount -t tmpfs -o size=1m tmpfs "{tmp_path}" && exec "$@"'
    command = [*way, "sh", "-c", script, "sh", sys.executable, "-c", _FULL, str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert told.stdout.splitlines() == ["no room", "['small']", "500000"]
