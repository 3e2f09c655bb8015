"""Advocacy isolation: nobody else on the site becomes an advocate, or sees what an advocate sees."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from kentcare.accounts.access import TABLE
from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import ADVOCACY, BY_CODE, COUNCIL, Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.records import AdvocacyStaff
from kentcare.advocacy import records as advocacy
from kentcare.db.attach import database_only
from kentcare.db.session import reading, writing
from support import the_cast
from support.forms import token
from support.routes import address_of, routes, rules_of
from support.site import SignedIn

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
OTHERS = sorted(COUNCIL | BY_CODE)
ADVOCATES = sorted(ADVOCACY)
# Nobody else on the site has this name, and nobody else wrote these words.
NAME, WORDS = "Zadkielword", "Quillonword"


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


def send(client: FlaskClient, to: str, **fields: Any) -> Any:
    return client.post(to, data={"csrf_token": token(client, "/en/account")} | fields)


@pytest.mark.parametrize("role", OTHERS)
def test_the_advocates_pages_are_closed_to_everybody_else(signed_in: SignedIn, role: str) -> None:
    """Every role outside the advocacy service gets 403, for a page and for a fragment."""
    client = signed_in(role)
    for address in (
        "/en/desk/advocacy",
        "/en/desk/advocacy/page/1",
        "/en/desk/advocacy/case",
        "/en/desk/advocacy/x",
    ):
        assert client.get(address).status_code == 403, address
        assert client.get(address, headers={"HX-Request": "true"}).status_code == 403, address


def test_the_table_mixes_them_only_where_everybody_who_works_here_may_come() -> None:
    """A new row that lets an advocate in beside one role of the council's is looked at by somebody."""
    shared = {endpoint for endpoint, who in TABLE.items() if set(who) & ADVOCACY and set(who) & COUNCIL}
    for endpoint in shared:
        part = endpoint.partition(".")[0]
        # The data export is of whoever is signed in, and of nobody else.
        own = {"portal", "sessions", "staff", "data_export"}
        assert part in own | {"overview", "directory", "imports"}, endpoint


def pages_of(app: Flask, role: str) -> Iterator[str]:
    """Each page that a role may open: with refs of records, and of accounts that could tell of the case."""
    whose = ("young-person", "advocate", "advocacy-lead", role)
    refs = [*sorted({viewer_of(app, name).ref for name in whose}), "young-person", "home", "case", "stay"]
    for rule in rules_of(app):
        if "GET" not in (rule.methods or ()) or Role(role) not in TABLE[rule.endpoint]:
            continue
        for ref in refs if "ref" in rule.arguments else ["x"]:
            yield address_of(app, rule, ref=ref)


@pytest.mark.parametrize("role", OTHERS)
def test_what_a_young_person_told_is_on_no_page_of_anybody_else(
    signed_in: SignedIn, people_app: Flask, role: str
) -> None:
    """Neither who asked, nor what they wrote, nor that there is a case."""
    advocate = the_cast.account_id(people_app, "advocate")
    with people_app.app_context():
        told = {"name": NAME, "about": WORDS, "reach": "text"}
        advocacy.ask("young-person", told, date(2026, 11, 2), advocate=advocate, ref="zzcaserefzz")
    lead = signed_in("advocacy-lead")
    assert NAME in lead.get("/en/desk/advocacy").text
    assert WORDS in lead.get("/en/desk/advocacy/zzcaserefzz").text
    client = signed_in(role)
    seen = 0
    for address in pages_of(people_app, role):
        page = client.get(address).text
        seen += 1
        for word in (NAME, WORDS, f"{the_cast.CANARY} told an advocate", "zzcaserefzz"):
            assert word not in page, address
    assert seen >= 3


@pytest.mark.parametrize("name", ["advocate", "advocate-2", "advocacy-lead"])
def test_an_administrator_neither_sees_nor_changes_an_advocate(
    signed_in: SignedIn, people_app: Flask, name: str
) -> None:
    """The answer is that for an unknown account, and each refusal is in the audit trail."""
    client = signed_in("administrator")
    with people_app.app_context():
        before = accounts.by_id(the_cast.account_id(people_app, name))
    assert before
    unknown = client.get("/en/desk/people/000000000000")
    found = client.get(f"/en/desk/people/{before.ref}")
    assert (found.status_code, found.data) == (404, unknown.data)
    for address in ("review", "roles", "invite-again", "close"):
        fields = {"roles": ["panel-member"], "close-sure": "yes"}
        gone = send(client, f"/en/desk/people/000000000000/{address}", **fields)
        answer = send(client, f"/en/desk/people/{before.ref}/{address}", **fields)
        assert (answer.status_code, answer.data) == (404, gone.data), address
        with people_app.app_context():
            assert audit.events(most=1)[0].action.value == "refused"
    for order in ("name", "review"):
        page = client.get(f"/en/desk/people/by-{order}/1").text
        assert before.name not in page
        assert before.ref not in page
    with people_app.app_context():
        assert accounts.by_id(before.id) == before


