"""Whatever an operator has set wrongly, every command says it in a sentence, and none shows a traceback."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kentcare.core import clock
from kentcare.db import migrate
from kentcare.setting_formats import FORMATS
from support.commands import (
    COMMANDS,
    WITH_SETTINGS,
    WITHOUT_SETTINGS,
    Said,
    every_command,
    files_for_commands,
    harmless,
    run,
    run_elsewhere,
)
from whole_site.test_settings import listed

__all__ = ["harmless"]

pytestmark = pytest.mark.usefixtures("harmless")
LONG = "only-for-these-tests-" * 3
# Of each setting with a format, a text that has another. A password in one is never shown.
WRONG = {
    "KENTCARE_ENV": "prod",
    "DATABASE_URL": "mysql://user:canary@host/name",
    "DATABASE_OWNER_URL": "canary",
    "KENTCARE_INSTANCE": __file__,
    "KENTCARE_HOSTS": "https://offer.example/",
    "KENTCARE_PROXIES": "two",
    "KENTCARE_HTTPS": "yess",
    "KENTCARE_CLOCK": "tomorrow",
    "KENTCARE_LANGUAGES": "ar,xx",
    "KENTCARE_OFFLINE": "never",
    "KENTCARE_DEBUG": "perhaps",
    "KENTCARE_DEMO": "please",
    "PROMETHEUS_MULTIPROC_DIR": "/nowhere/at/all",
    "NOTIFY_API_KEY": "canary",
    "NOTIFY_URL": "notify.example",
    "SMTP_URL": "smtp://user:canary@host:port",
    "MAIL_FROM": "Hello",
    "OIDC_ISSUER": "id.example",
    "OIDC_TENANT": "kent.example",
    "KENTCARE_FILES": "ftp://x",
    "S3_ENDPOINT": "s3.example",
    "CLAMD": "localhost:3310",
    "BACKUP_RECIPIENTS": "age1nothing",
    "PG_BIN": "/nowhere/at/all",
}
# What is taken as it is, or is tested by its own words below.
OF_ANY_TEXT = {
    *("SECRET_KEY", "SECRET_KEY_OLD", "ADVOCACY_KEY", "METRICS_TOKEN", "SECURITY_CONTACT"),
    *("NOTIFY_TEXT_TEMPLATE", "NOTIFY_EMAIL_TEMPLATE", "BACKUP_FOLDER"),
    *("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "S3_REGION", "S3_KEY_ID", "S3_SECRET"),
}
# What only production refuses.
UNSAFE = {
    "SECRET_KEY": "short",
    "KENTCARE_DEBUG": "on",
    "KENTCARE_DEMO": "on",
    "KENTCARE_CLOCK": "2027-04-06T09:00",
    "KENTCARE_HOSTS": "",
    "METRICS_TOKEN": "short",
    "OIDC_ISSUER": "http://127.0.0.1:9400",
    "SECURITY_CONTACT": "security@offer.example",
}
NO_SERVER = "postgresql://user:canary@127.0.0.1:9/name"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An environment with almost no settings, and the files that commands are given."""
    for name in listed():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KENTCARE_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("BACKUP_RECIPIENTS", files_for_commands(tmp_path))
    clock._offset.cache_clear()
    yield tmp_path
    clock._offset.cache_clear()


def assert_sentence(said: Said, *words: str) -> None:
    """The command failed, and what it said is whole sentences with these words in them."""
    assert not said.crashed, said.output
    assert said.code != 0, said.output
    assert "Traceback" not in said.output
    assert "canary" not in said.output
    assert not [word for word in words if word not in said.output], said.output
    assert said.output.rstrip().endswith("."), said.output


def test_every_command_and_every_setting_is_tried() -> None:
    assert set(every_command()) == COMMANDS.keys()
    assert WRONG.keys() == FORMATS.keys()
    assert listed() == FORMATS.keys() | OF_ANY_TEXT | {"KENTCARE_DATA", "PORT"}


@pytest.mark.parametrize("name", WRONG)
def test_a_setting_that_cannot_be_read_is_named_by_every_command(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, WRONG[name])
    for command in WITH_SETTINGS:
        assert_sentence(run(command, folder), name, f"Set it to {FORMATS[name].expected}")


