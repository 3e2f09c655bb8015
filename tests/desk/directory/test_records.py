"""Colleagues are invited, given roles, looked at again and closed: each change whole, with their work."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import REVIEW_EVERY, Role
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core.clock import today
from kentcare.db.session import reading, writing
from kentcare.sign_in.passkeys.models import Passkey
from kentcare.sign_in.sso.models import ExternalIdentity
from kentcare.sign_in.staff.models import Authenticator, Password, RecoveryCode
from support import the_cast
from support.forms import token
from support.office import Office, due, invite, invited, sent, words
from support.site import SignedIn

# A role that each keeper of accounts may give.
LEADS = {"administrator": "panel-member", "advocacy-lead": "advocate"}


def test_a_colleague_is_invited_and_told(office: Office) -> None:
    answer = invite(office, roles=["panel-member", "finance-officer"])
    person = invited(office)
    assert person
    assert (answer.status_code, answer.location) == (303, f"/en/desk/people/{person.ref}")
    assert (person.name, person.state) == ("New Colleague", "invited")
    assert person.roles == {Role.PANEL_MEMBER, Role.FINANCE_OFFICER}
    (message,) = sent(office)
    assert message.to == "new.colleague@example.org"
    assert "New Colleague" not in message.text
    assert "Invited, has not begun" in words(office.browser("administrator").get(answer.location).text)


def test_sent_twice_it_is_one_account_and_one_message(office: Office) -> None:
    """A double click invites once, and both answers lead to the same page."""
    first, second = invite(office), invite(office)
    assert second.status_code == 303
    assert second.location == first.location
    assert len(sent(office)) == 1
    assert office.actions() == ["invited"]


def test_whoever_had_an_account_is_not_invited_as_somebody_new(office: Office) -> None:
    """The answer says that it is closed and leads there; to somebody of the other service it says neither."""
    for keeper, name, other in (
        ("administrator", "panel-member", "advocacy-lead"),
        ("advocacy-lead", "advocate", "administrator"),
    ):
        ref = office.ref(name)
        takes_on = {"close__cases": office.ref("advocate-2")} if name == "advocate" else {}
        assert office.send(keeper, f"{ref}/close", close__sure="yes", **takes_on).status_code == 303
        for inviting, is_told in ((keeper, True), (other, False)):
            answer = invite(office, inviting, email=the_cast.email(name), roles=[LEADS[inviting]])
            assert answer.status_code == 422
            assert ("The account with this address is closed" in words(answer.text)) is is_told
            assert ("One address has one account" in words(answer.text)) is not is_told
            assert (f"/en/desk/people/{ref}" in answer.text) is is_told
        assert office.person(name).state == "closed"


@pytest.mark.parametrize("other", ["host", "advocate", "panel-member"])
def test_an_address_that_somebody_has_is_refused_in_the_same_words(office: Office, other: str) -> None:
    """Neither who has it, nor what they are to us."""
    before = office.person(other)
    answer = invite(office, email=the_cast.email(other))
    assert answer.status_code == 422
    assert "One address has one account" in words(answer.text)
    assert before.name not in answer.text
    assert before.ref not in answer.text
    assert office.person(other) == before


def test_to_invite_again_ends_every_session_and_sends_a_new_code(office: Office) -> None:
    """The account is as it was before its owner first came in."""
    theirs = office.browser("panel-member")
    answer = office.send("administrator", f"{office.ref('panel-member')}/invite-again")
    assert answer.status_code == 303
    assert theirs.get("/en/desk").status_code == 303
    person = office.person("panel-member")
    assert (person.state, person.email) == ("invited", the_cast.email("panel-member"))
    assert {message.to for message in sent(office)} == {
        the_cast.email("panel-member"),
        the_cast.mobile("service-manager"),
    }


def test_somebody_who_comes_back_is_invited_again(office: Office) -> None:
    ref = office.ref("panel-member")
    office.send("administrator", f"{ref}/close", close__sure="yes")
    assert office.send("administrator", f"{ref}/invite-again").status_code == 303
    person = office.person("panel-member")
    assert (person.state, set(person.roles)) == ("invited", {Role.PANEL_MEMBER})


def test_somebody_who_was_long_away_can_begin_again(office: Office) -> None:
    """Their account was paused, since nobody had looked at it. To invite them again is to have looked."""
    due(office, "panel-member", today() - timedelta(days=300))
    office.send("administrator", f"{office.ref('panel-member')}/invite-again")
    assert office.person("panel-member").review_by == today() + REVIEW_EVERY


def test_to_look_again_puts_it_off_for_ninety_days(office: Office) -> None:
    due(office, "panel-member", today() - timedelta(days=40))
    answer = office.send("administrator", f"{office.ref('panel-member')}/review")
    assert (answer.status_code, answer.location) == (303, f"/en/desk/people/{office.ref('panel-member')}")
    assert office.person("panel-member").review_by == today() + REVIEW_EVERY
    assert office.latest().ref == office.ref("panel-member")


def test_a_change_of_roles_is_made_and_ends_their_sessions(office: Office) -> None:
    """Whoever gets or loses a role has to sign in again."""
    theirs = office.browser("panel-member")
    assert theirs.get("/en/desk").status_code == 200
    answer = office.send(
        "administrator", f"{office.ref('panel-member')}/roles", roles=["panel-member", "finance-officer"]
    )
    assert answer.status_code == 303
    assert office.roles("panel-member") == {Role.PANEL_MEMBER, Role.FINANCE_OFFICER}
    assert theirs.get("/en/desk").status_code == 303
    assert "role given" in office.actions()


def test_the_same_roles_once_more_change_nothing(office: Office) -> None:
    theirs = office.browser("panel-member")
    office.send("administrator", f"{office.ref('panel-member')}/roles", roles=["panel-member"])
    assert theirs.get("/en/desk").status_code == 200
    assert office.actions() == []


OWN: list[tuple[str, dict[str, Any]]] = [
    ("roles", {"roles": ["administrator", "service-manager"]}),
    ("roles", {}),
    ("roles", {"roles": ["nonsense"]}),
    ("review", {}),
    ("invite-again", {}),
    ("close", {"close__sure": "yes"}),
    ("close", {}),
]


@pytest.mark.parametrize(("address", "fields"), OWN)
@pytest.mark.parametrize("keeper", ["administrator", "advocacy-lead"])
def test_nobody_changes_their_own_account(
    office: Office, keeper: str, address: str, fields: dict[str, Any]
) -> None:
    before = office.person(keeper)
    answer = office.send(keeper, f"{before.ref}/{address}", **fields)
    assert answer.status_code == 422
    assert "This is your own account" in words(answer.text)
    assert office.person(keeper) == before
    own_page = office.browser(keeper).get(f"/en/desk/people/{before.ref}").text
    assert f"{before.ref}/" not in own_page


WORK: list[tuple[str, str, Any]] = [
    ("personal-adviser", "young_people", YoungPerson.adviser_id),
    ("accommodation-officer", "homes", Home.officer_id),
]


def theirs(office: Office, column: Any, name: str) -> int:
    with office.app.app_context():
        return int(reading().query(column).filter(column == office.person(name).id).count())


@pytest.mark.parametrize(("role", "field", "column"), WORK)
def test_whoever_leaves_hands_on_their_work(office: Office, role: str, field: str, column: Any) -> None:
    ref = office.ref(role)
    for nobody in (
        {},
        {f"close__{field}": ""},
        {f"close__{field}": office.ref("panel-member")},
        {f"close__{field}": ref},
    ):
        answer = office.send("administrator", f"{ref}/close", close__sure="yes", **nobody)
        assert answer.status_code == 422, nobody
        assert "Choose who takes this on" in words(answer.text)
        assert office.person(role).state == "active"
    to = {f"close__{field}": office.ref(f"{role}-2")}
    assert office.send("administrator", f"{ref}/close", close__sure="yes", **to).status_code == 303
    assert office.person(role).state == "closed"
    assert (theirs(office, column, role), theirs(office, column, f"{role}-2")) == (0, 2)
    assert set(office.actions()) == {"closed", "handed on"}


@pytest.mark.parametrize(("role", "field", "column"), WORK)
def test_whoever_loses_a_role_hands_on_its_work(office: Office, role: str, field: str, column: Any) -> None:
    """Else the young people would have an adviser who cannot open their record."""
    ref = office.ref(role)
    answer = office.send("administrator", f"{ref}/roles", roles=["panel-member"])
    assert answer.status_code == 422
    assert "Choose who takes this on" in words(answer.text)
    assert office.roles(role) == {Role(role)}
    to = {field: office.ref(f"{role}-2")}
    assert office.send("administrator", f"{ref}/roles", roles=["panel-member"], **to).status_code == 303
    assert theirs(office, column, f"{role}-2") == 2


@pytest.mark.parametrize(("role", "field", "column"), WORK)
def test_a_role_that_stays_keeps_its_work(office: Office, role: str, field: str, column: Any) -> None:
    to = {field: office.ref(f"{role}-2")}
    answer = office.send("administrator", f"{office.ref(role)}/roles", roles=[role, "panel-member"], **to)
    assert answer.status_code == 303
    assert theirs(office, column, role) == 1


@pytest.mark.parametrize(("role", "field", "column"), WORK)
def test_the_last_of_a_kind_can_leave_too(office: Office, role: str, field: str, column: Any) -> None:
    """What they did waits for somebody. An account that stays open because of it would be worse."""
    to = {f"close__{field}": office.ref(f"{role}-2")}
    office.send("administrator", f"{office.ref(role)}/close", close__sure="yes", **to)
    page = words(office.browser("administrator").get(f"/en/desk/people/{office.ref(role + '-2')}").text)
    assert "Nobody yet: there is nobody else" in page
    answer = office.send("administrator", f"{office.ref(role + '-2')}/close", close__sure="yes")
    assert answer.status_code == 303
    with office.app.app_context():
        assert reading().query(column).filter(column.is_not(None)).count() == 0


NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def _give_every_proof(account: int) -> None:
    with writing() as session:
        session.add(Password(account_id=account, hashed="x", changed_at=NOW))
        session.add(Authenticator(account_id=account, secret="x", added_at=NOW))  # noqa: S106  # nobody's
        session.add(RecoveryCode(account_id=account, code_hash="x"))
        session.add(
            Passkey(
                ref="key",
                account_id=account,
                credential_id=b"x",
                public_key=b"x",
                sign_count=0,
                name="x",
                added_at=NOW,
            )
        )
        session.add(ExternalIdentity(issuer="x", subject="x", account_id=account, added_at=NOW))


def test_no_old_proof_is_left(signed_in: SignedIn, people_app: Flask) -> None:
    kinds = (Password, Authenticator, RecoveryCode, Passkey, ExternalIdentity)
    account = the_cast.account_id(people_app, "finance-officer")
    with people_app.app_context():
        _give_every_proof(account)
        person = accounts.by_id(account)
        assert person
    page = f"/en/desk/people/{person.ref}"
    keeper = signed_in("administrator")
    answer = keeper.post(f"{page}/invite-again", data={"csrf_token": token(keeper, page)})
    assert answer.status_code == 303
    with people_app.app_context():
        left = {
            kind.__name__: reading().scalar(
                select(func.count()).select_from(kind).where(kind.account_id == account)
            )
            for kind in kinds
        }
    assert set(left.values()) == {0}, left
