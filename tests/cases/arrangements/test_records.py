"""Who lives where, and why an arrangement ended, as rows of older databases hold it. On both databases."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.arrangements.models import HOME, Arrangement
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.core.encryption import app_cipher
from kentcare.db.session import reading, writing
from support import the_cast

TODAY = date(2026, 11, 25)


def test_what_a_stay_shows_of_its_home_is_in_the_table_of_homes() -> None:
    """The room of homes is above, so that the table is named by a string."""
    assert HOME.name == Home.__tablename__
    for one in HOME.columns:
        assert isinstance(Home.__table__.c[one.name].type, type(one.type))


@pytest.mark.parametrize(
    ("last", "since", "lives_there"),
    [
        (None, None, True),
        (TODAY, None, True),
        (date(2026, 11, 24), None, False),
        (date(2026, 11, 24), date(2026, 11, 24), True),
        (date(2026, 11, 23), date(2026, 11, 24), False),
    ],
)
def test_who_lives_in_a_home_or_has_since_a_day(
    either_app: Flask, last: date | None, since: date | None, lives_there: bool
) -> None:
    with either_app.app_context():
        with writing() as session:
            session.execute(update(Arrangement).where(Arrangement.ref == "stay").values(to_day=last))
        home = homes.one(the_cast.viewer(either_app, "host"), "home", TODAY)
        stays = arrangements.stays_in([home.id], TODAY, since)
        assert [(stay.ref, stay.home_ref, stay.home_name) for stay in stays] == (
            [("stay", "home", home.name)] if lives_there else []
        )
        assert home.living_there == (last is None or last >= TODAY)


def test_a_reason_is_encrypted_under_the_purpose_of_older_rows(either_app: Flask) -> None:
    purpose = "kentcare why an arrangement ended"
    of_stay = Arrangement.ref == "stay"
    with either_app.app_context():
        old = app_cipher(purpose).encrypt(b"Canary of a reason")
        with writing() as session:
            session.execute(text("UPDATE arrangement SET sealed_why = :old WHERE ref = 'stay'"), {"old": old})
        row = reading().scalars(select(Arrangement).where(of_stay)).one()
        assert row.why == "Canary of a reason"
        with writing() as session:
            session.execute(update(Arrangement).where(of_stay).values(why="Another reason"))
        written = reading().scalar(text("SELECT sealed_why FROM arrangement WHERE ref = 'stay'"))
        assert app_cipher(purpose).decrypt(bytes(written)) == b"Another reason"


def test_where_somebody_lived_goes_with_their_record(either_app: Flask) -> None:
    with either_app.app_context():
        home = homes.one(the_cast.viewer(either_app, "host"), "home", TODAY)
        (stay,) = arrangements.stays_in([home.id], TODAY)
        arrangements.forget_young_person(stay.young_person_id)
        assert arrangements.stays_of(stay.young_person_id) == []
        assert reading().scalars(select(Arrangement.ref)).all() == ["stay-2"]
