"""Every route gives everybody what the access table says and no more, and looking changes nothing."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.access import TABLE
from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.config import Settings
from kentcare.web.access import EVERYBODY, table_of
from support import the_cast
from support.every import some
from support.routes import METHODS, ServedRoute, routes, rules_of
from support.site import SignedIn, make_app
from support.watching import checksums


def test_the_table_speaks_of_no_view_that_is_not_there(settings: Settings) -> None:
    """A row that nobody needs hides one that is misspelt."""
    assert set(TABLE) == {rule.endpoint for rule in rules_of(make_app(settings))}


def test_only_a_demonstration_has_its_pages(settings: Settings) -> None:
    """Its rows come with its package, and every route of it has one."""
    app = make_app(replace(settings, demo=True))
    own = {rule.endpoint for rule in rules_of(app)} - set(TABLE)
    assert own == {"demo.choose", "demo.become", "demo.show_messages"}
    assert own <= set(table_of(app))


def test_without_signing_in_only_public_doors_open(people_app: Flask) -> None:
    """Without a session every other route leads to the sign-in page, or answers 401 to a post."""
    client = people_app.test_client()
    tried = 0
    for door in routes(people_app):
        if TABLE[door.endpoint] == EVERYBODY:
            continue
        tried += 1
        response = client.open(door.address, method=door.method)
        if door.method in {"GET", "HEAD"}:
            assert (response.status_code, response.location) == (303, "/en/sign-in"), door
        else:
            assert response.status_code == 401, door
    assert tried > 30


def test_a_method_that_a_door_has_not_is_no_way_round(people_app: Flask) -> None:
    """Every route is tried with every method."""
    client = people_app.test_client()
    served: dict[str, set[str]] = {}
    for door in routes(people_app):
        served.setdefault(door.address, set()).add(door.method)
    for address, methods in served.items():
        for method in {*METHODS, "TRACE"} - methods:
            assert client.open(address, method=method).status_code == 405, (address, method)


# A long form looks at its token itself, once it knows whose it is; and nobody here has sent a report.
LOOKED_FOR_FIRST = {"reports.amend"}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_its_own_doors_and_no_other_and_looking_changes_nothing(
    signed_in: SignedIn, people_app: Flask, role: Role
) -> None:
    """A post without its token is refused with 400, but only after the door has opened."""
    client = signed_in(role.value)
    before = checksums(people_app)
    doors = [door for door in routes(people_app) if door.endpoint != "web.leave"]
    if role not in some(list(Role), 3):
        # It is answered by the view of GET.
        doors = [door for door in doors if door.method != "HEAD"]
    looks = [door for door in doors if door.method in {"GET", "HEAD"}]
    for door in looks:
        _open(client, door, role)
    assert checksums(people_app) == before
    for door in doors:
        if door not in looks and TABLE[door.endpoint] != EVERYBODY:
            _open(client, door, role)


def _open(client: FlaskClient, door: ServedRoute, role: Role) -> None:
    audience = TABLE[door.endpoint]
    response = client.open(door.address, method=door.method)
    if audience == EVERYBODY:
        return
    if role in audience:
        is_looked_for = door.method in {"GET", "HEAD"} or door.endpoint in LOOKED_FOR_FIRST
        opened = {200, 303, 404} if is_looked_for else {400}
        assert response.status_code in opened, (role, door, response.status_code)
        assert response.location != "/en/sign-in", (role, door)
    else:
        assert response.status_code == 403, (role, door, response.status_code)


def test_a_refusal_is_on_record(signed_in: SignedIn, people_app: Flask) -> None:
    signed_in("host").get("/en/me")
    with people_app.app_context():
        latest = audit.events(most=1)[0]
    assert (latest.action, latest.about) == (Action.REFUSED, "my_pages.show_home")


def test_a_change_would_be_seen(people_app: Flask) -> None:
    """What tells that looking changes nothing tells where something does."""
    before = checksums(people_app)
    with people_app.app_context():
        accounts.end_sessions(the_cast.account_id(people_app, "host"))
    assert checksums(people_app) != before
