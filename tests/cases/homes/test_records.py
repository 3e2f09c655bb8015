"""Who sees a home, whatever is asked. On both databases."""

from datetime import date

import pytest
from flask import Flask

from kentcare.cases.homes import records as homes
from support import the_cast

TODAY = date(2026, 11, 25)
SEES = {
    "host": {"home"},
    "host-2": {"home-2"},
    "accommodation-officer": {"home"},
    "accommodation-officer-2": {"home-2"},
    "service-manager": {"home", "home-2"},
}


def test_a_home_is_seen_by_its_hosts_its_officer_and_the_manager(either_app: Flask) -> None:
    with either_app.app_context():
        for name in the_cast.PEOPLE:
            someone, theirs = the_cast.viewer(either_app, name), SEES.get(name, set())
            number, rows = homes.page(someone, TODAY)
            assert ({row.ref for row in rows}, number) == (theirs, len(theirs)), name
            for ref in {"home", "home-2"} - theirs:
                with pytest.raises(homes.NoSuchHome):
                    homes.one(someone, ref, TODAY)


def test_whoever_sees_a_home_in_a_list_opens_it(either_app: Flask) -> None:
    with either_app.app_context():
        for name, theirs in SEES.items():
            someone = the_cast.viewer(either_app, name)
            for row in homes.page(someone, TODAY)[1]:
                assert homes.one(someone, row.ref, TODAY) == row
            ids = {row.id for row in homes.page(the_cast.viewer(either_app, "service-manager"), TODAY)[1]}
            assert len(homes.seen_among(someone, ids)) == len(theirs), name
