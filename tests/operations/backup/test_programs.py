"""A program of PostgreSQL's is fed, asked for what it says, and never left running."""

import os
from pathlib import Path
from subprocess import PIPE

import pytest
from sqlalchemy.engine import make_url

from kentcare.operations.backup.programs import BackupFailed, Program

ADDRESS = make_url("postgresql+psycopg://user:canary@host:5433/name")


@pytest.fixture
def programs(tmp_path: Path) -> str:
    for name, script in {
        "echoes": 'cat; echo "$PGUSER $PGPASSWORD $PGHOST $PGPORT $PGDATABASE"',
        "connects": 'echo "$PGSSLMODE $PGSSLROOTCERT $PGCONNECT_TIMEOUT"',
        "fails": "echo first >&2; echo last words >&2; exit 3",
        "waits": "echo $$; exec sleep 600",
    }.items():
        file = tmp_path / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
    return f"{tmp_path}:{os.environ['PATH']}"


def test_it_is_told_where_the_database_is_by_its_environment(programs: str) -> None:
    with Program(programs, "echoes", ADDRESS, [], stdin=PIPE, stdout=PIPE) as program:
        program.input.write(b"typed ")
        program.input.close()
        assert program.output.read() == b"typed user canary host 5433 name\n"
        program.finish()


def test_it_connects_as_carefully_as_the_site(programs: str) -> None:
    """Who the site would not send its words to gets no copy of them either."""
    careful = ADDRESS.update_query_dict({"sslmode": "verify-full", "sslrootcert": "/etc/kentcare/ca.pem"})
    for address, said in ((ADDRESS, b"  5\n"), (careful, b"verify-full /etc/kentcare/ca.pem 5\n")):
        with Program(programs, "connects", address, [], stdout=PIPE) as program:
            assert program.output.read() == said
            program.finish()


def test_what_it_says_last_is_why_it_failed(programs: str) -> None:
    with (
        Program(programs, "fails", None, []) as program,
        pytest.raises(BackupFailed, match=r"^fails failed: last words$"),
    ):
        program.finish()


def test_it_ends_with_whoever_started_it(programs: str) -> None:
    with Program(programs, "waits", None, [], stdout=PIPE) as program:
        number = int(program.output.readline())
    assert not Path(f"/proc/{number}").exists()


def test_one_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="nothing was not found"):
        Program(str(tmp_path), "nothing", None, [])
    with Program("", "true", None, []) as program, pytest.raises(ValueError, match="without this pipe"):
        _ = program.input
