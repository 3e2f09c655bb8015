"""The homes in which more live than there are places. On both databases."""

from flask import Flask
from sqlalchemy import update

from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes import records as homes
from kentcare.db.session import writing
from kentcare.hosting.terms.records import crowded
from support import the_cast
from support.arrangement_pages import TODAY
from support.places import head, places


def test_a_home_is_crowded_only_over_its_places(either_app: Flask) -> None:
    places(either_app, 1)
    with either_app.app_context():
        manager = the_cast.viewer(either_app, "service-manager")
        assert crowded.crowded(manager, TODAY) == []
        home = homes.one(manager, "home", TODAY)
        with writing() as session:
            changes = {"home_id": home.id, "over_places_by_id": head(either_app)}
            session.execute(update(Arrangement).where(Arrangement.ref == "stay-2").values(**changes))
        [one] = crowded.crowded(manager, TODAY)
        assert (one.ref, one.living, one.places) == ("home", 2, 1)
        assert (one.let_in.by, one.undecided) == ([f"{the_cast.CANARY} head-of-service"], 0)
        assert crowded.number(manager, TODAY) == 1
        assert crowded.crowded(the_cast.viewer(either_app, "accommodation-officer-2"), TODAY) == []


def test_a_decision_on_one_is_none_on_another(either_app: Flask) -> None:
    """Of two who are too many the Head of Service has let in one."""
    places(either_app, 0)
    with either_app.app_context():
        home = homes.one(the_cast.viewer(either_app, "service-manager"), "home", TODAY)
        with writing() as session:
            changes = {"home_id": home.id, "over_places_by_id": head(either_app)}
            session.execute(update(Arrangement).where(Arrangement.ref == "stay-2").values(**changes))
        found = crowded.one(home.id, TODAY)
        assert found
        assert (found.living, found.let_in.number, found.undecided) == (2, 1, 1)
