"""PostgreSQL's own programs, which copy a database and restore it."""

import os
import shutil
import tempfile
from contextlib import suppress
from subprocess import DEVNULL, Popen
from typing import IO, Any, Self

from sqlalchemy.engine import URL

from kentcare.db.engine import CONNECT_SECONDS

# How an address says that the connection is encrypted, and to whom it leads: a copy is made over no other.
_OF_CONNECTION = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslcrl": "PGSSLCRL",
    "channel_binding": "PGCHANNELBINDING",
    "gssencmode": "PGGSSENCMODE",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}


class BackupFailed(Exception):
    """A backup or its restoring failed. The message is for whoever ran the command."""


class Program:
    """A running program of PostgreSQL, such as pg_dump. Raises BackupFailed where it is not there.

    The password is in the environment, where no list of processes shows it.
    """

    def __init__(
        self,
        programs: str,
        name: str,
        url: URL | None,
        options: list[str],
        stdin: int = DEVNULL,
        stdout: IO[bytes] | int = DEVNULL,
    ) -> None:
        program = shutil.which(name, path=programs or None)
        if program is None:
            raise BackupFailed(
                f"{name} was not found. Install PostgreSQL's client, or set PG_BIN to its folder."
            )
        self._name = name
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the program
        self._process = Popen(  # noqa: S603  # a program of PostgreSQL's, with nothing of anybody else's
            [program, *options],
            stdin=stdin,
            stdout=stdout,
            stderr=self._errors,
            env=os.environ | (_environment_of(url) if url else {}),
        )

    @property
    def input(self) -> IO[bytes]:
        """Where it reads from. To be asked only where there is such a pipe."""
        return _of_pipe(self._process.stdin)

    @property
    def output(self) -> IO[bytes]:
        """What it writes. To be asked only where there is such a pipe."""
        return _of_pipe(self._process.stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End it at once where it has not ended, and close what leads to it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            # What was not taken is not sent any more.
            with suppress(BrokenPipeError, ValueError):
                if pipe:
                    pipe.close()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def finish(self) -> None:
        """Wait for its end. Raises BackupFailed with the last line of what it says, where it failed."""
        if self._process.wait():
            self._errors.seek(0)
            last = self._errors.read().decode(errors="replace").strip().splitlines()[-1:]
            raise BackupFailed(f"{self._name} failed: {' '.join(last)}")


def _environment_of(url: URL) -> dict[str, str]:
    query: dict[str, Any] = dict(url.query)
    settings = {
        "PGHOST": query.get("host") or url.host,
        "PGPORT": url.port or query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGCONNECT_TIMEOUT": CONNECT_SECONDS,
        **{name: query[said] for said, name in _OF_CONNECTION.items() if said in query},
    }
    return {key: str(value) for key, value in settings.items() if value}


def _of_pipe(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:
        raise ValueError("the program was started without this pipe")
    return end
