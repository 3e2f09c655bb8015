"""What is saved of the places of homes, and who may see and change it. On both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes import records as homes
from kentcare.db.session import writing
from kentcare.hosting.terms import records as terms
from kentcare.hosting.terms.records import NoSuchTerms, SaidTerms, TermsRefused
from support import the_cast
from support.arrangement_pages import TODAY
from support.places import DECIDED, SINCE, head, places

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
NEXT = date(2026, 6, 1)


def said(app: Flask, name: str = "service-manager", home: str = "home") -> list[SaidTerms]:
    viewer = the_cast.viewer(app, name)
    return terms.of_home(viewer, homes.one(viewer, home, TODAY))


def days(rows: list[SaidTerms]) -> list[tuple[int, date, date | None, bool]]:
    return [(one.places, one.from_day, one.to_day, one.replaced_at is None) for one in rows]


def test_nothing_is_ever_changed_and_another_stands_beside_it(either_app: Flask) -> None:
    places(either_app, 2)
    places(either_app, 1, NEXT)
    with either_app.app_context():
        assert days(said(either_app)) == [
            (1, NEXT, None, True),
            (2, SINCE, NEXT - timedelta(days=1), True),
            (2, SINCE, None, False),
        ]


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


def test_a_day_has_one_row_whichever_window_was_first(either_app: Flask) -> None:
    """The second of two managers who write down the same days is told so."""
    places(either_app, 1, NEXT)
    with pytest.raises(TermsRefused):
        places(either_app, 3, SINCE)
    with pytest.raises(TermsRefused):
        places(either_app, 3, NEXT)
    with either_app.app_context():
        assert len(said(either_app)) == 1


def test_what_was_put_right_is_put_right_once(either_app: Flask) -> None:
    places(either_app, 20)
    with either_app.app_context():
        manager = the_cast.viewer(either_app, "service-manager")
        [wrong] = said(either_app)
        right = replace(wrong.facts, places=2)
        terms.put_right(manager, wrong.ref, right, "A slip", NOW, TODAY)
        with pytest.raises(NoSuchTerms):
            terms.put_right(manager, wrong.ref, replace(right, places=3), "", NOW, TODAY)
        now, before = said(either_app)
        assert (now.places, now.why, now.entered_at) == (2, "A slip", NOW)
        assert (before.places, before.replaced_by, before.replaced_at) == (20, manager.name, NOW)
        assert [one.places for one in terms.every()] == [2]


@pytest.mark.parametrize(
    "name", ["accommodation-officer", "accommodation-officer-2", "host", "administrator"]
)
def test_only_a_service_manager_changes_them(either_app: Flask, name: str) -> None:
    places(either_app, 2)
    with either_app.app_context():
        [one] = said(either_app)
        with pytest.raises(NoSuchTerms):
            terms.take_back(the_cast.viewer(either_app, name), one.ref, NOW)


@pytest.mark.parametrize(("name", "number"), [("host", 1), ("accommodation-officer", 1)])
def test_whose_home_it_is_sees_them(either_app: Flask, name: str, number: int) -> None:
    places(either_app, 2)
    with either_app.app_context():
        assert len(said(either_app, name)) == number
        home = homes.one(the_cast.viewer(either_app, name), "home", TODAY)
        assert terms.of_home(the_cast.viewer(either_app, f"{name}-2"), home) == []


def test_a_home_is_crowded_only_over_its_places(either_app: Flask) -> None:
    places(either_app, 1)
    with either_app.app_context():
        manager = the_cast.viewer(either_app, "service-manager")
        assert terms.crowded(manager, TODAY) == []
        home = homes.one(manager, "home", TODAY)
        with writing() as session:
            changes = {"home_id": home.id, "over_places_by_id": head(either_app)}
            session.execute(update(Arrangement).where(Arrangement.ref == "stay-2").values(**changes))
        [one] = terms.crowded(manager, TODAY)
        assert (one.ref, one.living, one.places) == ("home", 2, 1)
        assert one.decided_by == [f"{the_cast.CANARY} head-of-service"]
        assert terms.crowded(the_cast.viewer(either_app, "accommodation-officer-2"), TODAY) == []


def test_whoever_decided_it_finds_it_in_the_copy_of_their_data(either_app: Flask) -> None:
    places(either_app, 2)
    with either_app.app_context():
        [row] = terms.held_about(head(either_app))
        assert (row["places"], row["decided_on"], row["entered_at"]) == (2, DECIDED, None)
        [row] = terms.held_about(the_cast.account_id(either_app, "service-manager"))
        assert row["decided_on"] is None
        assert row["entered_at"]