@pytest.mark.parametrize("name", UNSAFE)
def test_what_production_refuses_is_named_by_every_command(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one, value in {
        "KENTCARE_ENV": "production",
        "SECRET_KEY": LONG,
        "KENTCARE_HOSTS": "offer.example",
        name: UNSAFE[name],
    }.items():
        monkeypatch.setenv(one, value)
    for command in WITH_SETTINGS:
        assert_sentence(run(command, folder), f"{name} must")


@pytest.mark.parametrize("command", sorted(WITHOUT_SETTINGS))
def test_a_command_that_reads_none_of_them_works_with_all_of_them_wrong(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in WRONG.items():
        if name != "KENTCARE_CLOCK":
            monkeypatch.setenv(name, value)
    said = run(command, folder)
    assert (said.code, said.crashed) == (0, False), said.output


@pytest.mark.parametrize(
    "command", ["content check", "offer explain", "offer timeline", "translations check"]
)
def test_a_wrong_clock_is_named_by_what_looks_at_it(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENTCARE_CLOCK", "tomorrow")
    assert_sentence(run(command, folder), "KENTCARE_CLOCK is “tomorrow”")


def test_without_content_every_command_names_where_it_looked(folder: Path) -> None:
    told = run_elsewhere(sorted(COMMANDS), folder, {"KENTCARE_DATA": "/nowhere"})
    for command in COMMANDS.keys() - {"backup-key"}:
        assert_sentence(told[command], "KENTCARE_DATA is /nowhere")


@pytest.mark.parametrize("port", ["web", "0", "99999"])
def test_a_port_that_is_none_is_named(port: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    assert_sentence(run("serve", folder), "PORT", port)


# What needs no tables. The first three make them, and the last empties what is empty.
WITHOUT_TABLES = {"db upgrade", "serve", "restore", "db downgrade"}
# SQLite has no roles, whatever the file.
NOT_FOR_SQLITE = "db grant"


@pytest.mark.parametrize("command", [name for name in WITH_SETTINGS if name not in WITHOUT_TABLES])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=True)
def test_a_database_without_tables_is_to_be_upgraded(
    command: str, kind: str, empty: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty)
    is_of_roles = command == NOT_FOR_SQLITE and kind == "sqlite"
    assert_sentence(
        run(command, folder), "Only PostgreSQL has roles" if is_of_roles else "kentcare db upgrade"
    )


@pytest.mark.parametrize("command", sorted(WITHOUT_TABLES))
def test_what_needs_no_tables_works_without_them(
    command: str, sqlite: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder / 'empty.sqlite3'}")
    said = run(command, folder)
    assert (said.code, said.crashed) == (0, False), said.output


@pytest.mark.parametrize("command", WITH_SETTINGS)
def test_a_database_of_an_earlier_version_is_to_be_upgraded(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{folder / 'old.sqlite3'}"
    migrate.upgrade(address, "0001")
    monkeypatch.setenv("DATABASE_URL", address)
    said = run(command, folder)
    if said.code:
        assert_sentence(said)
        assert "kentcare db upgrade" in said.output or command == NOT_FOR_SQLITE
    assert not said.crashed, said.output


@pytest.mark.parametrize("command", WITH_SETTINGS)
def test_a_database_that_does_not_answer_is_named_with_its_place(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", NO_SERVER)
    assert_sentence(run(command, folder), "does not answer", "127.0.0.1:9", "DATABASE_URL")


@pytest.mark.parametrize("command", [name for name in WITH_SETTINGS if name != NOT_FOR_SQLITE])
def test_a_file_that_cannot_be_made_is_named_with_its_folder(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder}/file/deeper/kentcare.sqlite3")
    assert_sentence(run(command, folder), str(folder / "file"), "DATABASE_URL")


@pytest.mark.parametrize("command", [name for name in WITH_SETTINGS if name != NOT_FOR_SQLITE])
def test_a_file_that_is_no_database_is_named(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("no database" * 1000)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder}/file")
    assert_sentence(run(command, folder), str(folder / "file"), "file is not a database")


def test_a_store_of_files_that_does_not_answer_is_named(
    migrated: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{migrated}")
    monkeypatch.setenv("KENTCARE_FILES", "s3://bucket/files")
    monkeypatch.setenv("S3_ENDPOINT", "http://127.0.0.1:9")
    assert_sentence(run("files check", folder), "s3://bucket/files", "S3_ENDPOINT")


def test_what_is_said_is_never_cut_in_the_middle() -> None:
    """Each expectation completes “Set it to …, or leave it out.”"""
    for name, one in FORMATS.items():
        assert re.fullmatch(r"[a-z].*[^.]", one.expected), name
