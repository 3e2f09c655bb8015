"""A list is checked on one page and written from the same one: nothing before everything is good."""

from typing import Any

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from kentcare.desk.imports.rules import ListKind
from kentcare.hosting.arrangements.records import case_system
from support import the_cast
from support.lists import (
    ADDRESS,
    GOOD,
    HOMES,
    PEOPLE,
    STAYS,
    YOUNG_PEOPLE,
    can_write,
    hand_in,
    kept,
    listed,
    numbers,
    text_in_the_box,
    told,
)
from support.site import SignedIn

BAD = listed(PEOPLE, "N1,Sam Example,2009-01-02,,", "N2,,31/02/2009,xx,nobody@example.org")


def test_a_list_is_checked_and_then_written(people_app: Flask, signed_in: SignedIn) -> None:
    browser = signed_in("administrator")
    before = kept(people_app)
    checked = hand_in(browser, YOUNG_PEOPLE, GOOD)
    assert checked.status_code == 200
    assert numbers(checked) == {
        "Good lines": "3",
        "New": "1",
        "Changed": "1",
        "Unchanged": "1",
        "Lines to mend": "0",
    }
    assert can_write(checked)
    assert kept(people_app) == before

    written = hand_in(browser, YOUNG_PEOPLE, text_in_the_box(checked), button="write")
    assert (written.status_code, written.location) == (303, YOUNG_PEOPLE)
    told_after = numbers(browser.get(YOUNG_PEOPLE))
    assert told_after == {"New": "1", "Changed": "1", "Unchanged": "1"}
    assert kept(people_app) == {
        "C1": (f"{the_cast.CANARY} young-person", "en"),
        "C1-2": (f"{the_cast.CANARY} renamed", "ar"),
        "N1": ("Sam Example", "en"),
    }


def test_who_was_changed_can_read_that_they_were(people_app: Flask, signed_in: SignedIn) -> None:
    """A line of the audit trail for each, and one for the whole list."""
    hand_in(signed_in("administrator"), YOUNG_PEOPLE, GOOD, button="write")
    with people_app.app_context():
        ids = {number: id_ for number, (id_, _) in young_people.from_case_system().items()}
        changes = audit.events(most=10, action=Action.CHANGED)
        imports = audit.events(most=10, action=Action.IMPORTED)
    assert [(event.young_person_id, event.about) for event in changes] == [
        (ids["C1-2"], "name language adviser_id")
    ]
    assert [(event.kind, event.about) for event in imports] == [("young-people", "new=1 changed=1 same=1")]
    assert imports[0].actor_roles == ("administrator",)


def test_pressing_twice_writes_once(people_app: Flask, signed_in: SignedIn) -> None:
    """What is told afterwards is what was written."""
    browser = signed_in("administrator")
    for _ in range(2):
        assert hand_in(browser, YOUNG_PEOPLE, GOOD, button="write").status_code == 303
    assert numbers(browser.get(YOUNG_PEOPLE))["New"] == "1"
    with people_app.app_context():
        assert len(audit.events(most=9, action=Action.IMPORTED)) == 1


def test_a_fault_is_told_by_its_line_and_the_text_stays(people_app: Flask, signed_in: SignedIn) -> None:
    browser = signed_in("administrator")
    before = kept(people_app)
    for button in ("check", "write"):
        response = hand_in(browser, YOUNG_PEOPLE, BAD, button=button)
        assert response.status_code == 422
        assert [fault.split(" ", 2)[1] for fault in told(response)] == ["3"] * 4
        assert numbers(response)["Good lines"] == "1"
        assert numbers(response)["Lines to mend"] == "1"
        assert text_in_the_box(response).replace("\r", "") == BAD
        assert not can_write(response)
        assert kept(people_app) == before, button


def test_at_most_fifty_faults_are_shown(signed_in: SignedIn) -> None:
    response = hand_in(signed_in("administrator"), YOUNG_PEOPLE, listed(PEOPLE, *[",Sam,2009-01-02,,"] * 61))
    assert len(told(response)) == 50
    assert "And 11 more." in response.text


