"""Who may list, open and assign a case, and how its answers are stored."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text, update
from sqlalchemy.exc import InvalidRequestError

from kentcare.accounts.accounts import records as accounts
from kentcare.advocacy import records
from kentcare.advocacy.models import AdvocacyCase
from kentcare.core.encryption import cipher as cipher_of
from kentcare.db.session import reading, writing
from support import the_cast

DAY = date(2026, 11, 2)


def who_has_it(app: Flask) -> dict[str, int | None]:
    with app.app_context():
        return {row.ref: row.advocate_id for row in reading().scalars(select(AdvocacyCase))}


def test_the_records_ask_again_who_may_and_whom(people_app: Flask) -> None:
    """Were the access table wrong, nothing would come of it."""
    adviser, advocate = (the_cast.account_id(people_app, name) for name in ("personal-adviser", "advocate-2"))
    before = who_has_it(people_app)
    with people_app.app_context():
        for name in ("advocate", "service-manager"):
            other = the_cast.viewer(people_app, name)
            with pytest.raises(records.NoSuchCase):
                records.name_advocate(other, "case", advocate)
            assert records.without_advocate(other) == 0
        lead = the_cast.viewer(people_app, "advocacy-lead")
        with pytest.raises(accounts.NotTheirs):
            records.name_advocate(lead, "case", adviser)
    assert who_has_it(people_app) == before


def test_the_database_holds_no_word_of_it(people_app: Flask, peopled: Path) -> None:
    with people_app.app_context():
        rows = reading().execute(text("SELECT sealed, person_mark FROM advocacy_case")).all()
        held = b"".join(bytes(row.sealed) for row in rows) + "".join(row.person_mark for row in rows).encode()
    for word in (b"Canaryword", b"told", b"text", b"young-person"):
        assert word not in held
    assert b"told an advocate" not in peopled.read_bytes()


def test_a_case_of_an_old_database_opens(people_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written as before there was a type of column for it: JSON, encrypted for its purpose by hand."""
    key = "k" * 40
    monkeypatch.setenv("ADVOCACY_KEY", key)
    encrypted = cipher_of([key], "kentcare advocacy case").encrypt(b'{"about": "Canaryword"}')
    with people_app.app_context():
        with writing() as session:
            session.execute(
                text(
                    "INSERT INTO advocacy_case (ref, person_mark, sealed, asked_on)"
                    " VALUES ('old', 'x', :sealed, '2026-11-02')"
                ),
                {"sealed": encrypted},
            )
        case = records.open_case(the_cast.viewer(people_app, "advocacy-lead"), "old")
    assert case.answers == {"about": "Canaryword"}


def test_a_case_is_decrypted_only_where_a_query_asks_for_it(people_app: Flask) -> None:
    with people_app.app_context():
        row = reading().scalars(select(AdvocacyCase)).first()
        assert row
        assert "answers" in inspect(row).unloaded
        with pytest.raises(InvalidRequestError):
            assert row.answers


@pytest.mark.parametrize(
    ("name", "listed", "openable"),
    [
        ("advocate", ["case"], ["case", "closed"]),
        ("advocate-2", ["case-2"], ["case-2"]),
        ("advocacy-lead", ["case", "case-2"], ["case", "case-2", "closed"]),
        ("service-manager", [], []),
        ("personal-adviser", [], []),
        ("host", [], []),
    ],
)
def test_who_may_list_a_case_and_who_may_open_one(
    people_app: Flask, name: str, listed: list[str], openable: list[str]
) -> None:
    """A closed case is in no list, and its advocate and the lead still open it."""
    advocate = the_cast.account_id(people_app, "advocate")
    with people_app.app_context():
        records.ask("somebody", {"about": "x"}, DAY, advocate=advocate, ref="closed")
        with writing() as session:
            session.execute(update(AdvocacyCase).where(AdvocacyCase.ref == "closed").values(closed_on=DAY))
        viewer = the_cast.viewer(people_app, name)
        refs = select(AdvocacyCase.ref).order_by(AdvocacyCase.ref)
        assert list(reading().scalars(refs.where(records.visible_to(viewer)))) == listed
        assert list(reading().scalars(refs.where(records.openable_by(viewer)))) == openable
