"""A press of the red button that could not be told at once is told later, and the page says so."""

import json
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from kentcare.core import clock
from kentcare.db.session import reading
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.models import StopPress
from kentcare.hosting.safeguarding.rules import Finding
from support import the_cast
from support.browser import PeopleSite, Visitor
from support.host_report import MONTH, stops
from support.patience import PATIENCE, until
from support.red_button import KNOWS, NUMBERS, WAITS, host, number_of_stops, open_form, press_red
from support.stops import OFFICER

__all__ = ["host", "open_form"]
# Where the press is told, and the words are saved.
POSTS = "**/host/reports/*/*/*"


def cookies(visitor: Visitor) -> set[str]:
    return {str(cookie["name"]) for cookie in visitor.context.cookies()}


def come_back_online(visitor: Visitor, site: PeopleSite) -> Page:
    """Open another page once back online, and wait until it has told every stop that is kept."""
    visitor.context.set_offline(False)
    page = visitor.context.new_page()
    with page.expect_response("**/host/reports/**"):
        page.goto(f"{site.address}/en/host")
    until(lambda: page.evaluate("!localStorage.stops"))
    assert "stops" not in cookies(visitor)
    visitor.complaints.clear()
    return page


def test_the_red_button_is_told_from_another_page_if_its_own_is_closed(
    open_form: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    visitor = open_form()
    visitor.context.set_offline(True)
    expect(press_red(visitor.page)).to_contain_text(WAITS)
    visitor.page.close()
    page = come_back_online(visitor, people_site)
    assert [row.how for row in stops(people_site.app)] == ["pressed"]
    expect(page.get_by_role("status").filter(has_text="can see here")).to_contain_text(KNOWS)


def test_the_red_button_is_told_once_somebody_has_signed_in_again(
    open_form: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    visitor = open_form()
    page = visitor.page
    visitor.context.clear_cookies()
    line = press_red(page)
    expect(line).to_contain_text(
        "You are signed out: your officer does not know yet that you pressed the red button."
    )
    people_site.sign_in(visitor, "host")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(line).to_contain_text(KNOWS)
    assert number_of_stops(people_site) == 1


def test_whoever_signs_in_next_does_not_press_it_for_somebody_else(
    open_form: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    """Nor do they read of it. It is told when its own Host is there again."""
    visitor = open_form()
    page = visitor.page
    visitor.context.clear_cookies()
    people_site.sign_in(visitor, "host-2")
    expect(press_red(page)).to_contain_text("Somebody else is signed in here now: your officer does not know")
    assert number_of_stops(people_site) == 0
    page.close()
    theirs = visitor.context.new_page()
    theirs.goto(f"{people_site.address}/en/host")
    expect(theirs.locator(".stop-bar [role=status]")).to_be_empty()
    theirs.get_by_role("button", name="Sign out").click()
    expect(theirs.locator("h1")).to_have_text("You are signed out")
    people_site.sign_in(visitor, "host")
    come_back_online(visitor, people_site)
    assert number_of_stops(people_site) == 1


def test_two_stops_are_both_told(open_form: Callable[..., Visitor], people_site: PeopleSite) -> None:
    """Of two forms, each in a window of its own, that were closed before the line was back."""
    visitor = open_form()
    first, address = visitor.page, visitor.page.url
    second = visitor.context.new_page()
    second.goto(address.replace(str(MONTH.after), str(MONTH)))
    visitor.context.set_offline(True)
    press_red(first)
    press_red(second)
    first.close()
    second.close()
    come_back_online(visitor, people_site)
    assert len({row.month for row in stops(people_site.app)}) == 2


def test_signing_out_tells_a_stop_first(open_form: Callable[..., Visitor], people_site: PeopleSite) -> None:
    visitor = open_form()
    page = visitor.context.new_page()
    page.goto(f"{people_site.address}/en/host")
    visitor.page.route("**/host/reports/**", lambda route: route.abort())
    press_red(visitor.page)
    visitor.page.close()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("You are signed out")
    visitor.complaints.clear()
    assert number_of_stops(people_site) == 1


def test_a_press_whose_answer_is_lost_stays_one_stop(
    open_form: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    """The service has it, somebody looks into it, and the phone tells it again as it knows no better."""
    visitor = open_form()
    page = visitor.page

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(POSTS, lose)
    line = press_red(page)
    expect(line).to_contain_text(WAITS)
    expect(line).to_contain_text("may not know yet")  # as the service may have it
    until(lambda: number_of_stops(people_site) == 1)
    ref = stops(people_site.app)[0].ref
    with people_site.app.test_request_context("/en/"):
        officer = the_cast.viewer(people_site.app, OFFICER)
        safeguarding.look_into(officer, ref, clock.now(), found=Finding.SAFE, follows=[])
    page.unroute(POSTS)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(KNOWS)
    visitor.complaints.clear()
    assert number_of_stops(people_site) == 1


def test_what_another_window_told_is_known_in_the_window_where_it_was_pressed(
    open_form: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    visitor = open_form()
    page = visitor.page
    page.route(POSTS, lambda route: route.abort())
    expect(press_red(page)).to_contain_text(WAITS)
    other = visitor.context.new_page()
    other.goto(f"{people_site.address}/en/host")
    expect(other.locator(".stop-bar [role=status]")).to_contain_text(KNOWS)
    page.unroute(POSTS)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(KNOWS)
    visitor.complaints.clear()
    assert number_of_stops(people_site) == 1


def test_to_press_again_offline_is_another_press(
    open_form: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    visitor = open_form()
    page = visitor.page
    visitor.context.set_offline(True)
    for _ in range(2):
        expect(press_red(page)).to_contain_text(WAITS)
        page.get_by_role("button", name="Back to what I wrote").click()
    expect(page.locator(".stop-bar [role=status] .ring a")).to_have_text(NUMBERS)
    visitor.context.set_offline(False)
    expect(page.locator(".stop-bar [role=status]")).to_contain_text(KNOWS)
    until(lambda: page.evaluate("!localStorage.stops"))
    visitor.complaints.clear()
    assert number_of_stops(people_site) == 1
    with people_site.app.app_context():
        assert len(reading().scalars(select(StopPress)).all()) == 2


def test_what_can_never_be_told_says_so_and_whom_to_ring(
    open_form: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    """The form is not theirs any more. It stays on their pages until they say that they have rung."""
    visitor = open_form()
    page = visitor.page
    page.route(POSTS, lambda route: route.fulfill(status=404, body="Not found"))
    expect(press_red(page)).to_contain_text("nobody knows of it: you can no longer open that form.")
    page.get_by_role("button", name="Back to what I wrote").click()
    page.get_by_role("button", name="I have rung them").click()
    assert page.evaluate("!localStorage.stops")


def leave(page: Page) -> None:
    page.locator(".exit").click()


def leave_by_keyboard(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("go", [leave, leave_by_keyboard])
def test_the_exit_sends_what_is_not_told(
    open_form: Callable[..., Visitor], people_site: PeopleSite, elsewhere: str, go: Callable[[Page], None]
) -> None:
    visitor = open_form()
    page = visitor.context.new_page()
    page.goto(f"{people_site.address}/en/host")
    visitor.page.route(POSTS, lambda route: route.abort())
    expect(press_red(visitor.page)).to_contain_text(WAITS)
    visitor.page.close()
    go(page)
    page.wait_for_url(elsewhere)
    until(lambda: number_of_stops(people_site) == 1)
    visitor.complaints.clear()


def test_the_exit_can_be_pressed_in_the_box_that_lies_over_the_page(
    open_form: Callable[..., Visitor], elsewhere: str
) -> None:
    page = open_form().page
    page.set_viewport_size({"width": 320, "height": 480})
    expect(press_red(page)).to_contain_text(KNOWS)
    way_out = page.get_by_role("dialog").get_by_role("link", name="Exit this page")
    expect(way_out).to_be_in_viewport(ratio=1)
    way_out.click()
    page.wait_for_url(elsewhere)


def test_the_exit_offline_keeps_that_it_was_pressed_and_no_more(
    open_form: Callable[..., Visitor], people_site: PeopleSite, elsewhere: str
) -> None:
    visitor = open_form()
    page = visitor.page
    page.get_by_label("Health").fill("Words of theirs")
    page.route(POSTS, lambda route: route.abort())
    expect(press_red(page)).to_contain_text(WAITS)
    page.get_by_role("button", name="Back to what I wrote").click()
    page.evaluate("localStorage.other = 1; sessionStorage.other = 1")
    leave(page)
    page.wait_for_url(elsewhere)
    page.unroute(POSTS)
    lasts = {cookie["name"]: cookie.get("expires", -1) for cookie in visitor.context.cookies()}
    # For ten seconds there is one for a press that is on its way: docs/decisions/0031-untold-stops.md.
    for_a_press = lasts.pop("session", 1)
    assert lasts.keys() == {"stops"}
    assert 0 < for_a_press <= clock.now().timestamp() + 10
    page.goto(f"{people_site.address}/en/privacy")
    kept = page.evaluate("({...localStorage})")
    assert kept.keys() == {"stops"}
    [stop] = json.loads(kept["stops"]).values()
    assert stop.keys() == {"to", "whose", "version", "at"}
    assert page.evaluate("sessionStorage.length") == 0
    assert number_of_stops(people_site) == 0
    people_site.sign_in(visitor, "host")
    page = come_back_online(visitor, people_site)
    expect(page.locator(".stop-bar [role=status]")).to_contain_text(KNOWS)
    assert number_of_stops(people_site) == 1


def test_the_exit_that_overtakes_a_press_does_not_lose_it(
    open_form: Callable[..., Visitor],
    people_site: PeopleSite,
    elsewhere: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The service ends the session before the press arrives that was sent first."""
    answer, has_left = people_site.app.wsgi_app, Event()

    def hold(environ: dict[str, Any], start: Any) -> Any:
        if environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"].startswith("/en/host/reports/"):
            assert has_left.wait(PATIENCE)
        answered = answer(environ, start)
        if environ["PATH_INFO"] == "/exit":
            has_left.set()
        return answered

    page = open_form().page
    monkeypatch.setattr(people_site.app, "wsgi_app", hold)
    press_red(page)
    page.get_by_role("dialog").get_by_role("link", name="Exit this page").click()
    page.wait_for_url(elsewhere)
    until(lambda: number_of_stops(people_site) == 1)
