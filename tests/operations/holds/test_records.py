"""Legal holds are set, lifted and listed, and the reason for each is encrypted. On both databases."""

import pytest
from flask import Flask
from sqlalchemy import select, text

from kentcare.core.encryption import app_cipher
from kentcare.db.session import reading, writing
from kentcare.operations.holds import records
from kentcare.operations.holds.models import LegalHold
from kentcare.operations.holds.records import HeldAlready, NoHold, NothingToHold
from support import the_cast
from support.retention import NOW


def test_there_is_one_hold_at_a_time(inside: Flask) -> None:
    records.hold("home", "H1", "A complaint", None, NOW)
    with pytest.raises(HeldAlready):
        records.hold("home", "H1", "Another", None, NOW)
    records.lift_number("home", "H1", None, NOW)
    with pytest.raises(NoHold):
        records.lift_number("home", "H1", None, NOW)
    records.hold("home", "H1", "Again", None, NOW)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("young person", "H1"),
        ("home", "C1"),
        ("account", "nobody@example.org"),
        ("account", "?"),
        ("audit", "1"),
    ],
)
def test_there_is_no_hold_on_what_is_not_there(inside: Flask, kind: str, number: str) -> None:
    with pytest.raises(NothingToHold):
        records.hold(kind, number, "Why", None, NOW)


@pytest.mark.parametrize("name", ["advocate", "advocacy-lead"])
def test_the_council_neither_holds_nor_learns_of_an_advocate(inside: Flask, name: str) -> None:
    with pytest.raises(NothingToHold):
        records.hold("account", the_cast.email(name), "Why", None, NOW)


def test_why_is_encrypted(inside: Flask) -> None:
    records.hold("home", "H1", "Canary of a reason", None, NOW)
    stored = reading().scalar(text("SELECT sealed_reason FROM legal_hold"))
    assert stored
    assert b"Canary" not in stored
    assert [one.reason for one in records.holds()] == ["Canary of a reason"]


def test_a_reason_that_was_encrypted_before_there_was_a_column_type_for_it_still_opens(inside: Flask) -> None:
    records.hold("home", "H1", "Another reason", None, NOW)
    before = app_cipher("kentcare reason of a hold").encrypt(b"Canary of a reason")
    with writing() as session:
        session.execute(text("UPDATE legal_hold SET sealed_reason = :sealed"), {"sealed": before})
    assert reading().scalar(select(LegalHold.reason)) == "Canary of a reason"
