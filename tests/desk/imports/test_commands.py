"""`kentcare people`: the same lists by command, and the first accounts."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people import records as young_people
from kentcare.cli import main
from kentcare.config import Settings
from kentcare.db import migrate
from kentcare.db.attach import database_only
from kentcare.services.messages import records as messages
from support import the_cast
from support.lists import PEOPLE, listed
from support.site import SignedIn
from support.staff_sign_in import person

GOOD = listed(PEOPLE, "N1,Canaryword Example,2009-01-02,,", "C1,Canaryword Renamed,2008-03-27,,")


@dataclass
class Shell:
    app: Flask
    folder: Path

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(main, ["people", *words])

    def import_rows(self, text: str | bytes, *more: str) -> Result:
        file = self.folder / "list.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.run("import", "young-people", str(file), *more)


@pytest.fixture
def shell(people_app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SECRET_KEY", settings.secret_key)
    return Shell(people_app, tmp_path)


def test_a_list_is_only_checked_unless_one_says_write(shell: Shell) -> None:
    result = shell.import_rows(GOOD)
    assert result.exit_code == 0, result.output
    assert result.output == "2 good lines (1 new, 1 changed, 0 unchanged), 0 to mend. Nothing is written.\n"
    with shell.app.app_context():
        assert "N1" not in young_people.from_case_system()

    result = shell.import_rows(GOOD, "--write")
    assert result.exit_code == 0, result.output
    assert result.output.endswith("All of it is written.\n")
    with shell.app.app_context():
        assert young_people.from_case_system()["N1"][1].name == "Canaryword Example"
        (event,) = audit.events(most=9, action=Action.IMPORTED)
    assert (event.actor_name, event.about) == (None, "new=1 changed=1 same=0")


def test_a_fault_is_told_and_nothing_of_the_line_is(shell: Shell) -> None:
    """What a command prints is kept in logs."""
    result = shell.import_rows(
        GOOD + "N2,=Canaryword,2009-13-02,Canaryword,canaryword@example.org\n", "--write"
    )
    assert result.exit_code == 2
    assert result.output.count("Line 4: ") == 4
    assert result.output.endswith(
        "2 good lines (1 new, 1 changed, 0 unchanged), 1 to mend. Nothing is written.\n"
    )
    assert "canaryword" not in result.output.lower()
    with shell.app.app_context():
        assert "N1" not in young_people.from_case_system()


def test_a_file_in_another_encoding_is_refused(shell: Shell) -> None:
    result = shell.import_rows("Zoë".encode("cp1252"))
    assert result.exit_code == 1
    assert "CSV UTF-8" in result.output


@pytest.mark.parametrize(
    ("command", "role"),
    [("first-administrator", Role.ADMINISTRATOR), ("first-advocacy-lead", Role.ADVOCACY_LEAD)],
)
def test_the_first_of_each_service_comes_from_the_machine_and_no_second(
    shell: Shell,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    role: Role,
) -> None:
    assert shell.run(command, "Ada Example", "ada@example.org").exit_code == 1

    monkeypatch.setenv("KENTCARE_HOSTS", "care.example.org")
    monkeypatch.setenv("KENTCARE_HTTPS", "1")
    monkeypatch.setenv("DATABASE_URL", empty := f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    migrate.upgrade(empty)
    result = shell.run(command, "Ada Example", "ADA@example.org")
    assert result.exit_code == 0, result.output
    assert shell.run(command, "Bea Example", "bea@example.org").exit_code == 1
    with database_only(empty, secrets=(settings.secret_key,)):
        found = accounts.by_address(Address("email", "ada@example.org"))
        sent = [message for _at, message in messages.latest(9)]
    assert found
    assert (set(found.roles), found.state) == ({role}, "invited")
    assert [message.to for message in sent] == ["ada@example.org"]
    assert "https://care.example.org/en/" in sent[0].text
    assert "Ada" not in sent[0].text


def test_somebody_or_everybody_is_signed_out_from_the_machine(
    shell: Shell, people_app: Flask, signed_in: SignedIn
) -> None:
    """As after a telephone was stolen, or a key was: sessions end, and everybody keeps how they sign in."""
    host, adviser, young = signed_in("host"), signed_in("personal-adviser"), signed_in("young-person")
    assert shell.run("sign-out", the_cast.mobile("host")).exit_code == 0
    assert host.get("/en/account").status_code == 303
    assert adviser.get("/en/account").status_code == 200
    result = shell.run("sign-out", "--everybody")
    assert (result.exit_code, result.output) == (0, "Sessions that have ended: 2.\n")
    assert [browser.get("/en/account").status_code for browser in (adviser, young)] == [303, 303]
    assert signed_in("personal-adviser").get("/en/account").status_code == 200
    with people_app.app_context():
        lines = [(line.ref, line.about) for line in audit.events(most=2, action=Action.SIGNED_OUT)]
    assert lines == [(None, "everybody"), (person(people_app, "host").ref, "everywhere")]


def test_whom_to_sign_out_is_said_one_way(shell: Shell) -> None:
    for words in ((), ("nobody@kent.example",), ("--everybody", "nobody@kent.example"), ("nonsense",)):
        assert shell.run("sign-out", *words).exit_code == 2, words


@pytest.mark.parametrize(
    "words", [("Ada", "ada"), ("Ada", "07700900123"), ("", "a@example.org"), ("A\x07", "a@b.org")]
)
def test_what_is_no_name_or_no_address_is_refused(shell: Shell, words: tuple[str, str]) -> None:
    assert shell.run("first-administrator", *words).exit_code == 2
