"""Every encrypted column of the wing opens what was stored before there were encrypted columns.

Then, each room encrypted by hand: Fernet, under a key that is derived from the secret and a purpose. Neither
can change while there are rows.
"""

import base64
import json
from datetime import UTC, date, datetime

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import LargeBinary, bindparam, text

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.cases.arrangements.models import Arrangement
from kentcare.core.encryption import app_secrets, derive_key
from kentcare.db.encrypted import EncryptedJson, EncryptedText
from kentcare.db.model import Model
from kentcare.db.session import reading, writing
from kentcare.hosting.calendar_feed.models import CalendarFeed
from kentcare.hosting.households.models import Adult
from kentcare.hosting.reports.models import MonthlyReport, ReportNote
from kentcare.hosting.reversals import records as reversals
from kentcare.hosting.reversals.models import Reversal
from kentcare.hosting.reversals.rules import Decision
from kentcare.hosting.terms.models import Terms
from kentcare.hosting.training_and_checks.models import Certificate
from support import the_cast

WORDS = "Canary of old words. ሰላም"
ANSWERS = {"well": WORDS, "hours": 12, "needs": ["call"]}
# The attribute of each, the column, and the purpose as it was when the first rows were stored.
COLUMNS: list[tuple[type[Model], str, str, str]] = [
    (MonthlyReport, "answers", "sealed", "kentcare monthly report"),
    (ReportNote, "text", "sealed", "kentcare note on a report"),
    (ReportNote, "corrections", "sealed_corrections", "kentcare corrections of a report"),
    (Reversal, "said", "sealed_said", "kentcare what was said with a decision"),
    (Reversal, "reason", "sealed_reason", "kentcare why a decision was taken back"),
    (Adult, "name", "sealed_name", "kentcare name of an adult of a home"),
    (Certificate, "title", "sealed_title", "kentcare course that a Host chose"),
    (Certificate, "reason", "sealed_reason", "kentcare why a certificate does not count"),
    (CalendarFeed, "token", "sealed_token", "kentcare token of a calendar"),
    (Arrangement, "why", "sealed_why", "kentcare why an arrangement ended"),
    (Terms, "why", "sealed_why", "kentcare why terms were decided"),
]


def encrypted_by_hand(purpose: str, words: str) -> bytes:
    key = base64.urlsafe_b64encode(derive_key(app_secrets()[0], purpose))
    return Fernet(key).encrypt(words.encode())


@pytest.fixture
def rows(either_app: Flask) -> Flask:
    """A row in each of the tables. Some of them are empty without a test."""
    with either_app.app_context(), writing() as session:
        stay = session.query(Arrangement).filter_by(ref="stay").one()
        host = the_cast.account_id(either_app, "host")
        at = datetime(2026, 11, 3, tzinfo=UTC)
        report = MonthlyReport(
            ref="report",
            reference="report",
            home_id=stay.home_id,
            young_person_id=stay.young_person_id,
            month=date(2026, 10, 1),
            level="standard",
            author_id=host,
            sent_at=at,
            answers={},
        )
        session.add(report)
        session.flush()
        session.add(ReportNote(report_id=report.id, kind="answer", author_id=host, at=at, text=""))
        reversals.add(
            Viewer(id=host, ref="", name="", language="en", roles=frozenset()),
            reversals.REPORT,
            "report",
            Decision.READ,
            "",
            at,
            decided_by=host,
            decided_at=at,
        )
        feed = {"token_hash": "-", "token": ""}
        session.add(
            Terms(
                ref="terms", home_id=stay.home_id, places=2, from_day=date(2026, 1, 1), entered_at=at, why=""
            )
        )
        session.add(CalendarFeed(account_id=host, made_at=at, **feed))
    return either_app


@pytest.mark.parametrize(("model", "attribute", "column", "purpose"), COLUMNS)
def test_what_was_encrypted_by_hand_is_read(
    rows: Flask, model: type[Model], attribute: str, column: str, purpose: str
) -> None:
    is_json = attribute in ("answers", "corrections")
    with rows.app_context():
        old = encrypted_by_hand(purpose, json.dumps(ANSWERS) if is_json else WORDS)
        update = text(f"UPDATE {model.__tablename__} SET {column} = :old")  # noqa: S608  # names of ours
        with writing() as session:
            session.execute(update.bindparams(bindparam("old", old, LargeBinary)))
        found = reading().scalars(reading().query(getattr(model, attribute)).statement).all()
    assert found
    assert all(one == (ANSWERS if is_json else WORDS) for one in found)


def test_every_encrypted_column_of_the_wing_is_tried() -> None:
    models = [mapper.class_ for mapper in Model.registry.mappers]
    encrypted = {
        (model.__tablename__, column.name)
        for model in models
        if model.__module__.startswith("kentcare.hosting") or model is Arrangement
        for column in model.__table__.columns
        if isinstance(column.type, EncryptedText | EncryptedJson)
    }
    assert encrypted == {(model.__tablename__, column) for model, _, column, _ in COLUMNS}
