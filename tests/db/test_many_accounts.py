"""Accounts and those who close, invite and replace each other, where 32 write at the same moment."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.cases.assignments import records as assignments
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import reading, writing
from kentcare.desk.directory import records as directory
from kentcare.services.outbox import records as outbox
from support import the_cast
from support.at_once import at_once, begin_to_wait, held, kind, kinds
from support.patience import PATIENCE

__all__ = ["kind"]

NOW = datetime.now(UTC)


def test_an_address_goes_to_one_account(either_app: Flask) -> None:
    with either_app.app_context():
        keeper = the_cast.viewer(either_app, "administrator")

    def invite(writer: int) -> str:
        new = Address("email", "new@example.org")
        role = (Role.PERSONAL_ADVISER, Role.ACCOMMODATION_OFFICER)[writer % 2]
        return administration.invite(
            name=str(writer), addresses=[new], language="en", roles={role}, by=keeper, now=NOW
        ).state

    assert kinds(at_once(either_app, invite)) == {"invited": 1, "AddressTaken": 31}


def test_the_same_invitation_of_a_colleague_is_one_account_and_one_message(either_app: Flask) -> None:
    with either_app.app_context():
        keeper = the_cast.viewer(either_app, "administrator")
    new, roles = Address("email", "new@example.org"), {Role.PERSONAL_ADVISER}
    people = at_once(either_app, lambda _: directory.invite(keeper, "New", new, roles, "/", NOW).id)
    assert all(isinstance(one, int) for one in people)
    assert len(set(people)) == 1
    with either_app.app_context():
        assert outbox.waiting(datetime.now(UTC))[0] == 1


def test_there_is_one_first_administrator(either_app: Flask) -> None:
    with either_app.app_context(), writing() as session:
        session.execute(
            update(Account).where(Account.email == the_cast.email("administrator")).values(state="closed")
        )

    def make(writer: int) -> str:
        mailbox = Address("email", f"first-{writer}@example.org")
        return administration.create_first(
            name="First", address=mailbox, role=Role.ADMINISTRATOR, now=NOW
        ).state

    assert kinds(at_once(either_app, make)) == {"invited": 1, "RoleRefused": 31}


def test_of_many_administrators_who_close_each_other_one_is_left(either_app: Flask) -> None:
    with either_app.app_context():
        keeper = the_cast.viewer(either_app, "administrator")
        for number in range(8):
            administration.invite(
                name=f"Administrator {number}",
                addresses=[Address("email", f"administrator-{number}@example.org")],
                language="en",
                roles={Role.ADMINISTRATOR},
                by=keeper,
                now=NOW,
            )
        found = administration.colleagues(keeper)[1]
        theirs = [
            Viewer(one.id, one.ref, one.name, one.language, one.roles)
            for one in found
            if Role.ADMINISTRATOR in one.roles
        ]
    number = len(theirs)

    def close(writer: int) -> int:
        return administration.close(theirs[writer % number], theirs[(writer + 1) % number].ref, NOW)

    at_once(either_app, close, number)
    with either_app.app_context():
        left = administration.colleagues(keeper)[1]
        assert [one for one in left if Role.ADMINISTRATOR in one.roles]


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_whoever_is_being_closed_closes_nobody(either_app: Flask) -> None:
    with either_app.app_context():
        first = the_cast.viewer(either_app, "administrator")
        new = [Address("email", "second@example.org")]
        roles = {Role.ADMINISTRATOR}
        person = administration.invite(
            name="Second", addresses=new, language="en", roles=roles, by=first, now=NOW
        )
    second, answered = Viewer(person.id, person.ref, person.name, "en", person.roles), list[str]()

    def close() -> None:
        with either_app.app_context():
            try:
                administration.close(second, first.ref, NOW)
            except NotTheirs:
                answered.append("not theirs")

    closes = Thread(target=close)
    with held(either_app, act=lambda: administration.close(first, second.ref, NOW)):
        begin_to_wait(either_app, closes)
        assert closes.is_alive()
    closes.join(PATIENCE)
    assert answered == ["not theirs"]


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_nobody_is_given_to_an_adviser_who_leaves(either_app: Flask) -> None:
    """On SQLite the one begins when the other has saved."""
    with either_app.app_context():
        keeper = the_cast.viewer(either_app, "administrator")
        manager = the_cast.viewer(either_app, "service-manager")
        leaver, other = (the_cast.viewer(either_app, f"personal-adviser{n}") for n in ("", "-2"))

    def close() -> None:
        with either_app.app_context():
            directory.close(keeper, leaver.ref, {Role.PERSONAL_ADVISER: other.ref}, NOW)

    closes = Thread(target=close)
    with held(either_app, act=lambda: assignments.name_adviser(manager, "young-person-2", leaver.id, NOW)):
        begin_to_wait(either_app, closes)
        assert closes.is_alive()
    closes.join(PATIENCE)
    with either_app.app_context():
        with_them = select(func.count()).select_from(YoungPerson).where(YoungPerson.adviser_id == leaver.id)
        assert reading().scalar(with_them) == 0
        with pytest.raises(NotTheirs):
            assignments.name_adviser(manager, "young-person", leaver.id, NOW)
