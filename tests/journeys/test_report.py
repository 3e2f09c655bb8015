"""A Host writes a month's report on a telephone: the connection drops, words halt it, and it is sent once."""

from collections.abc import Callable
from functools import wraps
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from journeys.test_axe import faults_in_every_dress
from journeys.test_look import SIDEWAYS, with_large_letters
from kentcare.hosting.reports.rules import Month
from kentcare.hosting.reports.skills.rules import SKILLS
from kentcare.services.long_forms.posted import is_autosave
from support.browser import PeopleSite, Visitor, let_time_pass
from support.host_report import MONTH, stops, stored
from support.patience import PATIENCE
from support.red_button import KNOWS, NUMBERS, RED, WAITS, host, number_of_stops, open_form, press_red

__all__ = ["host", "open_form"]

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])


def open_report(page: Page, site: PeopleSite, second: str) -> None:
    page.goto(f"{site.address}/en/host/reports/stay{second}/{MONTH}")


def fill_in(page: Page, well: str) -> None:
    for skill in SKILLS:
        page.locator(f"[name=level_{skill}]").nth(2).check()
    page.get_by_label("What went well").fill(well)
    page.get_by_label("Hours of support a week, as a rule").fill("12")
    page.get_by_label("Nights that they slept elsewhere").fill("0")


def send(page: Page) -> None:
    page.get_by_role("button", name="Send", exact=True).click()


# Each kind of browser has a young person of its own: a report is sent once.
@pytest.mark.parametrize(
    ("scripts", "second"), [(True, ""), (False, "-2")], ids=["with scripts", "scripts off"]
)
def test_it_is_halted_passed_cut_off_and_sent(
    host: Callable[..., Visitor], people_site: PeopleSite, scripts: bool, second: str
) -> None:
    visitor = host(f"host{second}", scripts)
    page = visitor.page
    page.goto(f"{people_site.address}/en/host")
    page.locator(f".rows a[href$='/{MONTH}']").first.click()
    fill_in(page, "She did not come home on Friday.")
    send(page)
    expect(page.locator("h1")).to_have_text("Ring now, not later")
    expect(page.locator("main")).to_contain_text("999")
    page.get_by_label("I have rung them, or they know already").check()
    page.get_by_role("button", name="Go on with the report").click()
    expect(page.get_by_label("What went well")).to_have_value("She did not come home on Friday.")
    if scripts:
        visitor.context.set_offline(True)
        page.get_by_label("What was hard").fill("Mornings.")
        let_time_pass(page)
        expect(page.locator(".kept")).to_contain_text("You are offline")
        visitor.context.set_offline(False)
        expect(page.locator(".kept")).to_contain_text("Saved on")
        visitor.complaints.clear()
    send(page)
    expect(page.locator("main")).to_contain_text("It is with your officer.")
    page.go_back()
    page.goto(f"{people_site.address}/en/host/reports")
    expect(page.locator("main")).to_contain_text("Sent. Your officer has not read it yet.")


@BOTH
def test_the_red_button_saves_and_says_whom_to_ring(
    host: Callable[..., Visitor], people_site: PeopleSite, scripts: bool
) -> None:
    page = host("host", scripts).page
    page.goto(f"{people_site.address}/en/host/reports/stay/{MONTH.after}")
    page.get_by_label("Health").fill("Half a sentence")
    page.get_by_role("button", name=RED).nth(2).click()
    expect(page.get_by_role("heading", name="Ring now, not later")).to_be_visible()
    if scripts:
        page.get_by_role("link", name="Say how it is, and go on").click()
    expect(page.locator("h1")).to_have_text("Ring now, not later")
    page.goto(f"{people_site.address}/en/host/reports/stay/{MONTH.after}")
    expect(page.get_by_label("Health")).to_have_value("Half a sentence")


# Presses “Send”, and the red button once the form goes to be saved, or the time after that to be sent. Gives
# the numbers that are seen once the page says who knows.
RED_AFTER_SEND = """([times, known]) => new Promise(done => {
    const form = document.querySelector("form.long"), box = document.querySelector(".stop-box");
    const red = [...form.querySelectorAll("[value=stop]")].at(-1);
    form.addEventListener("submit", () => { times -= 1; if (!times) setTimeout(() => red.click()); });
    const look = () => {
        const isKnown = box.open && box.querySelector("[role=status]").textContent.includes(known);
        const seen = [...box.querySelectorAll(".ring a")].filter(link => link.checkVisibility());
        if (isKnown) done(seen.map(link => link.textContent)); else requestAnimationFrame(look);
    };
    look();
    form.querySelector("[value=send]").click();
})"""


