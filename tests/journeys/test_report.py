"""A Host writes a month's report on a telephone: the connection drops, words halt it, and it is sent once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from journeys.test_axe import faults_in_every_dress
from journeys.test_look import SIDEWAYS, SMALL
from kentcare.hosting.reports.skills.rules import SKILLS
from support.browser import PeopleSite, Visit, Visitor
from support.host_report import MONTH

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])


@pytest.fixture
def host(visit: Visit, people_site: PeopleSite) -> Callable[..., Visitor]:
    people_site.app.extensions["kentcare_posts"].reset()

    def come(name: str, scripts: bool = True) -> Visitor:
        visitor = visit(scripts=scripts)
        people_site.sign_in(visitor, name)
        return visitor

    return come


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
    page.get_by_role("button", name="Somebody is hurt, missing or at risk").nth(2).click()
    expect(page.locator("h1")).to_have_text("Ring now, not later")
    page.goto(f"{people_site.address}/en/host/reports/stay/{MONTH.after}")
    expect(page.get_by_label("Health")).to_have_value("Half a sentence")


def test_by_the_keyboard_alone(host: Callable[..., Visitor], people_site: PeopleSite) -> None:
    page = host("host").page
    page.goto(f"{people_site.address}/en/host/reports/stay/{MONTH.after}")
    button = page.get_by_role("button", name="Somebody is hurt, missing or at risk").first
    button.focus()
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
    assert not page.evaluate(SIDEWAYS)
    assert not page.evaluate(SMALL)
    assert not faults_in_every_dress(page)


@pytest.mark.parametrize(
    "path", [f"reports/stay/{MONTH.after}", f"reports/stay/{MONTH.after}/stop", "checks"]
)
def test_letters_twice_as_large_fit_on_a_phone(
    host: Callable[..., Visitor], people_site: PeopleSite, path: str
) -> None:
    """As the settings of a telephone make them: what the style sheet measures in letters grows, too."""
    page = host("host").page
    letters = page.context.new_cdp_session(page)
    letters.send("Page.enable")
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto(f"{people_site.address}/en/host/{path}")
    assert not page.evaluate(SIDEWAYS)
