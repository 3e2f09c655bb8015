"""An arrangement that is over."""

from datetime import date

import pytest
from flask import Flask

from kentcare.cases.arrangements.models import Arrangement
from kentcare.db.session import writing

LEFT = date(2026, 3, 31)


@pytest.fixture
def has_left(people_app: Flask) -> None:
    """The first young person lives in the first home no longer."""
    with people_app.app_context(), writing() as session:
        session.query(Arrangement).filter_by(ref="stay").one().to_day = LEFT
