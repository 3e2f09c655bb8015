"""Stops on the desk: the list, and the page of one with whom to ring."""

from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kentcare.accounts.accounts.addresses import format_mobile
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core import clock
from kentcare.db.session import writing
from kentcare.hosting.reports.desk import LISTS
from support import the_cast
from support.forms import token
from support.host_report import FORM, WHOLE, WORRYING, LivesThere, Write, stops
from support.html import href, one, page_of, text_of
from support.site import SignedIn
from support.stops import ADVISER, MANAGER, OFFICER, changed, halt, look_into, ref_of


def test_another_officer_cannot_look_into_it(write: Write, people_app: Flask, signed_in: SignedIn) -> None:
    write().press("stop")
    other = signed_in("accommodation-officer-2")
    ref = stops(people_app)[0].ref
    assert look_into(other, ref).status_code == 404
    assert other.get(f"/en/desk/stops/{ref}").status_code == 404


def _every_list(client: FlaskClient) -> str:
    return "".join(client.get(f"/en/desk/reports/{which}/1").text for which in LISTS)


def test_an_officer_who_lives_there_as_a_host_neither_sees_nor_answers_it(
    write: Write, people_app: Flask, signed_in: SignedIn, lives_there: LivesThere
) -> None:
    """Their own home is another officer's work."""
    lives_there("accommodation-officer-2")
    write().press("stop")
    both = signed_in("accommodation-officer-2")
    assert FORM in both.get("/en/host").text
    assert "No report was halted." in both.get("/en/desk/stops").text
    name = f">{the_cast.CANARY} young-person<"
    assert name in _every_list(signed_in("accommodation-officer"))
    assert name not in _every_list(both)
    assert look_into(both, stops(people_app)[0].ref).status_code == 404


def test_the_page_says_whom_to_ring_and_not_a_word_of_what_was_written(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    write().press("send", **(WHOLE | {"hard": WORRYING}))
    page = page_of(signed_in(OFFICER).get(f"/en/desk/stops/{stops(people_app)[0].ref}"))
    rings = {href(link) for link in page.select("main .ring a")}
    numbers = [format_mobile(the_cast.mobile(name)) for name in ("host", ADVISER)]
    assert rings == {f"tel:{number.replace(' ', '')}" for number in (*numbers, "999", "03000 41 91 91")}
    mails = {href(link) for link in page.select("main a[href^='mailto:']")}
    assert mails == {f"mailto:{the_cast.email(name)}" for name in ("host", ADVISER)}
    words = text_of(one(page, "main"))
    assert f"Words of {the_cast.CANARY} host halted the form on" in words
    assert "The Host has not gone on since." in words
    assert "come home" not in words


def test_it_says_as_what_the_host_went_on(write: Write, people_app: Flask, signed_in: SignedIn) -> None:
    window = write()
    window.press("stop")
    stop = f"{FORM}/stop"
    window.client.post(stop, data={"csrf_token": token(window.client, stop), "said": "told"})
    page = signed_in(OFFICER).get(f"/en/desk/stops/{stops(people_app)[0].ref}").text
    assert "The Host says that they have rung, or that it is known." in page


def test_the_age_is_that_of_today(people_app: Flask, signed_in: SignedIn) -> None:
    ref, year = halt(people_app), clock.today().year
    for age in (18, 17):
        with people_app.app_context(), writing() as session:
            young = session.scalars(select(YoungPerson).where(YoungPerson.ref == "young-person")).one()
            young.born = date(year - age, 1, 1)
        page = page_of(signed_in(OFFICER).get(f"/en/desk/stops/{ref}"))
        assert f"Age today {age}" in text_of(one(page, "dl"))


def test_what_is_not_known_is_said(people_app: Flask, signed_in: SignedIn) -> None:
    ref = halt(people_app)
    changed(people_app, "host", mobile=None)
    with people_app.app_context(), writing() as session:
        session.scalars(select(YoungPerson).where(YoungPerson.ref == "young-person")).one().adviser_id = None
    page = signed_in(OFFICER).get(f"/en/desk/stops/{ref}").text
    assert "We have no telephone number of theirs." in page
    assert "They have no adviser." in page


def test_the_young_person_can_read_that_somebody_opened_it(people_app: Flask, signed_in: SignedIn) -> None:
    signed_in(MANAGER).get(f"/en/desk/stops/{halt(people_app)}")
    assert f"{the_cast.CANARY} {MANAGER}" in signed_in("young-person").get("/en/me/who-looked/1").text


def test_a_manager_with_many_has_the_longest_waiting_first_and_a_number_to_ring(
    people_app: Flask, signed_in: SignedIn
) -> None:
    now, manager = clock.now(), signed_in(MANAGER)
    refs = [
        halt(people_app, now=now - timedelta(minutes=5 * number), months_ago=number)
        for number in range(1, 31)
    ]
    look_into(manager, refs.pop(3))
    page = page_of(manager.get("/en/desk/stops"))
    assert one(page, "main h2").text == "29 wait for somebody to look into them"
    waiting, past = page.select("main table")
    links = [ref_of(link) for link in waiting.select("th > a[href*='/desk/stops/']")]
    assert links == refs[::-1]
    assert one(waiting.select("tbody tr")[0], ".late").text == "2 hours 30 minutes"
    assert len(waiting.select("a[href^='tel:']")) == 29
    assert f"{the_cast.CANARY} {MANAGER}" in past.text


def test_an_adviser_s_page_links_to_nothing_that_is_refused(people_app: Flask, signed_in: SignedIn) -> None:
    ref = halt(people_app)
    adviser = signed_in(ADVISER)
    for address in ("/en/desk/stops", f"/en/desk/stops/{ref}", "/en/desk/young-people/young-person"):
        for link in page_of(adviser.get(address)).select("main a[href^='/en/']"):
            assert adviser.get(href(link)).status_code == 200, (address, link)


def test_the_page_does_not_promise_what_the_job_has_missed(people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in(OFFICER)
    fresh, missed = (
        halt(people_app, now=clock.now() - timedelta(minutes=ago), months_ago=ago) for ago in (1, 33)
    )
    assert "If nobody looks into it, we tell people again: " in officer.get(f"/en/desk/stops/{fresh}").text
    page = officer.get(f"/en/desk/stops/{missed}").text
    assert "we tell people again" not in page
    assert "People should have been told again, and were not: " in page
    look_into(officer, missed)
    assert "told again" not in officer.get(f"/en/desk/stops/{missed}").text.replace("told of it again", "")
