"""Colleagues’ accounts on the pages: listed and shown by who looks after them, and by nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.core.clock import today
from kentcare.db.session import db, writing
from support.html import page_of, text_of
from support.office import Office, due, words


def rows(text: str) -> list[str]:
    return [text_of(row) for row in page_of(text).select("tbody tr")]


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
    """No young person, Host or applicant, and nobody of the other service."""
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


def test_a_closed_account_opens_nothing(office: Office) -> None:
    """Its sessions are over at once. Sent twice, it is closed once."""
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


POSTS = ("review", "roles", "invite-again", "close")


@pytest.mark.parametrize("whose", ["host", "young-person", "applicant"])
def test_whoever_signs_in_with_a_code_is_somebody_else_s_to_look_after(office: Office, whose: str) -> None:
    """The same body as for nobody, no row changed, the refusal on record."""
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
