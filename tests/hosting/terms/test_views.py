"""The places of a home: written down, ended and put right at the desk, and every word of it kept."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.desk.imports.rules import ListKind
from kentcare.hosting.terms.models import Terms
from support import lists
from support.arrangement_pages import TODAY
from support.encrypted_columns import stored_bytes
from support.forms import post, typed
from support.html import attribute, href, page_of
from support.lists import hand_in, listed
from support.office import words
from support.places import DECIDED, SAY, SINCE, TERMS, head_ref, places, say
from support.site import SignedIn

HOME = "/en/desk/homes/home"
WHY = "Canary of a reason"


def link_to(what: str, client: FlaskClient) -> str:
    page = page_of(client.get(TERMS))
    return href(page.select(f"a[href*='/desk/terms/'][href$='/{what}']")[0])


def read(client: FlaskClient, page: str = TERMS) -> str:
    return words(client.get(page).text)


def test_nobody_has_said_until_somebody_does(signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    for page in (TERMS, HOME, "/en/desk/homes/by-name/1", "/en/desk/homes.csv"):
        assert "Nobody has said" in read(officer, page), page
    assert "How many places you have: nobody has said." in read(signed_in("host"), "/en/host")


def test_places_are_said_with_who_decided_them_and_when(signed_in: SignedIn, people_app: Flask) -> None:
    manager = signed_in("service-manager")
    decided = {"decided_by": head_ref(people_app), "why": WHY} | typed(DECIDED, "decided_on")
    assert say(manager, "2", change=decided).headers["Location"] == TERMS
    page = read(manager)
    assert "Places today 2" in page
    assert "Decided by Canaryword head-of-service on 27 August 2025" in page
    assert f"Written down by Canaryword service-manager on {TODAY.day} " in page
    assert WHY in page
    assert "2 From 1 September 2025 on" in read(manager, HOME)
    assert ",2,1,1" in manager.get("/en/desk/homes.csv").text
    with people_app.app_context():
        event = audit.events(most=1, action=Action.CHANGED)[0]
    assert (event.kind, (event.about or "").partition(":")[0]) == ("home", "terms said")
    assert b"Canary" not in stored_bytes(people_app, Terms, "sealed_why", 1)


def test_the_host_reads_how_many_and_who_decided_and_not_why(signed_in: SignedIn, people_app: Flask) -> None:
    decided = {"decided_by": head_ref(people_app), "why": WHY} | typed(DECIDED, "decided_on")
    say(signed_in("service-manager"), "2", change=decided)
    page = read(signed_in("host"), "/en/host")
    assert "You have 2 places, from 1 September 2025 on. Decided by Canaryword head-of-service" in page
    assert WHY not in page
    assert "places" not in read(signed_in("host-2"), "/en/host").replace("How many places you have", "")


def test_what_comes_next_ends_what_holds_and_both_are_read(signed_in: SignedIn, people_app: Flask) -> None:
    manager = signed_in("service-manager")
    say(manager, "2")
    assert say(manager, "1", date(2026, 6, 1)).status_code == 303
    page = read(manager)
    assert "Places today 1" in page
    assert "2 places 1 September 2025 to 31 May 2026" in page
    before = page.partition("What stood before")[2]
    assert "2 places From 1 September 2025 on" in before
    assert "Changed by Canaryword service-manager" in before


def test_it_is_ended_by_its_last_day(signed_in: SignedIn, people_app: Flask) -> None:
    manager = signed_in("service-manager")
    places(people_app, 2)
    last = TODAY - timedelta(days=1)
    ask = link_to("put-right", manager)
    assert 'value="2"' in manager.get(ask).text
    data = {"places": "2", "decided_by": head_ref(people_app)}
    data |= typed(SINCE, "from_day") | typed(last, "to_day") | typed(DECIDED, "decided_on")
    assert post(manager, ask, data).status_code == 303
    page = read(manager)
    assert "Places today Nobody has said" in page
    assert "From 1 September 2025 on" in page.partition("What stood before")[2]


def test_a_slip_is_put_right_openly_and_once(signed_in: SignedIn, people_app: Flask) -> None:
    manager = signed_in("service-manager")
    places(people_app, 20)
    ask = link_to("put-right", manager)
    data = {"places": "2"} | typed(SINCE, "from_day")
    assert post(manager, ask, data).status_code == 303
    page = read(manager)
    assert "Places today 2" in page
    assert "20 places" in page.partition("What stood before")[2]
    # A second press changes nothing.
    assert post(manager, ask, data).status_code == 303
    assert read(manager).count("Changed by") == 1


def test_the_other_window_sees_both_and_chooses(signed_in: SignedIn, people_app: Flask) -> None:
    manager = signed_in("service-manager")
    places(people_app, 20)
    ask = link_to("put-right", manager)
    data = {"places": "2"} | typed(SINCE, "from_day")
    assert post(manager, ask, data).status_code == 303
    late = post(manager, ask, data | {"places": "3", "why": WHY})
    assert late.status_code == 422
    page = page_of(late)
    shown = words(late.text)
    assert "Somebody has changed this since you opened the page." in shown
    assert "2 places From 1 September 2025 on" in shown
    assert WHY in shown
    assert [attribute(one, "value") for one in page.select("[name=places]")] == ["3"]
    assert "Places today 2" in read(manager)
    form = page.select("main form")[-1]
    assert post(manager, attribute(form, "action"), data | {"places": "3"}).status_code == 303
    assert "Places today 3" in read(manager)


def test_what_was_never_decided_is_taken_back_and_can_still_be_read(
    signed_in: SignedIn, people_app: Flask
) -> None:
    manager = signed_in("service-manager")
    places(people_app, 2)
    ask = link_to("take-back", manager)
    assert "Was this never decided?" in manager.get(ask).text
    assert post(manager, ask, {}).headers["Location"] == TERMS
    page = read(manager)
    assert "Places today Nobody has said" in page
    assert "2 places" in page.partition("What stood before")[2]
    assert post(manager, ask, {}).status_code == 404
    # Its days are free for what was decided.
    assert say(manager, "1").status_code == 303


def test_who_wrote_it_and_who_ended_it_are_both_named(signed_in: SignedIn, people_app: Flask) -> None:
    brought = listed(lists.TERMS, "H1,2,2025-09-01,,,")
    hand_in(signed_in("administrator"), lists.ADDRESS[ListKind.TERMS], brought, button="write")
    manager = signed_in("service-manager")
    assert say(manager, "1", date(2026, 6, 1)).status_code == 303
    ended = read(manager).partition("2 places 1 September 2025 to 31 May 2026")[2].partition("What stood")[0]
    assert "Written down by Canaryword administrator on" in ended
    assert "Last day written down by Canaryword service-manager on" in ended
    begun = read(manager).partition("1 place From 1 June 2026 on")[2].partition("2 places")[0]
    assert "Written down by Canaryword service-manager on" in begun
    assert "Last day" not in begun


def test_what_was_ended_for_it_goes_on_when_it_is_taken_back(signed_in: SignedIn, people_app: Flask) -> None:
    manager = signed_in("service-manager")
    places(people_app, 2)
    say(manager, "1", date(2026, 6, 1))
    ask = link_to("take-back", manager)
    assert "What it ended goes on: 2 places From 1 September 2025 on" in read(manager, ask)
    assert post(manager, ask, {}).status_code == 303
    page = read(manager).partition("What stood before")[0]
    assert "Places today 2" in page
    assert "2 places From 1 September 2025 on" in page
    assert "Last day" not in page


def test_what_was_changed_since_stays_as_it_is_and_the_page_says_so(
    signed_in: SignedIn, people_app: Flask
) -> None:
    manager = signed_in("service-manager")
    places(people_app, 2)
    say(manager, "1", date(2026, 6, 1))
    # The latest stands first: the second link is that of what ended.
    page = page_of(manager.get(TERMS).text)
    ended = href(page.select("a[href*='/desk/terms/'][href$='/put-right']")[1])
    data = {"places": "3"} | typed(SINCE, "from_day") | typed(date(2026, 5, 31), "to_day")
    assert post(manager, ended, data).status_code == 303
    ask = link_to("take-back", manager)
    assert "What it ended was changed since, so that stays as it is." in read(manager, ask)
    assert post(manager, ask, {}).status_code == 303
    page_now = read(manager).partition("What stood before")[0]
    assert "Places today Nobody has said" in page_now
    assert "3 places 1 September 2025 to 31 May 2026" in page_now


@pytest.mark.parametrize("first", [date(2026, 5, 1), date(2026, 7, 1)])
def test_its_first_day_moves_the_last_day_of_what_came_before(
    signed_in: SignedIn, people_app: Flask, first: date
) -> None:
    """And when it is taken back after that, what it ended goes on as before."""
    manager = signed_in("service-manager")
    places(people_app, 2)
    say(manager, "1", date(2026, 6, 1))
    ask = link_to("put-right", manager)
    assert post(manager, ask, {"places": "1"} | typed(first, "from_day")).status_code == 303
    last = first - timedelta(days=1)
    assert f"2 places 1 September 2025 to {last.day} {last:%B} 2026" in read(manager)
    assert post(manager, link_to("take-back", manager), {}).status_code == 303
    assert "2 places From 1 September 2025 on" in read(manager).partition("What stood before")[0]


def test_no_day_in_between_is_left_without_places(signed_in: SignedIn, people_app: Flask) -> None:
    """The sentence says what to do, and nothing typed is lost."""
    manager = signed_in("service-manager")
    places(people_app, 2, SINCE, date(2026, 3, 31))
    gap = say(manager, "1", date(2026, 6, 1), {"why": WHY})
    assert gap.status_code == 422
    assert "days for which nobody would have said how many places there are" in words(gap.text)
    assert WHY in gap.text
    assert say(manager, "1", date(2026, 4, 1)).status_code == 303
    # For the summer alone: what holds from the autumn on has to be there first.
    summer = {"why": WHY} | typed(date(2026, 8, 31), "to_day")
    cut = say(manager, "3", date(2026, 6, 1), summer)
    assert cut.status_code == 422
    assert "Write down first what holds from then on, or leave the last day empty" in words(cut.text)
    assert WHY in cut.text
    assert say(manager, "1", date(2026, 9, 1), {"why": WHY}).status_code == 303
    assert say(manager, "3", date(2026, 6, 1), summer).status_code == 303
    page = read(manager).partition("What stood before")[0]
    for days in ("From 1 September 2026 on", "1 June 2026 to 31 August 2026", "1 April 2026 to 31 May 2026"):
        assert days in page


def test_what_comes_later_bounds_what_goes_on(signed_in: SignedIn, people_app: Flask) -> None:
    manager = signed_in("service-manager")
    places(people_app, 2)
    say(manager, "1", date(2026, 6, 1))
    say(manager, "4", date(2026, 9, 1))
    page = page_of(manager.get(TERMS).text)
    ask = href(page.select("a[href*='/desk/terms/'][href$='/take-back']")[1])
    assert "What it ended goes on: 2 places 1 September 2025 to 31 August 2026" in read(manager, ask)
    assert post(manager, ask, {}).status_code == 303
    assert "2 places 1 September 2025 to 31 August 2026" in read(manager).partition("What stood before")[0]


def test_a_second_press_writes_it_once(signed_in: SignedIn, people_app: Flask) -> None:
    manager = signed_in("service-manager")
    assert [say(manager, "2").status_code for _ in range(2)] == [303, 303]
    assert read(manager).count("2 places") == 1


@pytest.mark.parametrize(
    "name", ["accommodation-officer", "accommodation-officer-2", "host", "head-of-service"]
)
def test_nobody_but_a_service_manager_writes_it(signed_in: SignedIn, people_app: Flask, name: str) -> None:
    places(people_app, 2)
    ask, client = link_to("put-right", signed_in("service-manager")), signed_in(name)
    for page in (SAY, ask, ask.replace("put-right", "take-back")):
        assert client.get(page).status_code in {403, 404}
        assert post(client, page, {"places": "9"} | typed(SINCE, "from_day")).status_code in {403, 404}
    assert "Places today 2" in read(signed_in("accommodation-officer"))
    assert not re.search(r"/desk/terms/|/terms/say", signed_in("accommodation-officer").get(TERMS).text)


def test_another_officer_does_not_find_the_page(signed_in: SignedIn) -> None:
    assert signed_in("accommodation-officer-2").get(TERMS).status_code == 404


def test_a_home_with_more_than_its_places_stands_on_the_first_page(
    signed_in: SignedIn, people_app: Flask
) -> None:
    places(people_app, 0)
    for name in ("accommodation-officer", "service-manager"):
        client = signed_in(name)
        assert "1 home has more young people than places" in client.get("/en/desk").text
        page = read(client, "/en/desk/homes/without-a-place/1")
        assert "1 live there. It has 0 places." in page
        assert "nobody has said" in page
        assert "More young people live there than there are places: 1, and 0." in read(client, HOME)
    other = signed_in("accommodation-officer-2")
    assert "than places" not in other.get("/en/desk").text
    assert "No home has more young people than places." in read(other, "/en/desk/homes/without-a-place/1")
