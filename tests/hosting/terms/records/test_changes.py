"""What is saved of the places of homes, and who may change it. On both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from kentcare.cases.homes import records as homes
from kentcare.hosting.terms.records import changes
from kentcare.hosting.terms.records import said as terms
from kentcare.hosting.terms.records.changes import TermsRefused
from kentcare.hosting.terms.records.said import NoSuchTerms, SaidTerms
from support import the_cast
from support.arrangement_pages import TODAY
from support.places import SINCE, places

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
        changes.put_right(manager, wrong.ref, right, "A slip", NOW, TODAY)
        with pytest.raises(NoSuchTerms):
            changes.put_right(manager, wrong.ref, replace(right, places=3), "", NOW, TODAY)
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
            changes.take_back(the_cast.viewer(either_app, name), one.ref, NOW)
