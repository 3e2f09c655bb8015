"""Colleagues who have left: their accounts are closed, their work handed over; advocacy isolation holds."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import now, today
from kentcare.db.session import writing
from kentcare.desk.imports import records
from kentcare.desk.imports.rules import ListKind
from support import the_cast
from support.html import page_of
from support.lists import (
    LEAVERS,
    PEOPLE,
    THE_LEAVERS,
    can_write,
    hand_in,
    listed,
    numbers,
    shown,
    text_in_the_box,
    told,
)
from support.site import SignedIn

ADVISER, OTHER_ADVISER = the_cast.email("personal-adviser"), the_cast.email("personal-adviser-2")
OFFICER, OTHER_OFFICER = the_cast.email("accommodation-officer"), the_cast.email("accommodation-officer-2")
FINANCE = the_cast.email("finance-officer")
ADVOCATE, LEAD = the_cast.email("advocate"), the_cast.email("advocacy-lead")
GOOD = listed(
    LEAVERS,
    f"{ADVISER.upper()},{OTHER_ADVISER}",
    f"{OFFICER},{OTHER_OFFICER}",
    f"{the_cast.email('finance-officer')},",
)


def state(app: Flask, name: str) -> str:
    with app.app_context():
        found = accounts.by_address(Address("email", the_cast.email(name)))
    assert found
    return found.state


def viewer(app: Flask, name: str) -> Viewer:
    with app.app_context():
        person = accounts.by_id(the_cast.account_id(app, name))
    assert person
    return Viewer(person.id, person.ref, person.name, person.language, person.roles)


def states(app: Flask) -> dict[str, str]:
    return {name: state(app, name) for name in the_cast.PEOPLE}


def test_a_list_of_leavers_is_checked_and_then_done(people_app: Flask, signed_in: SignedIn) -> None:
    browser = signed_in("administrator")
    checked = hand_in(browser, THE_LEAVERS, GOOD)
    assert checked.status_code == 200
    assert numbers(checked) == {"Accounts to close": "3", "Lines to mend": "0"}
    assert state(people_app, "personal-adviser") == "active"

    done = hand_in(browser, THE_LEAVERS, text_in_the_box(checked), button="write")
    assert (done.status_code, done.location) == (303, THE_LEAVERS)
    assert numbers(browser.get(THE_LEAVERS)) == {
        "Accounts closed": "3",
        "Young people handed on": "1",
        "Homes handed on": "1",
    }
    closed = {name for name, found in states(people_app).items() if found == "closed"}
    assert closed == {"personal-adviser", "accommodation-officer", "finance-officer"}
    with people_app.app_context():
        advisers = {facts.adviser_id for _, facts in young_people.from_case_system().values()}
        officers = {facts.officer_id for _, facts in homes.from_case_system().values()}
        actions = [(event.action, event.kind) for event in audit.events(most=99)]
    assert advisers == {the_cast.account_id(people_app, "personal-adviser-2")}
    assert officers == {the_cast.account_id(people_app, "accommodation-officer-2")}
    assert actions.count((Action.CLOSED, "account")) == 3
    assert actions.count((Action.HANDED_ON, "home")) == 1
    assert actions.count((Action.HANDED_ON, None)) == 1


def test_every_session_of_a_leaver_is_over_at_once(signed_in: SignedIn) -> None:
    """Closing an account by a list signs its owner out, and nobody else."""
    leaver, stays = signed_in("personal-adviser"), signed_in("personal-adviser-2")
    assert leaver.get("/en/desk").status_code == 200
    hand_in(signed_in("administrator"), THE_LEAVERS, GOOD, button="write")
    assert (leaver.get("/en/desk").status_code, leaver.get("/en/desk").location) == (303, "/en/sign-in")
    assert stays.get("/en/desk").status_code == 200


def test_work_that_goes_to_nobody_waits_and_the_page_says_so(people_app: Flask, signed_in: SignedIn) -> None:
    browser = signed_in("administrator")
    text = listed(LEAVERS, f"{ADVISER},")
    assert "1 colleague hands their work to nobody" in hand_in(browser, THE_LEAVERS, text).text
    hand_in(browser, THE_LEAVERS, text, button="write")
    with people_app.app_context():
        assert None in {facts.adviser_id for _, facts in young_people.from_case_system().values()}


def to_close(response: TestResponse) -> list[list[str]]:
    page = page_of(response)
    return [[cell.text for cell in row.select("th, td")] for row in page.select("table.list tbody tr")]


def test_each_account_is_named_before_it_is_closed(signed_in: SignedIn) -> None:
    """Whose, how much work they leave, and who gets it."""
    browser = signed_in("administrator")
    text = listed(LEAVERS, f"{ADVISER.upper()},{OTHER_ADVISER}", f"{OFFICER},", f"{FINANCE},")
    assert to_close(hand_in(browser, THE_LEAVERS, text)) == [
        [ADVISER, "1 young person", OTHER_ADVISER],
        [OFFICER, "1 home", "Waits"],
        [FINANCE, "None", "Nobody: there is no work to hand on"],
    ]
    faulty = hand_in(browser, THE_LEAVERS, text + "nobody@example.org,\n")
    assert (faulty.status_code, to_close(faulty)) == (422, [])


def test_a_long_list_of_leavers_names_every_account_that_it_closes(
    people_app: Flask, signed_in: SignedIn
) -> None:
    with people_app.app_context(), writing() as session:
        session.add_all(
            Account(
                ref=f"more{one:04}",
                name=f"A colleague {one:04}",
                email=f"more{one}@example.org",
                invited_at=now(),
                grants=[RoleGrant(role="panel-member", given_at=now())],
            )
            for one in range(53)
        )
    text = listed(LEAVERS, *(f"more{one}@example.org," for one in range(53)))
    checked = hand_in(signed_in("administrator"), THE_LEAVERS, text)
    assert len(to_close(checked)) == 53


def test_leavers_are_shown_again_where_their_work_has_changed_meanwhile(
    people_app: Flask, signed_in: SignedIn
) -> None:
    browser = signed_in("administrator")
    seen = shown(hand_in(browser, THE_LEAVERS, GOOD))
    with people_app.app_context():
        line = listed(PEOPLE, f"N1,Sam Example,2009-01-02,,{ADVISER}")
        records.import_rows(ListKind.YOUNG_PEOPLE, line, None, today(), now())
    response = hand_in(browser, THE_LEAVERS, GOOD, button="write", shown=seen)
    assert response.status_code == 409
    assert "Something here has changed since you saw" in response.text
    assert "2 young people" in response.text
    assert state(people_app, "personal-adviser") == "active"
    assert hand_in(browser, THE_LEAVERS, GOOD, button="write", shown=shown(response)).status_code == 303


UNKNOWN = "You look after no open account with this address. Check it, or take the line out."


@pytest.mark.parametrize(
    ("keeper", "leaver"),
    [
        ("administrator", "advocate"),
        ("administrator", "advocacy-lead"),
        ("administrator", "young-person"),
        ("administrator", "host"),
        ("administrator", "administrator"),
        ("advocacy-lead", "personal-adviser"),
        ("advocacy-lead", "administrator"),
        ("advocacy-lead", "host"),
        ("advocacy-lead", "advocacy-lead"),
    ],
)
def test_somebody_of_the_other_service_is_as_unknown_as_nobody(
    people_app: Flask, signed_in: SignedIn, keeper: str, leaver: str
) -> None:
    """The same words, and nothing is closed, not even by the line that is good."""
    browser, before = signed_in(keeper), states(people_app)
    own = the_cast.email("finance-officer" if keeper == "administrator" else "advocate-2")
    answers = []
    for address in (the_cast.email(leaver), "nobody@example.org"):
        for button in ("check", "write"):
            response = hand_in(browser, THE_LEAVERS, listed(LEAVERS, f"{own},", f"{address},"), button=button)
            assert response.status_code == 422
            answers.append(told(response))
    assert answers == [[f"Line 3 {UNKNOWN}"]] * 4
    assert states(people_app) == before


def test_an_advocacy_lead_closes_the_account_of_an_advocate(people_app: Flask, signed_in: SignedIn) -> None:
    browser = signed_in("advocacy-lead")
    assert browser.get("/en/desk/bring-in/young-people").status_code == 403
    assert (
        hand_in(browser, THE_LEAVERS, listed(LEAVERS, f"{ADVOCATE},"), button="write").location == THE_LEAVERS
    )
    assert state(people_app, "advocate") == "closed"
    # What the advocacy service does is not told to the council.
    assert "Accounts closed" in browser.get(THE_LEAVERS).text
    assert "Accounts closed" not in signed_in("administrator").get(THE_LEAVERS).text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f",{OTHER_ADVISER}", "is empty"),
        (f"{ADVISER},nobody@example.org", "the same role"),
        (f"{ADVISER},{OFFICER}", "the same role"),
        (f"{ADVISER},{ADVOCATE}", "the same role"),
        (f"{ADVISER},{ADVISER}", "leaves by this list, too"),
        (f"{ADVISER},{OTHER_ADVISER}\n{OTHER_ADVISER},", "leaves by this list, too"),
        (f"{the_cast.email('finance-officer')},{ADVISER}", "Only young people, homes and cases"),
        (f"{OTHER_OFFICER},\n{OTHER_OFFICER},", "in line 2"),
    ],
)
def test_each_fault_of_a_line(people_app: Flask, signed_in: SignedIn, line: str, words: str) -> None:
    before = states(people_app)
    response = hand_in(signed_in("administrator"), THE_LEAVERS, listed(LEAVERS, line), button="write")
    assert response.status_code == 422
    (fault,) = told(response)
    assert fault.startswith("Line 3" if words == "in line 2" else "Line 2")
    assert words in fault
    assert not can_write(response)
    assert states(people_app) == before


def test_somebody_who_left_before_is_unknown(signed_in: SignedIn) -> None:
    """And so pressing twice closes once."""
    browser = signed_in("administrator")
    hand_in(browser, THE_LEAVERS, GOOD, button="write")
    again = hand_in(browser, THE_LEAVERS, GOOD, button="write")
    assert again.status_code == 422
    assert len(told(again)) == 3


def test_the_work_goes_to_somebody_who_holds_both_roles_where_it_is_of_both(people_app: Flask) -> None:
    keeper = viewer(people_app, "administrator")
    with people_app.app_context():
        found = accounts.by_address(Address("email", ADVISER))
        assert found
        both = [Role.PERSONAL_ADVISER, Role.ACCOMMODATION_OFFICER]
        administration.set_roles(keeper, found.ref, both, now())
        text = listed(LEAVERS, f"{ADVISER},{OTHER_ADVISER}")
        assert records.check_leavers(keeper, text).bad == 1


@pytest.mark.parametrize("role", ["service-manager", "personal-adviser", "advocate", "host", "young-person"])
def test_nobody_else_may_close_accounts(people_app: Flask, signed_in: SignedIn, role: str) -> None:
    """Any other role gets 403 for the page and for the list, and no account changes."""
    browser, before = signed_in(role), states(people_app)
    assert browser.get(THE_LEAVERS).status_code == 403
    assert browser.post(THE_LEAVERS, data={"text": GOOD, "write": "1"}).status_code == 403
    assert states(people_app) == before
