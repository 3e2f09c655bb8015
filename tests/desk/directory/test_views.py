"""Colleagues' accounts: listed, looked at again, changed, closed by who looks after them, nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import REVIEW_EVERY, Role
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core.clock import today
from kentcare.db.session import db, reading, writing
from support.office import Office, due, words


def rows(text: str) -> list[str]:
    return [
        " ".join(row.get_text(" ").split()) for row in BeautifulSoup(text, "html.parser").select("tbody tr")
    ]


def more_colleagues(office: Office, number: int) -> None:
    now = datetime.now(UTC)
    with office.app.app_context(), writing() as session:
        session.add_all(
            Account(
                ref=f"more{one:04}",
                name=f"A colleague {one:04}",
                invited_at=now,
                review_by=today(),
                grants=[RoleGrant(role="panel-member", given_at=now)],
            )
            for one in range(number)
        )


def test_a_keeper_sees_each_colleague_of_their_own_side(office: Office) -> None:
    """S5: no young person, Host or applicant, and nobody of the other service."""
    council = rows(office.browser("administrator").get("/en/desk/people/by-name/1").text)
    assert len(council) == 15
    assert not [row for row in council if any(who in row for who in ("advoca", "host", "young", "applicant"))]
    charity = rows(office.browser("advocacy-lead").get("/en/desk/people/by-name/1").text)
    assert [row.split()[1] for row in charity] == ["advocacy-lead", "advocate", "advocate-2"]


def test_who_is_late_comes_first_and_says_so(office: Office) -> None:
    due(office, "panel-member", today() - timedelta(days=1))
    due(office, "finance-officer", today() - timedelta(days=31))
    found = rows(office.browser("administrator").get("/en/desk/people/by-review/1").text)
    assert "finance-officer" in found[0]
    assert "Paused until somebody looks" in found[0]
    assert "panel-member" in found[1]
    assert "late" in found[1]
    assert "late" not in found[2]
    assert "working days left" in found[2]


def test_a_long_list_has_pages_and_a_page_that_there_is_not_is_no_address(office: Office) -> None:
    more_colleagues(office, 60)
    browser = office.browser("administrator")
    assert len(rows(browser.get("/en/desk/people/by-name/1").text)) == 50
    assert len(rows(browser.get("/en/desk/people/by-name/2").text)) == 25
    for wrong in ("by-name/0", "by-name/3", f"by-name/{10**30}", "by-mobile/1"):
        assert browser.get(f"/en/desk/people/{wrong}").status_code == 404, wrong


@pytest.mark.parametrize("address", ["by-name/1", "by-review/1"])
def test_more_rows_ask_the_database_no_more_often(office: Office, address: str) -> None:
    browser = office.browser("administrator")
    asked: list[str] = []

    def count() -> int:
        asked.clear()
        browser.get(f"/en/desk/people/{address}")
        return len(asked)

    with office.app.app_context():
        engine = db.engine
    listen = ("before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    event.listen(engine, *listen)
    try:
        few = count()
        more_colleagues(office, 30)
        assert count() == few
    finally:
        event.remove(engine, *listen)
    assert few < 12


def test_a_colleague_s_page_says_what_they_hold_and_who_gave_it(office: Office) -> None:
    office.send(
        "administrator", f"{office.ref('panel-member')}/roles", roles=["panel-member", "finance-officer"]
    )
    page = words(office.browser("administrator").get(f"/en/desk/people/{office.ref('panel-member')}").text)
    assert "Since" in page
    assert "set up with the site" in page
    assert "from Canaryword administrator" in page


def test_to_look_again_puts_it_off_for_ninety_days(office: Office) -> None:
    due(office, "panel-member", today() - timedelta(days=40))
    answer = office.send("administrator", f"{office.ref('panel-member')}/review")
    assert (answer.status_code, answer.location) == (303, f"/en/desk/people/{office.ref('panel-member')}")
    assert office.person("panel-member").review_by == today() + REVIEW_EVERY
    assert office.latest().ref == office.ref("panel-member")


def test_a_change_of_roles_is_made_and_ends_their_sessions(office: Office) -> None:
    """S8."""
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


@pytest.mark.parametrize(
    ("roles", "words_of_it"),
    [
        ([], "Choose one role or more"),
        (["panel-member", "advocate"], "You cannot give this role"),
        (["host"], "You cannot give this role"),
        (["nonsense"], "You cannot give this role"),
    ],
)
def test_what_cannot_be_is_refused_in_words(office: Office, roles: list[str], words_of_it: str) -> None:
    answer = office.send("administrator", f"{office.ref('panel-member')}/roles", roles=roles)
    assert answer.status_code == 422
    assert words_of_it in words(answer.text)
    assert office.roles("panel-member") == {Role.PANEL_MEMBER}


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


def test_to_close_asks_whether_they_are_sure(office: Office) -> None:
    answer = office.send("administrator", f"{office.ref('panel-member')}/close")
    assert answer.status_code == 422
    assert "Tick the box if you are sure" in words(answer.text)
    assert office.person("panel-member").state == "active"


def test_a_closed_account_opens_nothing(office: Office) -> None:
    """S8. Sent twice, it is closed once (F7)."""
    theirs = office.browser("panel-member")
    for _twice in range(2):
        answer = office.send("administrator", f"{office.ref('panel-member')}/close", close__sure="yes")
        assert answer.status_code == 303
    assert theirs.get("/en/desk").status_code == 303
    assert office.actions() == ["closed"]
    page = words(office.browser("administrator").get(answer.location).text)
    assert "Closed" in page
    assert "Are they back?" in page
    assert len(rows(office.browser("administrator").get("/en/desk/people/by-name/1").text)) == 14


def test_closed_accounts_are_found_in_a_list_of_their_own(office: Office) -> None:
    """Each keeper finds those of their own side, and nobody who is still here."""
    browser = office.browser("administrator")
    assert "No account is closed." in words(browser.get("/en/desk/people/by-closed/1").text)
    ref = office.ref("panel-member")
    office.send("administrator", f"{ref}/close", close__sure="yes")
    assert "/en/desk/people/by-closed/1" in browser.get("/en/desk/people/by-name/1").text
    (row,) = rows(browser.get("/en/desk/people/by-closed/1").text)
    assert "panel-member" in row
    for order in ("name", "review"):
        assert "panel-member" not in {
            row.split()[1] for row in rows(browser.get(f"/en/desk/people/by-{order}/1").text)
        }
    assert rows(office.browser("advocacy-lead").get("/en/desk/people/by-closed/1").text) == []
    page = browser.get(f"/en/desk/people/{ref}").text
    assert f"{ref}/invite-again" in page
    assert f"{ref}/close" not in page


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


def test_extra_fields_are_not_looked_at(office: Office) -> None:
    """S6."""
    before = office.person("panel-member")
    extra = {
        "role": "administrator",
        "state": "closed",
        "email": "x@example.org",
        "owner_id": "1",
        "name": "X",
    }
    for address in ("review", "roles"):
        office.send(
            "administrator", f"{before.ref}/{address}", roles=["panel-member"], **extra, account_id="1"
        )
    after = office.person("panel-member")
    assert (after.name, after.email, after.state, after.roles) == (
        before.name,
        before.email,
        before.state,
        before.roles,
    )


POSTS = ("review", "roles", "invite-again", "close")


@pytest.mark.parametrize("whose", ["host", "young-person", "applicant"])
def test_whoever_signs_in_with_a_code_is_somebody_else_s_to_look_after(office: Office, whose: str) -> None:
    """S4: the same body as for nobody, no row changed, the refusal on record."""
    before = office.person(whose)
    for keeper in ("administrator", "advocacy-lead"):
        unknown = office.browser(keeper).get("/en/desk/people/000000000000")
        theirs_page = office.browser(keeper).get(f"/en/desk/people/{before.ref}")
        assert (theirs_page.status_code, theirs_page.data) == (404, unknown.data)
        assert (office.latest().action.value, office.latest().ref) == ("refused", before.ref)
        for address in POSTS:
            answer = office.send(keeper, f"{before.ref}/{address}", roles=["panel-member"], close__sure="yes")
            assert answer.status_code == 404, (keeper, address)
            assert office.latest().action.value == "refused"
    assert office.person(whose) == before


def test_an_account_of_which_a_part_is_not_theirs_to_give_is_seen_and_not_changed(office: Office) -> None:
    """A colleague who is a Host under the same account: who may take the Host’s role decides that."""
    with office.app.app_context(), writing() as session:
        now = datetime.now(UTC)
        session.add(RoleGrant(account_id=office.person("panel-member").id, role="host", given_at=now))
    before = office.person("panel-member")
    page = words(office.browser("administrator").get(f"/en/desk/people/{before.ref}").text)
    assert "not yours to give" in page
    for address in POSTS:
        answer = office.send(
            "administrator", f"{before.ref}/{address}", roles=["panel-member"], close__sure="yes"
        )
        assert answer.status_code == 404, address
        assert office.latest().action.value == "refused"
    assert office.person("panel-member") == before


@pytest.mark.parametrize("address", ["by-name/1", "invite"])
def test_each_page_comes_as_a_fragment_too(office: Office, address: str) -> None:
    answer = office.browser("administrator").get(f"/en/desk/people/{address}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<header" not in answer.text
