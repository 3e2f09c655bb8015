"""An arrangement cannot end before it begins, and its level is one of three: the database says so too."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from kentcare.cases.arrangements.models import Arrangement
from kentcare.db.session import writing


@pytest.mark.parametrize("changed", [{"to_day": date(2026, 1, 4)}, {"level": "some"}])
def test_the_database_refuses_what_cannot_be(either_app: Flask, changed: dict[str, object]) -> None:
    def change() -> None:
        with writing() as session:
            stay = session.query(Arrangement).filter_by(ref="stay").one()
            for name, value in changed.items():
                setattr(stay, name, value)

    with either_app.app_context(), pytest.raises(IntegrityError):
        change()
