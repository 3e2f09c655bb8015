"""Who may make whom an advocate: advocacy isolation, asked of the records."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import RoleGrant
from kentcare.accounts.accounts.rules import ADVOCACY, BY_CODE, COUNCIL, Role, RoleRefusal
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.db.session import reading
from support import the_cast

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
OTHERS = sorted(COUNCIL | BY_CODE)
ADVOCATES = sorted(ADVOCACY)


def grants(app: Flask) -> set[tuple[int, str]]:
    with app.app_context():
        return {(row.account_id, row.role) for row in reading().scalars(select(RoleGrant))}


def behind(app: Flask) -> set[tuple[int, str]]:
    return {(account, role) for account, role in grants(app) if role in ADVOCACY}


def viewer_of(app: Flask, name: str) -> Viewer:
    with app.app_context():
        person = accounts.by_id(the_cast.account_id(app, name))
    assert person
    return Viewer(person.id, person.ref, person.name, person.language, person.roles)


@pytest.mark.parametrize("giver", OTHERS)
@pytest.mark.parametrize("role", ADVOCATES)
def test_nobody_else_makes_an_advocate_by_asking_the_records(
    people_app: Flask, giver: str, role: str
) -> None:
    before, by = behind(people_app), viewer_of(people_app, giver)
    mates = [viewer_of(people_app, name).ref for name in (giver, "panel-member", "host", "young-person")]
    with people_app.app_context():
        for roles in ({Role(role)}, {Role(role), Role.PANEL_MEMBER}, ADVOCACY, {Role(role), Role.HOST}):
            with pytest.raises(accounts.RoleRefused):
                administration.invite(name="N", addresses=[], language="en", roles=roles, by=by, now=NOW)
            for ref in mates:
                with pytest.raises((accounts.RoleRefused, accounts.NotTheirs)):
                    administration.set_roles(by, ref, roles, NOW)
    assert behind(people_app) == before


@pytest.mark.parametrize("held", OTHERS)
def test_a_lead_makes_nobody_who_holds_another_role_an_advocate(people_app: Flask, held: str) -> None:
    before, lead = grants(people_app), viewer_of(people_app, "advocacy-lead")
    ref = viewer_of(people_app, held).ref
    with people_app.app_context():
        for roles in ({Role.ADVOCATE}, {Role.ADVOCATE, Role(held)}, {Role(held)}):
            with pytest.raises(accounts.NotTheirs):
                administration.set_roles(lead, ref, roles, NOW)
            if roles != {Role.ADVOCATE}:
                with pytest.raises(accounts.RoleRefused):
                    administration.invite(
                        name="N", addresses=[], language="en", roles=roles, by=lead, now=NOW
                    )
        with pytest.raises(accounts.RoleRefused):
            administration.set_roles(
                lead, viewer_of(people_app, "advocate").ref, {Role.ADVOCATE, Role(held)}, NOW
            )
    assert grants(people_app) == before


def test_no_account_can_be_emptied_and_filled_on_the_other_side(people_app: Flask) -> None:
    lead = viewer_of(people_app, "advocacy-lead")
    with people_app.app_context():
        with pytest.raises(accounts.RoleRefused) as refused:
            administration.set_roles(lead, viewer_of(people_app, "advocate").ref, set(), NOW)
        assert refused.value.why is RoleRefusal.NOTHING_LEFT


@pytest.mark.parametrize("role", ADVOCATES)
def test_the_machine_itself_makes_no_second_first_one(people_app: Flask, role: str) -> None:
    before = behind(people_app)
    with people_app.app_context(), pytest.raises(accounts.RoleRefused):
        administration.create_first(
            name="N", address=Address("email", "n@example.org"), role=Role(role), now=NOW
        )
    assert behind(people_app) == before
