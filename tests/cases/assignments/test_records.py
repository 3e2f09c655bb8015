"""Whose young people and homes are, and whose they become. On both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.cases.assignments import records as assignments
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from support import the_cast

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
OWN, OTHERS = "young-person", "young-person-2"


@pytest.fixture
def inside(either_app: Flask) -> Iterator[Flask]:
    with either_app.app_context():
        yield either_app


def seen_by(someone: Viewer) -> set[str]:
    return {record.ref for record in young_people.page(someone, TODAY)[1]}


def homes_of(someone: Viewer) -> set[str]:
    return {row.ref for row in homes.page(someone, TODAY)[1]}


def test_the_work_of_somebody_who_leaves_goes_to_another(inside: Flask) -> None:
    one, two = the_cast.viewer(inside, "personal-adviser"), the_cast.viewer(inside, "personal-adviser-2")
    assert (
        assignments.reassign_young_people(one.id, two.id, the_cast.viewer(inside, "administrator"), NOW) == 1
    )
    assert (seen_by(one), seen_by(two)) == (set(), {OWN, OTHERS})


def test_the_homes_of_an_officer_who_leaves_wait_for_another(inside: Flask) -> None:
    officer, manager = (
        the_cast.viewer(inside, name) for name in ("accommodation-officer", "service-manager")
    )
    assert assignments.reassign_homes(officer.id, None, manager, NOW) == 1
    assert homes_of(officer) == set()
    assert (assignments.number_without_officer(manager), assignments.number_officered_by(officer.id)) == (
        1,
        0,
    )
    assert assignments.number_without_officer(officer) == 0
    assignments.name_officer(manager, "home", officer.id, NOW)
    assert homes_of(officer) == {"home"}


def test_only_a_manager_names_and_only_somebody_of_the_role(inside: Flask) -> None:
    adviser, officer = (
        the_cast.viewer(inside, name) for name in ("personal-adviser", "accommodation-officer")
    )
    manager = the_cast.viewer(inside, "service-manager")
    with pytest.raises(young_people.NoSuchRecord):
        assignments.name_adviser(adviser, OWN, adviser.id, NOW)
    with pytest.raises(homes.NoSuchHome):
        assignments.name_officer(officer, "home", officer.id, NOW)
    with pytest.raises(NotTheirs):
        assignments.name_adviser(manager, OWN, officer.id, NOW)
    with pytest.raises(NotTheirs):
        assignments.name_officer(manager, "home", adviser.id, NOW)
