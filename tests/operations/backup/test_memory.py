"""A backup that is larger than the memory is restored all the same."""

import os
import subprocess
import sys
from pathlib import Path

import pyrage

from kentcare.core import clock
from kentcare.db import migrate
from kentcare.db.engine import WRITES, build_engine
from kentcare.operations.backup import archive
from kentcare.operations.backup.database import copy_of

MEBIBYTE = 1024 * 1024
LARGE = 150  # MiB
# Runs a command, and writes how many KiB of memory it had at most.
MEASURED = """
import resource, sys
from kentcare.cli import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    assert not ended.code, ended
print("KiB:", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _backup_of(folder: Path, megabytes: int, key: str) -> Path:
    address = f"sqlite:///{folder / 'large.sqlite3'}"
    migrate.upgrade(address)
    engine = build_engine(address)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE filler (content BLOB)")
        for _ in range(megabytes):
            connection.exec_driver_sql("INSERT INTO filler VALUES (randomblob(1024 * 1024))")
    engine.dispose()
    copy = folder / "copy.tar.age"
    with copy_of(address, "") as copied:
        archive.write(copy, copied, iter(()), key, clock.now(), "")
    assert copy.stat().st_size > megabytes * MEBIBYTE
    return copy


def _memory_of_restoring(tmp_path: Path, megabytes: int) -> float:
    """The memory that a restore takes at most, in MiB."""
    folder = tmp_path / str(megabytes)
    folder.mkdir()
    identity = pyrage.x25519.Identity.generate()
    (folder / "key").write_text(str(identity))
    copy = _backup_of(folder, megabytes, str(identity.to_public()))
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'restored.sqlite3'}",
        "KENTCARE_INSTANCE": str(folder / "instance"),
    }
    command = [
        sys.executable,
        "-c",
        MEASURED,
        "restore",
        str(copy),
        "--identity",
        str(folder / "key"),
        "--write",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (folder / "restored.sqlite3").stat().st_size > megabytes * MEBIBYTE
    return int(done.stdout.rpartition("KiB:")[2]) / 1024


def test_a_large_backup_is_restored_in_the_memory_of_a_small_one(tmp_path: Path) -> None:
    assert _memory_of_restoring(tmp_path, LARGE) < _memory_of_restoring(tmp_path, 1) + LARGE / 3
