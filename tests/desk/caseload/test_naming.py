"""A young person without an adviser, or a home without an officer, is found and given to somebody."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.assignments import records as assignments
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from kentcare.db.session import writing
from support import the_cast
from support.crowd import HOMES, OWN, OWN_HOME, PEOPLE, bring_people, change_person
from support.naming import account_ref, name_somebody
from support.site import SignedIn
from support.watching import checksums

# The record, its form, and who had it and has it afterwards.
BOTH = [
    (f"{PEOPLE}/{OWN}", "adviser", "personal-adviser"),
    (f"{HOMES}/{OWN_HOME}", "officer", "accommodation-officer"),
]


@pytest.mark.parametrize(("record", "form", "role"), BOTH)
def test_the_new_one_sees_the_record_and_the_old_one_no_longer(
    people_app: Flask, signed_in: SignedIn, record: str, form: str, role: str
) -> None:
    """Once another is named, the record answers 404 to the one before."""
    manager = signed_in("service-manager")
    old, new = signed_in(role), signed_in(f"{role}-2")
    assert (old.get(record).status_code, new.get(record).status_code) == (200, 404)
    assert f"Name another {form}" in manager.get(record).text
    page = manager.get(f"{record}/{form}").text
    assert "Canaryword" in page
    assert f'<option value="{account_ref(people_app, role)}" selected>' in page
    answer = name_somebody(manager, f"{record}/{form}", account_ref(people_app, f"{role}-2"))
    assert (answer.status_code, answer.location) == (303, record)
    assert f"Canaryword {role}-2" in manager.get(record).text
    assert (old.get(record).status_code, new.get(record).status_code) == (404, 200)


@pytest.mark.parametrize(("record", "form", "role"), BOTH)
def test_that_it_was_handed_on_is_on_record_once(
    people_app: Flask, signed_in: SignedIn, record: str, form: str, role: str
) -> None:
    """Naming the same person twice is one line of the audit trail."""
    manager = signed_in("service-manager")
    for _again in range(2):
        name_somebody(manager, f"{record}/{form}", account_ref(people_app, f"{role}-2"))
    with people_app.app_context():
        (line,) = audit.events(most=10, action=Action.HANDED_ON)
    assert line.actor_name == "Canaryword service-manager"
    if form == "adviser":
        assert line.young_person_id is not None
    else:
        assert (line.kind, line.ref) == ("home", OWN_HOME)


@pytest.mark.parametrize(("record", "form", "role"), BOTH)
def test_whoever_is_no_such_colleague_is_refused_in_words(
    people_app: Flask, signed_in: SignedIn, record: str, form: str, role: str
) -> None:
    manager = signed_in("service-manager")
    gone = account_ref(people_app, f"{role}-2")
    with people_app.app_context(), writing() as session:
        session.get_one(Account, the_cast.account_id(people_app, f"{role}-2")).state = "closed"
    wrong = [account_ref(people_app, name) for name in ("host", "advocate", "service-manager")]
    before = checksums(people_app)
    for who in ("", "unknown", "1", gone, *wrong):
        answer = name_somebody(manager, f"{record}/{form}", who)
        assert answer.status_code == 422, who
        assert "Choose somebody from the list" in answer.text
    assert checksums(people_app) == before


@pytest.mark.parametrize(("record", "form", "role"), BOTH)
def test_an_unknown_record_is_not_there_and_the_try_is_on_record(
    people_app: Flask, signed_in: SignedIn, record: str, form: str, role: str
) -> None:
    """Both the page and the form answer 404 for a ref of nothing, and each is noted as a refusal."""
    manager = signed_in("service-manager")
    page = f"{record.rpartition('/')[0]}/000000000000/{form}"
    assert manager.get(page).status_code == 404
    assert name_somebody(manager, page, account_ref(people_app, role)).status_code == 404
    with people_app.app_context():
        assert [line.ref for line in audit.events(most=5, action=Action.REFUSED)] == ["000000000000"] * 2


@pytest.mark.parametrize(
    "name", ["personal-adviser", "accommodation-officer", "administrator", "advocacy-lead"]
)
@pytest.mark.parametrize(("record", "form", "role"), BOTH)
def test_nobody_else_names_anybody(
    people_app: Flask, signed_in: SignedIn, record: str, form: str, role: str, name: str
) -> None:
    """Everybody who may not name anybody gets 403, and no row changes."""
    client = signed_in(name)
    before = checksums(people_app)
    assert client.get(f"{record}/{form}").status_code == 403
    who = account_ref(people_app, f"{role}-2")
    assert name_somebody(client, f"{record}/{form}", who).status_code == 403
    assert checksums(people_app) == before
    if client.get(record).status_code == 200:
        assert f"{record}/{form}" not in client.get(record).text


def test_the_records_ask_again_who_may_and_whom(people_app: Flask) -> None:
    """Were the door left open, nothing would come of it."""
    now = datetime.now(UTC)
    adviser, officer = (
        the_cast.account_id(people_app, f"{role}-2") for role in ("personal-adviser", "accommodation-officer")
    )
    with people_app.app_context():
        manager = the_cast.viewer(people_app, "service-manager")
        other = the_cast.viewer(people_app, "personal-adviser")
        before = checksums(people_app)
        with pytest.raises(young_people.NoSuchRecord):
            assignments.name_adviser(other, OWN, adviser, now)
        with pytest.raises(homes.NoSuchHome):
            assignments.name_officer(other, OWN_HOME, officer, now)
        with pytest.raises(accounts.NotTheirs):
            assignments.name_adviser(manager, OWN, officer, now)
        with pytest.raises(accounts.NotTheirs):
            assignments.name_officer(manager, OWN_HOME, adviser, now)
        assert (assignments.number_without_adviser(other), assignments.number_without_officer(other)) == (
            0,
            0,
        )
        assert checksums(people_app) == before


def test_young_people_without_an_adviser_wait_on_the_desk_and_stand_first(
    people_app: Flask, signed_in: SignedIn
) -> None:
    bring_people(people_app, 2)
    manager = signed_in("service-manager")
    assert "no adviser" not in manager.get("/en/desk").text
    change_person(people_app, "crowd-00001", adviser_id=None)
    desk = manager.get("/en/desk").text
    assert "1 young person has no adviser" in desk
    assert f'href="{PEOPLE}/by-adviser/1"' in desk
    listed = manager.get(f"{PEOPLE}/by-adviser/1").text
    assert listed.index("Crowd 00001") < listed.index("Crowd 00000")
    assert "Name an adviser" in manager.get(f"{PEOPLE}/crowd-00001").text
    assert "no adviser" not in signed_in("personal-adviser").get("/en/desk").text
    who = account_ref(people_app, "personal-adviser-2")
    name_somebody(manager, f"{PEOPLE}/crowd-00001/adviser", who)
    assert "no adviser" not in manager.get("/en/desk").text
