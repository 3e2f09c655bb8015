"""Who may invite whom, and that an invitation is sent. On both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, update

from kentcare.accounts.accounts.addresses import Address
from kentcare.cases.homes.models import HomeHost
from kentcare.cases.homes.records import NoSuchHome
from kentcare.cases.invitations import records as invitations
from kentcare.cases.young_people.models import YoungPerson
from kentcare.cases.young_people.records import NoSuchRecord
from kentcare.db.session import writing
from kentcare.services.messages import records as messages
from support import the_cast

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TO = Address("email", "new@example.org")
SITE = "https://offer.example"


@pytest.fixture
def inside(either_app: Flask) -> Iterator[Flask]:
    with either_app.app_context(), either_app.test_request_context("/en/"):
        yield either_app


def test_an_adviser_invites_a_young_person_and_nobody_else_does(inside: Flask) -> None:
    adviser = the_cast.viewer(inside, "personal-adviser")
    with writing() as session:
        session.execute(update(YoungPerson).values(account_id=None))
    assert invitations.number_without_account(adviser) == 1
    for name in ("personal-adviser-2", "service-manager", "accommodation-officer"):
        with pytest.raises(NoSuchRecord):
            invitations.invite_young_person(
                the_cast.viewer(inside, name), "young-person", TO, site=SITE, is_safe=False, now=NOW
            )
    invitations.invite_young_person(adviser, "young-person", TO, site=SITE, is_safe=False, now=NOW)
    assert invitations.number_without_account(adviser) == 0
    ((_, message),) = messages.latest(9)
    assert message.to == TO.value
    assert SITE in message.text


def test_an_officer_invites_a_host_and_nobody_else_does(inside: Flask) -> None:
    officer = the_cast.viewer(inside, "accommodation-officer")
    with writing() as session:
        session.execute(delete(HomeHost))
    assert invitations.number_without_host(officer) == 1
    for name in ("accommodation-officer-2", "service-manager", "personal-adviser"):
        with pytest.raises(NoSuchHome):
            invitations.invite_host(
                the_cast.viewer(inside, name), "home", TO, who=None, name="New Host", site=SITE, now=NOW
            )
    invitations.invite_host(officer, "home", TO, who=None, name="New Host", site=SITE, now=NOW)
    assert invitations.number_without_host(officer) == 0
    ((_, message),) = messages.latest(9)
    assert message.to == TO.value
