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
        assert one.decided_by == [f"{the_cast.CANARY} head-of-service"]
        assert crowded.crowded(the_cast.viewer(either_app, "accommodation-officer-2"), TODAY) == []
