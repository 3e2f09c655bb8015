"""The access table names views and roles that are there."""

from flask import Flask

from kentcare.accounts.access import TABLE
from kentcare.accounts.accounts.rules import Role
from kentcare.web.access import EVERYBODY


def test_each_row_is_of_a_view(app: Flask) -> None:
    """The views are of higher wings, so that the table holds their names alone."""
    assert not set(TABLE) - set(app.view_functions)


def test_each_row_opens_its_view_to_somebody() -> None:
    for endpoint, audience in TABLE.items():
        assert audience == EVERYBODY or (audience and set(audience) <= set(Role)), endpoint
