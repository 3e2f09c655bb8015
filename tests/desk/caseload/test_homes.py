"""The pages about homes: the list, one home, its copy, inviting its Hosts, naming its officer."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.models import Home
from kentcare.cases.invitations import records as invitations
from kentcare.db.session import writing
from support import the_cast
from support.code_sign_in import come_in
from support.crowd import HOMES, OWN_HOME, bring_homes, latest_events
from support.html import rows, sheet
from support.invitations import (
    HOME,
    NEW,
    NEW_MOBILE,
    account,
    account_by_mobile,
    invite_host,
    let_be_told,
    sent,
)
from support.naming import account_ref, name_somebody
from support.site import SignedIn
from support.stops import MANAGER, OFFICER, halt, look_into, stops_shown
from support.watching import checksums, statements


def test_a_second_host_is_invited_and_comes_in(people_app: Flask, officer: FlaskClient) -> None:
    response = invite_host(officer)
    assert (response.status_code, response.location) == (303, HOME)
    page = officer.get(HOME).text
    assert "A New Host" in page
    assert "Account: Invited" in page
    assert set(sent(people_app)) == {NEW_MOBILE}
    assert account_by_mobile(people_app).roles == {Role.HOST}
    browser = people_app.test_client()
    assert come_in(people_app, browser, NEW).status_code == 303
    assert "Canaryword young-person" in browser.get("/en/host").text


def test_a_host_is_invited_again(people_app: Flask, signed_in: SignedIn, officer: FlaskClient) -> None:
    lost, host = signed_in("host"), account(people_app, "host")
    let_be_told(people_app, "host")
    assert invite_host(officer, who=host.ref, name="Not Looked At").status_code == 303
    assert lost.get("/en/host").location == "/en/sign-in"
    found = account_by_mobile(people_app)
    assert (found.id, found.name, found.state) == (host.id, host.name, "invited")
    of_the_host = {NEW_MOBILE, the_cast.mobile("host"), the_cast.email("host")}
    assert set(sent(people_app)) == {*of_the_host, the_cast.mobile("service-manager")}


@pytest.mark.parametrize("name", ["host-2", "young-person", "administrator", "accommodation-officer"])
def test_nobody_of_another_home_is_invited_again_from_this_one(
    people_app: Flask, officer: FlaskClient, name: str
) -> None:
    """A ref in the form that is not of this home invites nobody."""
    before = checksums(people_app)
    response = invite_host(officer, who=account(people_app, name).ref)
    assert response.status_code == 422
    assert checksums(people_app) == before


def test_a_host_who_works_here_is_not_given_another_address_from_a_home(
    people_app: Flask, officer: FlaskClient
) -> None:
    """Whoever can change the address of an administrator can become one."""
    host = account(people_app, "host")
    with people_app.app_context(), writing() as session:
        row = session.get_one(Account, host.id)
        row.grants.append(RoleGrant(role=Role.ADMINISTRATOR.value, given_at=datetime.now(UTC)))
    before = checksums(people_app)
    assert invite_host(officer, who=host.ref).status_code == 422
    by = Viewer(
        the_cast.account_id(people_app, "accommodation-officer"),
        "",
        "",
        "en",
        frozenset({Role.ACCOMMODATION_OFFICER}),
    )
    to, now = Address("text", NEW_MOBILE), datetime.now(UTC)
    with people_app.app_context(), pytest.raises(NotTheirs):
        invitations.invite_host(by, OWN_HOME, to, who=host.ref, name="", site="", now=now)
    assert checksums(people_app) == before
    assert host.ref not in officer.get(f"{HOME}/invite-host").text


def test_homes_cost_as_many_queries_however_many_there_are(people_app: Flask, signed_in: SignedIn) -> None:
    client, path = signed_in("accommodation-officer"), f"{HOMES}/by-name/1"
    client.get(path)
    with statements(people_app) as few:
        assert client.get(path).status_code == 200
    bring_homes(people_app, 60)
    with statements(people_app) as many:
        assert len(rows(client.get(path).text)) == 50
    assert few
    assert len(many) == len(few), many


def test_a_copy_of_the_homes(people_app: Flask, signed_in: SignedIn) -> None:
    response = signed_in("accommodation-officer").get("/en/desk/homes.csv")
    assert response.headers["Cache-Control"] == "no-store"
    assert sheet(response.data)[1:] == [
        ["H1", "Canaryword home", "Ashford", "Canaryword accommodation-officer", "Nobody has said", "1", "1"]
    ]
    latest = latest_events(people_app)[0]
    assert (latest.action, latest.kind) == (Action.EXPORTED, "home")


def test_homes_without_an_officer_wait_on_the_desk_and_stand_first(
    people_app: Flask, signed_in: SignedIn
) -> None:
    bring_homes(people_app, 2)
    manager = signed_in("service-manager")
    assert "no officer" not in manager.get("/en/desk").text
    with people_app.app_context(), writing() as session:
        session.query(Home).filter_by(ref="many-00001").one().officer_id = None
    desk = manager.get("/en/desk").text
    assert "1 home has no officer" in desk
    assert f'href="{HOMES}/by-officer/1"' in desk
    listed = manager.get(f"{HOMES}/by-officer/1").text
    assert listed.index("Many 00001") < listed.index("Many 00000")
    assert "Name an officer" in manager.get(f"{HOMES}/many-00001").text
    assert "no officer" not in signed_in("accommodation-officer").get("/en/desk").text
    who = account_ref(people_app, "accommodation-officer-2")
    name_somebody(manager, f"{HOMES}/many-00001/officer", who)
    assert "no officer" not in manager.get("/en/desk").text


def test_stops_stand_on_the_page_of_the_home(people_app: Flask, signed_in: SignedIn) -> None:
    """Those that wait first, each with the link to ring, and those that were looked into."""
    past, waiting = (halt(people_app, months_ago=ago) for ago in (1, 2))
    halt(people_app, second="-2")
    look_into(signed_in(OFFICER), past)
    for name in (OFFICER, MANAGER):
        assert stops_shown(signed_in(name).get("/en/desk/homes/home")) == [waiting, past]