def test_the_red_button_outranks_what_was_sent_offline(
    open_form: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    visitor = open_form()
    page = visitor.page
    visitor.context.set_offline(True)
    fill_in(page, "All well.")
    send(page)
    expect(page.locator(".kept")).to_contain_text("You are offline, so nothing was sent.")
    line = press_red(page)
    expect(line).to_contain_text(WAITS)
    assert number_of_stops(people_site) == 0
    visitor.context.set_offline(False)
    expect(line).to_contain_text(KNOWS)
    visitor.complaints.clear()
    assert [row.how for row in stops(people_site.app)] == ["pressed"]
    assert MONTH.after not in {Month.of(row.month) for row in stored(people_site.app)}
    page.get_by_role("button", name="Back to what I wrote").click()
    expect(page.get_by_label("What went well")).to_have_value("All well.")


@pytest.mark.parametrize("is_saved", [False, True], ids=["as it saves", "as it is sent"])
def test_the_red_button_outranks_a_report_on_a_slow_line(
    open_form: Callable[..., Visitor],
    people_site: PeopleSite,
    is_saved: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The line holds back what was posted first, and lets the rest through."""
    views, held, let_go = people_site.app.view_functions, Event(), Event()
    take = views["reports.take"]

    @wraps(take)
    def hold(**values: object) -> Any:
        if not held.is_set() and is_autosave() is not is_saved:
            held.set()
            assert let_go.wait(PATIENCE)
        return take(**values)

    monkeypatch.setitem(views, "reports.take", hold)
    page = open_form().page
    fill_in(page, "All well.")
    # In the page itself: Playwright waits for a navigation, also for one that was called off.
    assert page.evaluate(RED_AFTER_SEND, [2 if is_saved else 1, KNOWS]) == NUMBERS
    assert number_of_stops(people_site) == 1
    let_go.set()
    assert MONTH.after not in {Month.of(row.month) for row in stored(people_site.app)}


def test_by_the_keyboard_alone(host: Callable[..., Visitor], people_site: PeopleSite) -> None:
    page = host("host").page
    page.goto(f"{people_site.address}/en/host/reports/stay/{MONTH.after}")
    button = page.get_by_role("button", name=RED).first
    button.focus()
    page.keyboard.press("Enter")
    go_on = page.get_by_role("link", name="Say how it is, and go on")
    go_on.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ring now, not later")
    page.get_by_label("Nobody is hurt").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Go on with the report").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Report for")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("host", f"/en/host/reports/stay/{MONTH.after}"),
        ("host", f"/en/host/reports/stay/{MONTH.after}/stop"),
        ("host", "/en/host/reports"),
        ("accommodation-officer", "/en/desk/reports/waiting/1"),
        ("accommodation-officer", "/en/desk/stops"),
        ("accommodation-officer", "/en/desk/cover"),
        ("service-manager", "/en/desk/cover/add"),
        ("young-person", "/ar/me/skills"),
    ],
)
def test_the_pages_have_no_fault(
    host: Callable[..., Visitor], people_site: PeopleSite, name: str, path: str
) -> None:
    page = host(name).page
    page.goto(people_site.address + path)
    assert not faults_in_every_dress(page)


@pytest.mark.parametrize(
    "path", [f"reports/stay/{MONTH.after}", f"reports/stay/{MONTH.after}/stop", "checks"]
)
def test_letters_twice_as_large_fit_on_a_phone(
    host: Callable[..., Visitor], people_site: PeopleSite, path: str
) -> None:
    page = with_large_letters(host("host").page)
    page.goto(f"{people_site.address}/en/host/{path}")
    assert not page.evaluate(SIDEWAYS)


def test_what_is_typed_is_saved_whatever_becomes_of_the_red_button(
    open_form: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    visitor = open_form()
    page, address = visitor.page, visitor.page.url
    visitor.context.set_offline(True)
    page.get_by_label("Health").fill("Before")
    expect(press_red(page)).to_contain_text(WAITS)
    page.get_by_role("button", name="Back to what I wrote").click()
    page.get_by_label("Health").fill("After")
    let_time_pass(page)
    expect(page.locator(".kept")).to_contain_text("You are offline.")
    visitor.context.set_offline(False)
    expect(page.locator(".kept")).to_contain_text("Saved on")
    visitor.complaints.clear()
    page.goto(address)
    expect(page.get_by_label("Health")).to_have_value("After")
    assert number_of_stops(people_site) == 1
