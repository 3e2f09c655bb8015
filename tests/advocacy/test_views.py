"""The advocates' pages: their own cases, the lead all, and no way from there to the council's records."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update
from werkzeug.test import TestResponse

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.advocacy import records
from kentcare.advocacy.models import AdvocacyCase
from kentcare.db.session import db, reading, writing
from support import the_cast
from support.forms import token
from support.html import href, page_of, text_of
from support.site import SignedIn

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


def told_at(app: Flask, number: int, advocate: str = "advocate") -> None:
    account = the_cast.account_id(app, advocate)
    with app.app_context(), writing():
        for one in range(number):
            records.ask(
                f"person{one}", {"name": f"Young {one:03}"}, DAY - timedelta(days=one), advocate=account
            )


def listed(text: str) -> list[str]:
    return [text_of(row) for row in page_of(text).select(".rows > li")]


def test_an_advocate_sees_their_own_cases_and_the_lead_all(signed_in: SignedIn) -> None:
    """No case of another advocate is in an advocate's list."""
    first = signed_in("advocate").get("/en/desk/advocacy").text
    assert "/desk/advocacy/case" in first
    assert "case-2" not in first
    assert len(listed(signed_in("advocacy-lead").get("/en/desk/advocacy").text)) == 2


def test_a_case_shows_what_the_young_person_told(signed_in: SignedIn) -> None:
    text = signed_in("advocate").get("/en/desk/advocacy/case").text
    assert "Canaryword told an advocate" in text
    assert "How it is safe to reach them" in text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_another_s_case_looks_like_one_that_is_not_there(
    signed_in: SignedIn, people_app: Flask, headers: dict[str, str]
) -> None:
    """Another advocate's case answers as an unknown one does, and the refusal is in the audit trail."""
    client = signed_in("advocate")
    unknown = client.get("/en/desk/advocacy/000000000000", headers=headers)
    other = client.get("/en/desk/advocacy/case-2", headers=headers)
    assert (other.status_code, other.data) == (404, unknown.data)
    with people_app.app_context():
        (line,) = [one for one in audit.events(most=1) if one.ref == "case-2"]
    assert line.action.value == "refused"


def test_every_look_is_on_record_without_the_young_person(signed_in: SignedIn, people_app: Flask) -> None:
    """Listing and opening cases is in the audit trail, which does not say whose they are."""
    signed_in("advocate").get("/en/desk/advocacy/case")
    signed_in("advocate").get("/en/desk/advocacy")
    with people_app.app_context():
        lines = [one for one in audit.events(most=50) if one.kind == "advocacy case"]
    assert [(line.action.value, line.ref, line.young_person_id) for line in lines] == [
        ("listed", None, None),
        ("viewed", "case", None),
    ]


def test_a_closed_case_is_not_in_the_list_and_opens_still(signed_in: SignedIn, people_app: Flask) -> None:
    with people_app.app_context(), writing() as session:
        session.execute(update(AdvocacyCase).where(AdvocacyCase.ref == "case").values(closed_on=DAY))
    client = signed_in("advocate")
    assert "No case is yours now" in client.get("/en/desk/advocacy").text
    assert "Closed on" in client.get("/en/desk/advocacy/case").text


def test_the_lead_is_told_when_nobody_waits(signed_in: SignedIn, people_app: Flask) -> None:
    with people_app.app_context(), writing() as session:
        session.execute(update(AdvocacyCase).values(closed_on=DAY))
    assert "Nobody waits for an advocate now" in signed_in("advocacy-lead").get("/en/desk/advocacy").text


def test_the_lead_sees_a_case_that_nobody_has_yet(signed_in: SignedIn, people_app: Flask) -> None:
    with people_app.app_context():
        records.ask("somebody", {"name": "Waiting Person"}, DAY - timedelta(days=30))
    first = listed(signed_in("advocacy-lead").get("/en/desk/advocacy").text)[0]
    assert "Waiting Person" in first
    assert "Nobody has it yet" in first
    assert "Waiting Person" not in signed_in("advocate").get("/en/desk/advocacy").text


