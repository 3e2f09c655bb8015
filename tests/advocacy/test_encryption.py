"""The charity's key: nothing else decrypts what it encrypts, and nothing else of the site reaches it."""

import ast
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from flask import Flask
from sqlalchemy import text

import kentcare
from kentcare.advocacy import encryption, records
from kentcare.advocacy.models import AdvocacyCase
from kentcare.core.encryption import app_cipher, app_keyed_hash, app_secrets
from kentcare.core.encryption import cipher as cipher_of
from kentcare.db.session import reading
from support import the_cast

PACKAGE = Path(kentcare.__file__).parent
ANSWERS = {"about": "Canaryword"}


def encrypted() -> list[bytes]:
    """What the database holds of each case."""
    return [bytes(row.sealed) for row in reading().execute(text("SELECT sealed FROM advocacy_case"))]


def purposes() -> set[str]:
    """Every text in the code that may be a purpose of encryption."""
    return {
        node.value
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("kentcare ")
    }


def test_the_site_s_own_secret_opens_nothing(people_app: Flask) -> None:
    assert "kentcare advocacy case" in purposes()
    with people_app.app_context():
        for case in encrypted():
            for purpose in purposes():
                with pytest.raises(InvalidToken):
                    app_cipher(purpose).decrypt(case)
                with pytest.raises(InvalidToken):
                    cipher_of(app_secrets(), purpose).decrypt(case)
            assert encryption.cipher().decrypt(case)


def test_the_site_s_own_secret_does_not_find_whose_case_it_is(people_app: Flask) -> None:
    with people_app.app_context():
        hashes = {row.person_hash for row in reading().query(AdvocacyCase)}
        person = the_cast.viewer(people_app, "young-person").ref
        assert encryption.person_hash(person) in hashes
        for purpose in purposes():
            for words in (purpose, f"{purpose} person"):
                assert app_keyed_hash(words, person) not in hashes


def test_another_charity_s_key_opens_nothing(people_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with people_app.app_context():
        monkeypatch.setenv("ADVOCACY_KEY", "a" * 40)
        for case in encrypted():
            with pytest.raises(InvalidToken):
                encryption.cipher().decrypt(case)


def test_an_old_key_still_decrypts_and_no_longer_encrypts(
    people_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = "o" * 40, "n" * 40
    with people_app.app_context():
        monkeypatch.setenv("ADVOCACY_KEY", old)
        first = encryption.cipher().encrypt(b"before")
        monkeypatch.setenv("ADVOCACY_KEY", f"{new},{old}")
        assert encryption.cipher().decrypt(first) == b"before"
        second = encryption.cipher().encrypt(b"after")
        monkeypatch.setenv("ADVOCACY_KEY", old)
        with pytest.raises(InvalidToken):
            encryption.cipher().decrypt(second)


def test_production_has_a_key_of_the_charity_s_or_none(
    people_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In production nothing is encrypted under a key that was generated on the way."""
    monkeypatch.setenv("KENTCARE_ENV", "production")
    monkeypatch.delenv("ADVOCACY_KEY", raising=False)
    with people_app.app_context():
        with pytest.raises(KeyError):
            records.check_key()
        with pytest.raises(KeyError):
            records.ask("somebody", ANSWERS, date(2026, 11, 2))
        monkeypatch.setenv("ADVOCACY_KEY", "k" * 40)
        records.check_key()


def test_the_site_s_own_secret_is_refused_as_the_charity_s(
    people_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever runs the site could read what the charity holds."""
    monkeypatch.setenv("ADVOCACY_KEY", f"{'k' * 40},{people_app.config['SECRET_KEY']}")
    with people_app.app_context(), pytest.raises(KeyError):
        records.check_key()


def test_no_other_module_reaches_the_key() -> None:
    """The contract in pyproject.toml is about imports. This finds a name in a text, for import_module."""
    own = {PACKAGE / "advocacy" / f"{name}.py" for name in ("encryption", "models", "records")}
    for file in set(PACKAGE.rglob("*.py")) - own:
        code = file.read_text(encoding="utf-8")
        assert "advocacy.encryption" not in code, file
        assert "from kentcare.advocacy import encryption" not in code, file


def test_the_contract_is_there() -> None:
    contracts = (PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    _, _, after = contracts.partition('protected_modules = ["kentcare.advocacy.encryption"]')
    allowed = 'allowed_importers = ["kentcare.advocacy.models", "kentcare.advocacy.records"]'
    assert after.lstrip().startswith(allowed)
