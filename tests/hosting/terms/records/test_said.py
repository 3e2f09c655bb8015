"""Who sees the places of homes, and which hold on a day. On both databases."""

from datetime import date, timedelta

import pytest
from flask import Flask

from kentcare.cases.homes import records as homes
from kentcare.hosting.terms.records import said as terms
from kentcare.hosting.terms.records.said import SaidTerms
from support import the_cast
from support.arrangement_pages import TODAY
from support.places import DECIDED, SINCE, head, places

NEXT = date(2026, 6, 1)


def said(app: Flask, name: str = "service-manager", home: str = "home") -> list[SaidTerms]:
    viewer = the_cast.viewer(app, name)
    return terms.of_home(viewer, homes.one(viewer, home, TODAY))


@pytest.mark.parametrize(
    ("day", "number"),
    [(SINCE - timedelta(days=1), None), (SINCE, 2), (NEXT - timedelta(days=1), 2), (NEXT, 1)],
)
def test_the_row_of_the_day_is_read(either_app: Flask, day: date, number: int | None) -> None:
    places(either_app, 2)
    places(either_app, 1, NEXT)
    with either_app.app_context():
        home = homes.one(the_cast.viewer(either_app, "host"), "home", TODAY)
        held = terms.on_day([home.id], day).get(home.id)
        assert (held.places if held else None) == number


@pytest.mark.parametrize(("name", "number"), [("host", 1), ("accommodation-officer", 1)])
def test_whose_home_it_is_sees_them(either_app: Flask, name: str, number: int) -> None:
    places(either_app, 2)
    with either_app.app_context():
        assert len(said(either_app, name)) == number
        home = homes.one(the_cast.viewer(either_app, name), "home", TODAY)
        assert terms.of_home(the_cast.viewer(either_app, f"{name}-2"), home) == []


def test_whoever_decided_it_finds_it_in_the_copy_of_their_data(either_app: Flask) -> None:
    places(either_app, 2)
    with either_app.app_context():
        [row] = terms.held_about(head(either_app))
        assert (row["places"], row["decided_on"], row["entered_at"]) == (2, DECIDED, None)
        [row] = terms.held_about(the_cast.account_id(either_app, "service-manager"))
        assert row["decided_on"] is None
        assert row["entered_at"]
