"""The pages on which somebody says who covers for an officer who is away."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kentcare.accounts.audit.actions import Action
from kentcare.core.clock import today
from kentcare.db.session import reading
from kentcare.services.cover.models import Cover
from support import the_cast
from support.crowd import HOMES, OTHER_HOME, OWN, OWN_HOME, PEOPLE, bring_homes, latest_events
from support.forms import token
from support.html import attribute, one, page_of, text_of
from support.site import SignedIn
from support.watching import checksums, statements

LIST, ADD = "/en/desk/cover", "/en/desk/cover/add"
MANAGER, AWAY, COVER = "service-manager", "accommodation-officer", "accommodation-officer-2"


def ref_of(app: Flask, name: str) -> str:
    with app.app_context():
        return the_cast.viewer(app, name).ref


def days(first: int, last: int) -> dict[str, str]:
    """The first and the last day of a cover as they are typed, counted from today."""
    found: dict[str, str] = {}
    for box, after in (("from_day", first), ("to_day", last)):
        day = today() + timedelta(after)
        found |= {f"{box}-day": str(day.day), f"{box}-month": str(day.month), f"{box}-year": str(day.year)}
    return found


def save(app: Flask, client: FlaskClient, first: int, last: int, **changed: str) -> tuple[int, str]:
    """Send the form as a manager who chooses both, unless `changed` says otherwise.

    Returns the status and the page.
    """
    data = {"officer": ref_of(app, AWAY), "covered_by": ref_of(app, COVER), **days(first, last)}
    response = client.post(ADD, data=data | changed | {"csrf_token": token(client, ADD)})
    return response.status_code, response.text


def kept(app: Flask) -> list[Cover]:
    with app.app_context():
        return list(reading().scalars(select(Cover).order_by(Cover.id)))


def visible(html: str) -> str:
    """What is read on a page."""
    main = one(page_of(html), "main")
    return text_of(main)


def test_a_manager_says_who_covers_and_the_colleague_opens_everything(
    people_app: Flask, signed_in: SignedIn
) -> None:
    manager, stands_in = signed_in(MANAGER), signed_in(COVER)
    own_home = f"{HOMES}/{OWN_HOME}"
    of_the_home = ("invite-host", "arrangements", "arrangements/begin", "checks", "household", "timeline/1")
    doors = [own_home, f"{PEOPLE}/{OWN}", *(f"{own_home}/{page}" for page in of_the_home)]
    doors += ["/en/desk/arrangements/stay/end", "/en/desk/certificates/gas"]
    before = [stands_in.get(door) for door in doors]
    assert {one.status_code for one in before} == {404}
    assert before[0].data == stands_in.get(f"{HOMES}/unknown").data
    assert save(people_app, manager, 0, 5)[0] == 303
    assert {stands_in.get(door).status_code for door in doors} == {200}
    assert latest_events(people_app)[0].action is Action.VIEWED
    last = today() + timedelta(5)
    until = f"{last.day} {last:%B} {last.year}"
    officer, other = f"{the_cast.CANARY} {AWAY}", f"{the_cast.CANARY} {COVER}"
    assert f"You cover for {officer} until {until}" in visible(stands_in.get("/en/desk").text)
    says = f"{other} looks after it until {until} , while {officer} is away."
    assert says in visible(stands_in.get(doors[0]).text)
    assert "looks after it until" not in visible(manager.get(f"{HOMES}/{OTHER_HOME}").text)
    host = visible(signed_in("host").get("/en/host").text)
    assert f"{officer} is away now. Until {until} , {other} looks after you." in host
    assert "is away now" not in signed_in("host-2").get("/en/host").text
    [row] = kept(people_app)
    end = f"{LIST}/{row.ref}/end"
    assert end in manager.get(LIST).text
    assert end not in stands_in.get(LIST).text
    response = manager.post(end, data={"csrf_token": token(manager, LIST)})
    assert (response.status_code, response.location) == (303, LIST)
    assert {stands_in.get(door).status_code for door in doors} == {404}
    assert "You cover for" not in stands_in.get("/en/desk").text


def test_an_officer_is_away_themself_and_nobody_else(people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in(COVER)
    assert 'name="officer"' not in officer.get(ADD).text
    assert 'name="officer"' in signed_in(MANAGER).get(ADD).text
    # What the form has no box for is not listened to: it is their own days that they say.
    assert save(people_app, officer, 1, 5, covered_by=ref_of(people_app, AWAY))[0] == 303
    [row] = kept(people_app)
    ids = {name: the_cast.account_id(people_app, name) for name in (AWAY, COVER)}
    assert (row.officer_id, row.covered_by_id, row.set_by) == (ids[COVER], ids[AWAY], ids[COVER])
    assert "It has not begun yet." in officer.get(LIST).text
    # They are the only one who cannot be chosen.
    assert save(people_app, signed_in(AWAY), 8, 9, covered_by=ref_of(people_app, AWAY))[0] == 422


@pytest.mark.parametrize(
    ("first", "last", "changed", "words"),
    [
        (5, 4, {}, "The last day is before the first"),
        (-1, 4, {}, "This day is over"),
        (0, 90, {}, "This is longer than 90 days"),
        (0, 4, {"officer": ""}, "Choose who is away"),
        (0, 4, {"covered_by": "unknown"}, "Choose who covers"),
        (0, 4, {"from_day-day": ""}, "Add the day"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    people_app: Flask, signed_in: SignedIn, first: int, last: int, changed: dict[str, str], words: str
) -> None:
    status, text = save(people_app, signed_in(MANAGER), first, last, **changed)
    page = page_of(text)
    assert status == 422
    [summary], [year] = page.select(".govuk-error-summary"), page.select("[name=to_day-year]")
    assert words in summary.text
    assert attribute(year, "value") == str((today() + timedelta(last)).year)
    chosen = page.select_one("[name=covered_by] option[selected]")
    assert chosen is None or attribute(chosen, "value") == ref_of(people_app, COVER)
    assert kept(people_app) == []


def test_the_same_person_and_days_that_are_covered_are_refused(
    people_app: Flask, signed_in: SignedIn
) -> None:
    manager = signed_in(MANAGER)
    own, other = ref_of(people_app, AWAY), ref_of(people_app, COVER)
    assert "they are away themself" in save(people_app, manager, 0, 5, covered_by=own)[1]
    assert save(people_app, manager, 0, 5)[0] == 303
    assert "Somebody covers on some of these days already" in save(people_app, manager, 5, 6)[1]
    status, text = save(people_app, manager, 3, 6, officer=other, covered_by=own)
    assert (status, "They are away themself on some of these days" in text) == (422, True)
    assert save(people_app, manager, 6, 8, officer=other, covered_by=own)[0] == 303
    assert len(kept(people_app)) == 2


@pytest.mark.parametrize("name", [COVER, "personal-adviser", "host", "administrator"])
def test_another_s_cover_and_an_unknown_one_look_the_same(
    people_app: Flask, signed_in: SignedIn, name: str
) -> None:
    assert save(people_app, signed_in(MANAGER), 0, 5)[0] == 303
    [row] = kept(people_app)
    client = signed_in(name)
    data = {"csrf_token": token(client, "/en/account")}
    before = checksums(people_app)
    other = client.post(f"{LIST}/{row.ref}/end", data=data)
    refused = latest_events(people_app)[0]
    unknown = client.post(f"{LIST}/unknown/end", data=data)
    assert (other.status_code, other.data) == (unknown.status_code, unknown.data)
    assert other.status_code == (404 if name == COVER else 403)
    assert refused.action is Action.REFUSED
    assert checksums(people_app) == before


def test_a_list_shows_an_officer_what_concerns_them(people_app: Flask, signed_in: SignedIn) -> None:
    assert "Nobody is away now or soon" in signed_in(AWAY).get(LIST).text
    assert save(people_app, signed_in(MANAGER), 0, 5)[0] == 303
    assert f"{the_cast.CANARY} {COVER} covers for you" in visible(signed_in(AWAY).get(LIST).text)
    assert f"You cover for {the_cast.CANARY} {AWAY}" in visible(signed_in(COVER).get(LIST).text)
    both = f"{the_cast.CANARY} {COVER} covers for {the_cast.CANARY} {AWAY}"
    assert both in visible(signed_in(MANAGER).get(LIST).text)


def test_to_cover_asks_no_question_more_for_each_home(people_app: Flask, signed_in: SignedIn) -> None:
    assert save(people_app, signed_in(MANAGER), 0, 5)[0] == 303
    client, pages = signed_in(COVER), (f"{HOMES}/by-name/1", "/en/desk")
    for page in pages:
        client.get(page)  # what is made once is made
    with statements(people_app) as few:
        homes, _desk = [client.get(page).text for page in pages]
    assert "You may see 2 homes." in homes
    bring_homes(people_app, 30, with_host=False)
    with statements(people_app) as many:
        homes, desk = [client.get(page).text for page in pages]
    assert "You may see 32 homes." in homes
    assert "30 homes have no Host account" in desk
    assert len(many) <= len(few), "\n".join(many)