@pytest.mark.parametrize("role", sorted(COUNCIL))
def test_a_lead_neither_sees_nor_changes_a_colleague_of_the_council(
    signed_in: SignedIn, people_app: Flask, role: str
) -> None:
    """Each address of a council account answers 404 to the advocacy lead and changes nothing."""
    client = signed_in("advocacy-lead")
    ref = viewer_of(people_app, role).ref
    with people_app.app_context():
        before = accounts.by_id(the_cast.account_id(people_app, role))
    assert client.get(f"/en/desk/people/{ref}").status_code == 404
    for address in ("review", "roles", "invite-again", "close"):
        answer = send(client, f"/en/desk/people/{ref}/{address}", roles=["advocate"], **{"close-sure": "yes"})
        assert answer.status_code == 404, address
    with people_app.app_context():
        assert accounts.by_id(the_cast.account_id(people_app, role)) == before


# What marks the view of a long form, which has a token of its own: see services/long_forms/blueprint.py.
LONG_FORM = "kentcare_long_form"
# They would sign the visitor out before the other forms are sent.
ENDS_IT = {"sessions.sign_out", "portal.sign_out_everywhere"}


@pytest.mark.parametrize("role", OTHERS)
def test_no_form_of_anybody_else_makes_an_advocate_whatever_is_sent_with_it(
    signed_in: SignedIn, people_app: Flask, role: str
) -> None:
    """Every form that they may send, with every field that might be a role."""
    before = behind(people_app)
    client = signed_in(role)
    refs = ["young-person", "home", *(viewer_of(people_app, name).ref for name in (role, "panel-member"))]
    words = ["advocate", "advocacy-lead"]
    fields: dict[str, Any] = dict.fromkeys(("role", "roles", "grants", "close-roles"), words)
    # One token for all, as in a page that stays open.
    fields |= {
        "csrf_token": token(client, "/en/account"),
        "name": "New",
        "email": "new@example.org",
        "address": "new@example.org",
        "mobile": "07700900777",
    }
    tried = 0
    for route in routes(people_app):
        if route.method != "POST" or Role(role) not in TABLE[route.endpoint] or route.endpoint in ENDS_IT:
            continue
        for ref in refs if "/unknown" in route.address else refs[:1]:
            address = route.address.replace("/unknown", f"/{ref}")
            for roles in (words, [*words, "panel-member"]):
                answer = client.post(address, data=fields | {"roles": roles})
                has_own_token = hasattr(people_app.view_functions[route.endpoint], LONG_FORM)
                assert answer.status_code not in ({401, 403} if has_own_token else {400, 401, 403}), address
            tried += 1
    assert tried
    assert behind(people_app) == before


@pytest.fixture
def account(address: str) -> Iterator[int]:
    """An account without any role, in an empty database of each kind."""
    with database_only(address):
        with writing() as session:
            row = Account(ref="one", name="One", invited_at=NOW)
            session.add(row)
            session.flush()
            number = row.id
        yield number


def insert(account: int, *roles: str) -> None:
    """Insert roles by hand, as somebody who types at the database does: all in one statement."""
    values = ", ".join(f"({account}, '{role}', '2026-11-20 09:30:00+00:00')" for role in roles)
    with writing() as session:
        session.execute(text(f"INSERT INTO role_grant (account_id, role, given_at) VALUES {values}"))  # noqa: S608  # the values are the test's own


def held(account: int) -> set[str]:
    return set(reading().scalars(select(RoleGrant.role).where(RoleGrant.account_id == account)))


@pytest.mark.parametrize("other", ["administrator", "host", "young-person", "panel-member"])
@pytest.mark.parametrize("role", ADVOCATES)
def test_the_database_refuses_a_mixture_in_either_order(account: int, role: str, other: str) -> None:
    for first, second in ((role, other), (other, role)):
        with writing() as session:
            session.execute(text("DELETE FROM role_grant"))
        insert(account, first)
        with pytest.raises(DatabaseError, match="holds no other role"):
            insert(account, second)
        assert held(account) == {first}
        with writing() as session:
            session.execute(text("DELETE FROM role_grant"))
        with pytest.raises(DatabaseError, match="holds no other role"):
            insert(account, first, second)
        assert held(account) == set()


def test_the_database_refuses_to_change_a_role_into_another(account: int) -> None:
    insert(account, "host")
    again = "INSERT INTO role_grant SELECT * FROM role_grant WHERE true ON CONFLICT (account_id, role)"
    for statement in (
        "UPDATE role_grant SET role = 'advocate'",
        f"{again} DO UPDATE SET role = 'advocate'",
    ):
        with pytest.raises(DatabaseError, match="given and taken, not changed"), writing() as session:
            session.execute(text(statement))
    assert held(account) == {"host"}


def test_the_database_lets_one_side_grow(account: int) -> None:
    insert(account, "advocate")
    insert(account, "advocacy-lead")
    assert held(account) == set(ADVOCACY)


def test_the_council_s_trail_leaves_out_every_advocate_s_account(people_app: Flask) -> None:
    """Every advocate's account, the closed ones too, is in what is left out."""
    lead = viewer_of(people_app, "advocacy-lead")
    advocate = viewer_of(people_app, "advocate")
    with people_app.app_context():
        administration.close(lead, advocate.ref, NOW)
        refs = accounts.refs_with_role(ADVOCACY)
        assert {advocate.ref, lead.ref} < set(refs)
        advocates = AdvocacyStaff(ADVOCACY, refs)
        assert not [one for one in audit.council_events(advocates, most=500) if one.ref in refs]