def test_the_names_of_homes_and_stays_come_in_after_their_people(
    people_app: Flask, signed_in: SignedIn
) -> None:
    browser = signed_in("administrator")
    officer, host = the_cast.email("accommodation-officer"), the_cast.email("host-2")
    assert hand_in(browser, YOUNG_PEOPLE, GOOD, button="write").status_code == 303
    lines = listed(HOMES, f'N7,"Example, family",Dover,{officer},{host};{the_cast.email("host")}')
    assert hand_in(browser, ADDRESS[ListKind.HOMES], lines, button="write").status_code == 303
    lines = listed(STAYS, "N1,N7,complex,01/09/2026,", "C1,H1,intensive,2026-01-05,2026-11-01")
    assert hand_in(browser, ADDRESS[ListKind.ARRANGEMENTS], lines, button="write").status_code == 303
    with people_app.app_context():
        home = homes.from_case_system()["N7"]
        stays = {(stay.young_person_id, stay.level) for stay in case_system.every_stay()}
        ids = {number: id_ for number, (id_, _) in young_people.from_case_system().items()}
        assert len(homes.hosts_of(home[0])) == 2
        told_to = {event.young_person_id for event in audit.events(most=9) if event.kind == "arrangement"}
    assert (ids["N1"], "complex") in stays
    assert (ids["C1"], "intensive") in stays
    assert told_to == {ids["N1"], ids["C1"]}


@pytest.mark.parametrize("role", ["advocacy-lead", "service-manager", "personal-adviser", "host"])
def test_nobody_else_may(people_app: Flask, signed_in: SignedIn, role: str) -> None:
    """Other roles neither look nor write."""
    before = kept(people_app)
    browser = signed_in(role)
    assert browser.get(YOUNG_PEOPLE).status_code == 403
    data = {"csrf_token": "", "text": GOOD, "write": "1"}
    assert browser.post(YOUNG_PEOPLE, data=data, content_type="multipart/form-data").status_code == 403
    assert kept(people_app) == before


def test_an_unknown_kind_of_list_is_not_there(signed_in: SignedIn) -> None:
    assert signed_in("administrator").get("/en/desk/bring-in/accounts").status_code == 404


def test_other_fields_of_a_post_are_not_looked_at(people_app: Flask, signed_in: SignedIn) -> None:
    """A column or a field that is not asked for sets nothing."""
    browser = signed_in("administrator")
    more: dict[str, Any] = {"account_id": "1", "ref": "chosen", "kind": "homes", "role": "administrator"}
    assert hand_in(browser, YOUNG_PEOPLE, GOOD, button="write", **more).status_code == 303
    assert "N1" in kept(people_app)
    with_owner = listed(f"{PEOPLE},account_id", "N2,Sam Example,2009-01-02,,,1")
    response = hand_in(browser, YOUNG_PEOPLE, with_owner, button="write")
    assert response.status_code == 422
    assert told(response) == ["Line 1 There is no column “account_id” in this list. Take it out."]


def test_a_long_list_comes_in_and_one_that_is_too_long_does_not(
    people_app: Flask, signed_in: SignedIn
) -> None:
    """Two megabytes, here alone: elsewhere a post is much smaller."""
    browser = signed_in("administrator")
    line = "N{},Sam Example with quite a long name that fills a line,2009-01-02,Arabic,\n"
    longer = listed(PEOPLE) + "".join(line.format(number) for number in range(12_000))
    assert people_app.config["MAX_CONTENT_LENGTH"] < len(longer) < 2 * 1024 * 1024
    assert hand_in(browser, YOUNG_PEOPLE, longer).status_code == 200
    assert hand_in(browser, YOUNG_PEOPLE, file=longer.encode()).status_code == 200
    assert hand_in(browser, YOUNG_PEOPLE, longer * 3).status_code == 413
    assert hand_in(browser, YOUNG_PEOPLE, file=longer.encode() * 3).status_code == 413
    data = {"csrf_token": "x", "language": "e" * 300_000}
    assert browser.post("/en/account", data=data).status_code == 413


def test_nothing_of_a_list_is_logged_or_stands_in_an_address(
    people_app: Flask, signed_in: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a log line nor an address of the site holds a name of the list."""
    caplog.set_level("DEBUG")
    browser = signed_in("administrator")
    for text, button in ((BAD, "check"), (GOOD, "check"), (GOOD, "write")):
        response = hand_in(browser, YOUNG_PEOPLE, text, button=button)
        assert "Example" not in (response.location or "")
    assert "Example" not in caplog.text
    assert the_cast.CANARY not in caplog.text
