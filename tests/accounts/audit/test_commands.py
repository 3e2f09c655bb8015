"""`kentcare audit remove`: what would go, and then that it went."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from kentcare.accounts.audit import records
from kentcare.accounts.audit.actions import Action
from kentcare.accounts.audit.models import AuditEvent, AuditRemoval
from kentcare.cli import main
from kentcare.db import migrate
from kentcare.db.attach import database_only
from kentcare.db.session import reading, writing


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two lines of 2019, one each side of a midnight in summer, and one of today."""
    address = f"sqlite:///{tmp_path / 'kentcare.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("KENTCARE_INSTANCE", str(tmp_path))
    migrate.upgrade(address)
    with database_only(address):
        with writing() as session:
            # Midnight in Kent is at eleven in UTC.
            for hour, minute in ((22, 59), (23, 0)):
                moment = datetime(2019, 6, 30, hour, minute, tzinfo=UTC)
                session.add(AuditEvent(at=moment, action=Action.SIGNED_IN.value))
        records.note(Action.SIGNED_IN, None)
    return address


def remove(*words: str) -> Result:
    return CliRunner().invoke(main, ["audit", "remove", *words])


def lines(database: str) -> tuple[int, list[int | None]]:
    with database_only(database):
        number = records.count_before(datetime(2100, 1, 1, tzinfo=UTC))
        return number, list(reading().scalars(select(AuditRemoval.removed)))


def test_without_write_it_only_says_what_would_go(database: str) -> None:
    """The dry run counts the lines that are old enough, and removes none."""
    result = remove("--before", "2019-07-01")
    assert result.exit_code == 0
    assert "1 line from before 1 July 2019 would be removed. Nothing was changed." in result.output
    assert "--write" in result.output
    assert lines(database) == (3, [])


def test_with_write_it_removes_and_leaves_that_on_record(database: str) -> None:
    result = remove("--before", "2019-07-01", "--write")
    assert result.output == "1 line from before 1 July 2019 was removed. That is on record.\n"
    assert lines(database) == (2, [1])
    assert "0 lines from before" in remove("--before", "2019-07-01").output


def test_a_day_that_has_not_come_would_remove_everything(database: str) -> None:
    result = remove("--before", (date.today() + timedelta(days=2)).isoformat(), "--write")
    assert result.exit_code == 2
    assert "has not come" in result.output
    assert lines(database) == (3, [])


def test_it_must_be_told_a_day(database: str) -> None:
    assert remove("--write").exit_code == 2
    assert remove("--before", "yesterday", "--write").exit_code == 2
    assert lines(database) == (3, [])
