"""Who lives in a home, and what a Host is told of it. On both databases."""

from datetime import date

from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.cases.homes import records as homes
from kentcare.cases.residents import records as residents
from kentcare.cases.young_people import records as young_people
from support import the_cast

TODAY = date(2026, 11, 25)
OWN = "young-person"


def test_a_host_knows_a_name_and_a_level_and_no_more(either_app: Flask) -> None:
    with either_app.app_context():
        (one,) = residents.housemates(the_cast.viewer(either_app, "host"), TODAY)
        assert (one.name, one.level) == (f"{the_cast.CANARY} {OWN}", "standard")
        assert set(one.__slots__) == {"name", "level", "from_day", "since"}
        assert residents.housemates(the_cast.viewer(either_app, "personal-adviser"), TODAY) == []


def test_each_young_person_can_read_who_looked_at_a_home(either_app: Flask) -> None:
    with either_app.app_context():
        officer = the_cast.viewer(either_app, "accommodation-officer")
        (one,) = residents.residents(officer, homes.one(officer, "home", TODAY), TODAY)
        assert (one.ref, one.name) == (OWN, f"{the_cast.CANARY} {OWN}")
        own = the_cast.viewer(either_app, OWN)
        record = young_people.own_record(own)
        assert record
        (look,) = audit.looks_at(record.id, own_account=own.id, most=9)
        assert (look.actor_name, look.kind) == (officer.name, "home")