def test_a_long_list_has_pages_with_the_longest_wait_first(signed_in: SignedIn, people_app: Flask) -> None:
    told_at(people_app, 60)
    client = signed_in("advocate")
    first = listed(client.get("/en/desk/advocacy/page/1").text)
    assert (len(first), first[0].split("Asked")[0].strip()) == (50, "Young 059")
    assert len(listed(client.get("/en/desk/advocacy/page/2").text)) == 11
    for wrong in ("0", "3", f"{10**30}"):
        assert client.get(f"/en/desk/advocacy/page/{wrong}").status_code == 404, wrong


def test_more_cases_ask_the_database_no_more_often(signed_in: SignedIn, people_app: Flask) -> None:
    client = signed_in("advocate")
    asked: list[str] = []
    with people_app.app_context():
        engine = db.engine
    listen = ("before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    event.listen(engine, *listen)
    try:
        client.get("/en/desk/advocacy")
        few = len(asked)
        told_at(people_app, 30)
        asked.clear()
        client.get("/en/desk/advocacy")
        assert len(asked) == few
    finally:
        event.remove(engine, *listen)


def test_a_case_whose_ref_is_all_digits_is_no_page_of_the_list(
    signed_in: SignedIn, people_app: Flask
) -> None:
    with people_app.app_context():
        records.ask("somebody", {"about": "digits"}, DAY, ref="123456789012")
    assert "digits" in signed_in("advocacy-lead").get("/en/desk/advocacy/123456789012").text


@pytest.mark.parametrize("reader", ["advocate", "advocacy-lead"])
def test_no_link_leads_to_the_council_s_records(signed_in: SignedIn, reader: str) -> None:
    client = signed_in(reader)
    allowed = ("/en/desk/advocacy", "/en/desk/people/")
    for address in ("/en/desk/advocacy", "/en/desk/advocacy/case", "/en/desk/advocacy/page/1"):
        page = page_of(client.get(address))
        links = [href(tag) for tag in page.select("a[href*='/desk/']")]
        assert links
        assert not [link for link in links if not link.startswith(allowed)], address


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_sent_there(signed_in: SignedIn, people_app: Flask, method: str) -> None:
    """Neither page takes a form, so no field can say whose a case is."""
    client = signed_in("advocate")
    for address in ("/en/desk/advocacy", "/en/desk/advocacy/page/1", "/en/desk/advocacy/case"):
        assert client.open(address, method=method, data={"advocate_id": "1"}).status_code == 405
    with people_app.app_context():
        assert reading().query(AdvocacyCase).count() == 2


def test_what_a_young_person_wrote_is_shown_as_words(signed_in: SignedIn, people_app: Flask) -> None:
    """What looks like code does nothing on these pages."""
    payload = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    with people_app.app_context():
        records.ask("somebody", {"name": payload, payload: payload}, DAY, ref="payload")
    client = signed_in("advocacy-lead")
    for address in ("/en/desk/advocacy", "/en/desk/advocacy/payload"):
        assert payload not in client.get(address).text


# A case is given to an advocate


def test_the_new_advocate_sees_the_case_and_the_old_one_no_longer(
    people_app: Flask, signed_in: SignedIn
) -> None:
    """Once the lead names another advocate, the case answers 404 to the one before."""
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
    """Naming another advocate twice is one line of the audit trail, which does not say whose case it is."""
    lead = signed_in("advocacy-lead")
    for _again in range(2):
        name_somebody(lead, account_ref(people_app, "advocate-2"))
    with people_app.app_context():
        (line,) = audit.events(most=10, action=Action.HANDED_ON)
    assert (line.kind, line.ref, line.young_person_id, line.about) == ("advocacy case", "case", None, None)


def test_whoever_is_no_advocate_is_refused_in_words(people_app: Flask, signed_in: SignedIn) -> None:
    """Nobody of the council is given a case."""
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
    """Both answer 404 to the lead, change nothing and leave a refusal in the audit trail."""
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
    """Everybody but the lead gets 403, and no case changes hands."""
    client = signed_in(name)
    before = who_has_it(people_app)
    assert client.get(f"{CASE}/advocate").status_code == 403
    assert name_somebody(client, account_ref(people_app, "advocate-2")).status_code == 403
    assert who_has_it(people_app) == before
    if name == "advocate":
        assert f"{CASE}/advocate" not in client.get(CASE).text


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
