"""Accounts are looked up, and their owners change what is theirs to decide."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role
from kentcare.db.session import writing
from support import the_cast


@pytest.fixture
def host(either_app: Flask) -> int:
    return the_cast.account_id(either_app, "host")


def test_an_account_is_found_by_each_of_its_addresses(either_app: Flask, host: int) -> None:
    with either_app.app_context():
        person = accounts.by_id(host)
        assert person
        assert [one.channel for one in person.addresses] == ["text", "email"]
        assert [accounts.by_address(one) for one in person.addresses] == [person, person]
        assert accounts.by_address(Address("email", the_cast.email("nobody"))) is None
        assert accounts.by_id(-1) is None


def test_a_closed_account_is_not_among_those_to_choose_from(either_app: Flask, host: int) -> None:
    with either_app.app_context():
        ref = next(one.ref for one in accounts.with_role(Role.HOST) if one.id == host)
        with writing() as session:
            row = session.get_one(Account, host)
            row.state, row.closed_at = "closed", datetime(2026, 11, 2, tzinfo=UTC)
        assert host not in {one.id for one in accounts.with_role(Role.HOST)}
        assert ref in accounts.refs_with_role([Role.HOST])
        assert accounts.closed_before(datetime(2026, 11, 3, tzinfo=UTC)) == [host]
        assert accounts.closed_before(datetime(2026, 11, 2, tzinfo=UTC)) == []


def test_names_are_found_by_id_and_by_ref(either_app: Flask, host: int) -> None:
    name = f"{the_cast.CANARY} host"
    with either_app.app_context():
        person = accounts.by_id(host)
        assert person
        assert accounts.names([host, -1]) == {host: name}
        assert accounts.names_of_refs([person.ref, "unknown"]) == {person.ref: name}


def test_a_setting_that_is_not_given_stays(either_app: Flask, host: int) -> None:
    with either_app.app_context():
        accounts.save_preferences(host, language="ar", may_tell_old_address=True)
        accounts.save_preferences(host)
        person = accounts.by_id(host)
        assert person
        assert (person.language, person.may_tell_old_address) == ("ar", True)


def test_made_up_people_are_known_by_their_addresses(either_app: Flask) -> None:
    with either_app.app_context():
        assert accounts.has_made_up_people()
        with writing() as session:
            for number, row in enumerate(session.query(Account)):
                row.email, row.mobile = f"{number}@kent.gov.uk", None
        assert not accounts.has_made_up_people()
