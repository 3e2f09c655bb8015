"""What stands in somebody's name goes to another of the same role, and is counted. On both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.advocacy import records as advocacy
from kentcare.desk.directory import handover
from kentcare.desk.imports.leavers import ROLES_WITH_WORK
from support import the_cast

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def inside(either_app: Flask) -> Iterator[Flask]:
    with either_app.app_context():
        yield either_app


@pytest.mark.parametrize("role", sorted(handover.ROLES_WITH_WORK))
def test_the_work_of_one_becomes_the_work_of_another(inside: Flask, role: Role) -> None:
    one, two = the_cast.viewer(inside, role.value), the_cast.viewer(inside, f"{role.value}-2")
    keeper = the_cast.viewer(inside, "advocacy-lead" if role == Role.ADVOCATE else "administrator")
    assert (handover.work_of(one.id), handover.work_of(two.id)) == ({role: 1}, {role: 1})
    assert handover.reassign(role, one.id, two.id, keeper, NOW) == 1
    assert (handover.work_of(one.id), handover.work_of(two.id)) == ({}, {role: 2})
    (event,) = audit.events(most=1)
    assert (event.action, event.actor_name) == (Action.HANDED_ON, keeper.name)


def test_an_advocate_reads_the_case_that_came_to_them_and_the_other_does_not(inside: Flask) -> None:
    one, two = the_cast.viewer(inside, "advocate"), the_cast.viewer(inside, "advocate-2")
    handover.reassign(Role.ADVOCATE, one.id, two.id, the_cast.viewer(inside, "advocacy-lead"), NOW)
    assert advocacy.open_case(two, "case").ref == "case"
    with pytest.raises(advocacy.NoSuchCase):
        advocacy.open_case(one, "case")


def test_work_that_nobody_takes_waits(inside: Flask) -> None:
    one = the_cast.viewer(inside, "advocate")
    handover.reassign(Role.ADVOCATE, one.id, None, the_cast.viewer(inside, "advocacy-lead"), NOW)
    assert handover.work_of(one.id) == {}
    assert advocacy.open_case(the_cast.viewer(inside, "advocacy-lead"), "case").advocate is None


def test_who_has_no_work_leaves_none(inside: Flask) -> None:
    assert handover.work_of(the_cast.account_id(inside, "panel-member")) == {}


def test_a_list_of_leavers_hands_on_all_that_can_be() -> None:
    """The list is checked without the records, so it says for itself which roles have work."""
    assert ROLES_WITH_WORK == handover.ROLES_WITH_WORK
