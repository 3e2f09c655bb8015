"""A case that nobody has yet is found by the lead, and given to an advocate."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from conftest import SignedIn
from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.advocacy import records
from kentcare.advocacy.models import AdvocacyCase
from kentcare.db.session import reading, writing
from support import the_cast
from support.forms import token

CASE = "/en/desk/advocacy/case"
DAY = date(2026, 11, 2)


def account_ref(app: Flask, name: str) -> str:
    with app.app_context():
        return the_cast.viewer(app, name).ref


def name_somebody(client: FlaskClient, who: str, page: str = f"{CASE}/advocate") -> TestResponse:
    return client.post(page, data={"csrf_token": token(client, "/en/account"), "who": who})


def who_has_it(app: Flask) -> dict[str, int | None]:
    with app.app_context():
        return {row.ref: row.advocate_id for row in reading().scalars(select(AdvocacyCase))}


def test_the_new_advocate_sees_the_case_and_the_old_one_no_longer(
    people_app: Flask, signed_in: SignedIn
) -> None:
    """S4, S5."""
    lead, old, new = signed_in("advocacy-lead"), signed_in("advocate"), signed_in("advocate-2")
    assert (old.get(CASE).status_code, new.get(CASE).status_code) == (200, 404)
    assert "Name another advocate" in lead.get(CASE).text
    page = lead.get(f"{CASE}/advocate").text
    assert f'<option value="{account_ref(people_app, "advocate")}" selected>' in page
    assert "told an advocate" not in page
    answer = name_somebody(lead, account_ref(people_app, "advocate-2"))
    assert (answer.status_code, answer.location) == (303, CASE)
    assert (old.get(CASE).status_code, new.get(CASE).status_code) == (404, 200)


def test_that_it_was_handed_on_is_on_record_without_the_young_person(
    people_app: Flask, signed_in: SignedIn
) -> None:
    """S24."""
    lead = signed_in("advocacy-lead")
    for _again in range(2):
        name_somebody(lead, account_ref(people_app, "advocate-2"))
    with people_app.app_context():
        (line,) = audit.events(most=10, action=Action.HANDED_ON)
    assert (line.kind, line.ref, line.young_person_id, line.about) == ("advocacy case", "case", None, None)


def test_whoever_is_no_advocate_is_refused_in_words(people_app: Flask, signed_in: SignedIn) -> None:
    """S6: nobody of the council is given a case."""
    lead = signed_in("advocacy-lead")
    gone = account_ref(people_app, "advocate-2")
    with people_app.app_context(), writing() as session:
        session.get_one(Account, the_cast.account_id(people_app, "advocate-2")).state = "closed"
    wrong = [account_ref(people_app, name) for name in ("personal-adviser", "host", "advocacy-lead")]
    before = who_has_it(people_app)
    for who in ("", "unknown", gone, *wrong):
        answer = name_somebody(lead, who)
        assert answer.status_code == 422, who
        assert "Choose somebody from the list" in answer.text
    assert who_has_it(people_app) == before


def test_an_unknown_case_and_a_closed_one_are_not_there(people_app: Flask, signed_in: SignedIn) -> None:
    """S4."""
    lead = signed_in("advocacy-lead")
    who = account_ref(people_app, "advocate-2")
    with people_app.app_context(), writing() as session:
        session.execute(update(AdvocacyCase).where(AdvocacyCase.ref == "case").values(closed_on=DAY))
    before = who_has_it(people_app)
    assert "Name another advocate" not in lead.get(CASE).text
    for ref in ("000000000000", "case"):
        page = f"/en/desk/advocacy/{ref}/advocate"
        assert lead.get(page).status_code == 404
        assert name_somebody(lead, who, page).status_code == 404
        with people_app.app_context():
            assert audit.events(most=1, action=Action.REFUSED)[0].ref == ref
    assert who_has_it(people_app) == before


@pytest.mark.parametrize("name", ["advocate", "service-manager", "personal-adviser", "administrator"])
def test_nobody_else_gives_a_case(people_app: Flask, signed_in: SignedIn, name: str) -> None:
    """S3."""
    client = signed_in(name)
    before = who_has_it(people_app)
    assert client.get(f"{CASE}/advocate").status_code == 403
    assert name_somebody(client, account_ref(people_app, "advocate-2")).status_code == 403
    assert who_has_it(people_app) == before
    if name == "advocate":
        assert f"{CASE}/advocate" not in client.get(CASE).text


def test_the_records_ask_again_who_may_and_whom(people_app: Flask) -> None:
    """S2: were the door left open, nothing would come of it."""
    adviser, advocate = (the_cast.account_id(people_app, name) for name in ("personal-adviser", "advocate-2"))
    before = who_has_it(people_app)
    with people_app.app_context():
        for name in ("advocate", "service-manager"):
            other = the_cast.viewer(people_app, name)
            with pytest.raises(records.NoSuchCase):
                records.name_advocate(other, "case", advocate)
            assert records.without_advocate(other) == 0
        lead = the_cast.viewer(people_app, "advocacy-lead")
        with pytest.raises(accounts.NotTheirs):
            records.name_advocate(lead, "case", adviser)
    assert who_has_it(people_app) == before


def test_a_case_that_nobody_has_waits_on_the_lead_s_desk(people_app: Flask, signed_in: SignedIn) -> None:
    lead = signed_in("advocacy-lead")
    assert "no advocate" not in lead.get("/en/desk").text
    with people_app.app_context():
        ref = records.ask("somebody", {"name": "Waiting Person"}, DAY)
    desk = lead.get("/en/desk").text
    assert "1 case has no advocate" in desk
    assert 'href="/en/desk/advocacy"' in desk
    for name in ("advocate", "service-manager"):
        assert "no advocate" not in signed_in(name).get("/en/desk").text
    assert "Name an advocate" in lead.get(f"/en/desk/advocacy/{ref}").text
    page = f"/en/desk/advocacy/{ref}/advocate"
    assert name_somebody(lead, account_ref(people_app, "advocate"), page).status_code == 303
    assert "no advocate" not in lead.get("/en/desk").text
    assert "Waiting Person" in signed_in("advocate").get("/en/desk/advocacy").text
