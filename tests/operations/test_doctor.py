"""`kentcare doctor` names each fault of a deployment."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import current_app

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role
from kentcare.cli import main
from kentcare.config import Settings
from kentcare.db import migrate, roles
from kentcare.db.attach import database_only
from kentcare.db.session import writing
from kentcare.operations import modes
from kentcare.services.file_inspection.rules import WAITS_LONG_AFTER
from kentcare.services.files import records as files
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.messages import records as messages
from support.deployment import (
    LONG,
    NOW,
    Change,
    add,
    add_made_up_address,
    add_made_up_number,
    add_stay,
    good,
    mark_as_demonstration,
)
from support.pictures import photograph
from support.scanner import scanner
from support.two_roles import two_roles

__all__ = ["good", "scanner"]

pytestmark = pytest.mark.usefixtures("good")


def said() -> tuple[int, str]:
    result = CliRunner().invoke(main, ["doctor"], catch_exceptions=False)
    return result.exit_code, result.output


def test_it_is_silent_on_a_good_deployment() -> None:
    assert said() == (0, "")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("KENTCARE_ENV", "", "not set up as production"),
        ("SECRET_KEY", "", "SECRET_KEY must be set"),
        ("SECRET_KEY", "short", "SECRET_KEY must be set"),
        ("KENTCARE_DEBUG", "on", "KENTCARE_DEBUG must be off"),
        ("KENTCARE_DEMO", "on", "KENTCARE_DEMO must be off"),
        ("KENTCARE_HOSTS", "", "answers to any name"),
        ("BACKUP_RECIPIENTS", "", "No backup can be made"),
        ("ADVOCACY_KEY", "", "ADVOCACY_KEY is not set"),
        ("ADVOCACY_KEY", "short", "ADVOCACY_KEY must be made at random"),
        ("ADVOCACY_KEY", "a" * 64, "ADVOCACY_KEY must be made at random"),
        ("ADVOCACY_KEY", LONG, "ADVOCACY_KEY is the same as SECRET_KEY"),
        ("SECRET_KEY", "x" * 64, "SECRET_KEY must be made at random"),
        ("CLAMD", "", "No virus scanner looks through uploads"),
        ("CLAMD", "tcp://127.0.0.1:1", "The virus scanner in CLAMD does not answer"),
        (
            "ADVOCACY_KEY",
            f"the-charity-has-another-second-one,{LONG}",
            "ADVOCACY_KEY is the same as SECRET_KEY",
        ),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3", "no database at /nowhere/at/all.sqlite3"),
        ("DATABASE_URL", "mysql://somewhere", "DATABASE_URL begins with “mysql://”"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none", "The database does not answer: “none”"),
        ("KENTCARE_ENV", "prod", "KENTCARE_ENV is “prod”"),
        ("SMTP_URL", "mail.example", "SMTP_URL is no address"),
    ],
)
def test_it_names_a_setting_that_is_wrong(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    code, told = said()
    assert code == 1
    assert words in told
    faults = told.splitlines()
    assert all(fault.endswith(".") for fault in faults)
    # Without production cookies go without https, which is a fault of its own.
    assert len(faults) == (1 if value or name != "KENTCARE_ENV" else 2), faults


def test_it_names_cookies_without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KENTCARE_ENV")
    assert "KENTCARE_HTTPS" in said()[1]
    monkeypatch.setenv("KENTCARE_HTTPS", "on")
    assert "KENTCARE_HTTPS" not in said()[1]


def test_it_names_the_key_of_a_developer_s_machine(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret_key").write_text(LONG)
    assert "developer's machine made" in said()[1]


def _open_to_others(path: Path) -> Path:
    path.chmod(path.stat().st_mode | 0o044)
    return path


def test_it_names_a_database_that_others_may_read(tmp_path: Path) -> None:
    file = _open_to_others(tmp_path / "kentcare.sqlite3")
    assert said() == (1, f"Others may read {file}. Run: chmod go= {file}\n")


@pytest.mark.parametrize("name", ["", "advocacy_key", "files", "files/one"])
def test_it_names_an_instance_folder_in_which_others_may_read(tmp_path: Path, name: str) -> None:
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    (instance / "files").mkdir(mode=0o700)
    for file in ("advocacy_key", "files/one"):
        (instance / file).touch(mode=0o600)
    assert said() == (0, "")
    _open_to_others(instance / name)
    assert said() == (1, f"Others may read {instance / name}. Run: chmod -R go= {instance}\n")


@pytest.mark.parametrize("name", ["", "kentcare-20261201-021000.tar.age"])
def test_it_names_backups_that_others_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    (folder / "kentcare-20261201-021000.tar.age").touch(mode=0o600)
    monkeypatch.setenv("BACKUP_FOLDER", str(folder))
    assert said() == (0, "")
    _open_to_others(folder / name)
    assert said() == (1, f"Others may read {folder / name}. Run: chmod -R go= {folder}\n")


@pytest.mark.parametrize("name", ["kentcare.env", "owner.env", "tls.key"])
def test_it_names_settings_that_others_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for one in ("kentcare.env", "owner.env", "tls.key"):
        (tmp_path / one).touch(mode=0o600)
    (tmp_path / "tls.crt").touch(mode=0o644)  # everybody may see it
    monkeypatch.setattr(modes, "SETTINGS", tmp_path)
    assert said() == (0, "")
    file = _open_to_others(tmp_path / name)
    assert said() == (1, f"Others may read {file}. Run: chmod go= {file}\n")


@pytest.mark.parametrize(
    ("folder", "words"), [("file", "KENTCARE_INSTANCE is "), ("file/below", "file/below is not writable")]
)
def test_it_names_a_folder_that_it_cannot_write_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, words: str
) -> None:
    (tmp_path / "file").write_text("a file, not a folder")
    monkeypatch.setenv("KENTCARE_INSTANCE", str(tmp_path / folder))
    code, told = said()
    assert (code, told.count("\n")) == (1, 1)
    assert words in told


def _no_administrator() -> None:
    with writing() as session:
        session.query(Account).filter_by(email="administrator@kent.example").update({"state": "closed"})


def _no_lead() -> None:
    with writing() as session:
        session.query(Account).filter_by(email="lead@charity.example").update({"state": "closed"})


def _late() -> None:
    add("late@kent.example", Role.PERSONAL_ADVISER, reviewed_in=-timedelta(days=3))


def _waiting() -> None:
    before = NOW - timedelta(hours=1)
    messages.queue(Address("email", "a@kent.example"), "words", now=before, use_by=NOW + timedelta(hours=1))


def _renamed() -> None:
    heartbeats.beat(heartbeats.RENAMED, datetime.now(UTC))


def _copied_long_ago() -> None:
    heartbeats.beat(heartbeats.BACKUP, NOW - timedelta(hours=27))


def _removed_long_ago() -> None:
    heartbeats.beat(heartbeats.RETENTION, NOW - timedelta(hours=27))


def _lacks() -> None:
    with writing() as session:
        session.connection().exec_driver_sql("DROP TABLE recovery_code")


def _nobody_to_tell() -> None:
    add_stay(officer=None, manager="closed")


def _no_manager_to_tell() -> None:
    add_stay(officer="officer@kent.example", manager="invited")


def test_it_counts_the_homes_of_whose_halted_reports_nobody_can_be_told(good: str) -> None:
    with database_only(good, secrets=(LONG,)):
        _nobody_to_tell()
    code, told = said()
    assert code == 1
    assert "No service manager can be told of a halted report" in told
    assert "Homes of whose halted reports nobody can be told: 1." in told


def test_a_manager_is_enough_for_every_home(good: str) -> None:
    with database_only(good, secrets=(LONG,)):
        add_stay(officer=None, manager="active")
    assert said() == (0, "")


def _drift() -> None:
    with writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE recovery_code ADD COLUMN of_nobody INTEGER")


def _file_waits() -> None:
    settings = Settings.from_env()
    files.use_files(current_app, settings)
    settings.instance.mkdir(mode=0o700, exist_ok=True)
    sent_at = NOW - WAITS_LONG_AFTER - timedelta(minutes=1)
    files.store(Holder(browser_mark="mark"), photograph(), "a.jpg", files.DRAFT, "x", sent_at)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_no_manager_to_tell, "No service manager can be told of a halted report"),
        (mark_as_demonstration, "marked as a demonstration"),
        (add_made_up_address, "accounts at example.org"),
        (add_made_up_number, "accounts at example.org"),
        (_no_administrator, "There is no administrator"),
        (_no_lead, "There is no advocacy lead"),
        (_late, "review is overdue: 1."),
        (_copied_long_ago, "made: 2026-"),
        (_removed_long_ago, "last removed: 2026-"),
        (_waiting, "No process has sent messages since 2026-"),
        (_file_waits, "Files wait to be looked at: 1, since 2026-"),
        (_lacks, "It lacks: recovery_code."),
        (_drift, "differ from what the code expects"),
        (_renamed, "A proxy gives the site another name than browsers know, last at 2"),
    ],
)
def test_it_names_what_is_wrong_in_the_database(good: str, change: Change, words: str) -> None:
    with database_only(good, secrets=(LONG,)):
        change()
    code, told = said()
    assert code == 1
    assert words in told
    assert len(told.splitlines()) == 1, told


def test_a_message_of_long_ago_or_of_just_now_is_no_fault(good: str) -> None:
    # Not NOW: other tests may have run for minutes since this file was read.
    now = datetime.now(UTC)
    with database_only(good, secrets=(LONG,)):
        to = Address("email", "a@kent.example")
        messages.queue(to, "now", now=now, use_by=now + timedelta(hours=1))
        old = now - timedelta(days=9)
        messages.queue(to, "old", now=old, use_by=old + timedelta(minutes=10))
    assert said() == (0, "")


def test_it_names_a_database_that_is_behind(good: str) -> None:
    migrate.downgrade(good, "0001")
    code, told = said()
    assert code == 1
    assert told == (
        f"The database, {good.removeprefix('sqlite:///')}, is at 0001, not at {migrate.newest()}. "
        "Run: kentcare db upgrade.\n"
    )


def test_it_does_not_send_a_database_that_is_ahead_back(good: str) -> None:
    with database_only(good), writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    code, told = said()
    assert code == 1
    assert told == (
        f"The database, {good.removeprefix('sqlite:///')}, is at 9999, not at {migrate.newest()}. "
        "Install the newer version of the site.\n"
    )


def test_it_names_a_site_that_could_take_its_own_rules_away(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = two_roles(postgresql)
    roles.grant(both.owner, both.role)
    words = "owns the tables"
    monkeypatch.setenv("DATABASE_URL", both.site)
    assert words not in said()[1]
    monkeypatch.setenv("DATABASE_URL", both.owner)
    assert words in said()[1]
