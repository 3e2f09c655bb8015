"""A form as long as a Host's monthly report, in a browser: connections drop, sessions end, windows meet."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from playwright.sync_api import Dialog, Page, Route, expect
from sqlalchemy import update

from journeys.test_axe import faults, faults_by_day, faults_in_every_dress
from kentcare.db.session import db, writing
from kentcare.services.long_forms.rules import MOST_LETTERS
from kentcare.sign_in.sessions.models import SignIn
from support import report
from support.browser import PeopleSite, Visit, Visitor, let_time_pass
from support.code_sign_in import code_sent

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
SAVED = "Saved on"
months = iter(range(1, 10_000))


@pytest.fixture(scope="session")
def report_site(people_site: PeopleSite) -> PeopleSite:
    with people_site.app.app_context():
        report.make_table()
        db.session.remove()
    return people_site


@pytest.fixture
def form(report_site: PeopleSite) -> str:
    """The address of a form that nobody has opened yet."""
    report_site.app.extensions["kentcare_posts"].reset()
    return f"{report_site.address}/en/report/month-{next(months)}"


@pytest.fixture
def host(visit: Visit, report_site: PeopleSite) -> Callable[..., Visitor]:
    def come(scripts: bool = True, **more: int) -> Visitor:
        visitor = visit(scripts=scripts, **more)
        report_site.sign_in(visitor, "host")
        if scripts:
            visitor.page.clock.install()
        return visitor

    return come


def fill_in(page: Page, well: str = "She cooked.") -> None:
    for part, text in (("Day", "25"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(text)
    page.get_by_label("What went well").fill(well)


def number_sent(site: PeopleSite, well: str) -> int:
    with site.app.app_context():
        return [words for _, words in report.rows()].count(well)


@BOTH
def test_it_is_filled_in_left_taken_up_again_and_sent(
    host: Callable[..., Visitor], form: str, scripts: bool
) -> None:
    page = host(scripts).page
    page.goto(form)
    fill_in(page)
    page.get_by_role("button", name="Save and go on later").click()
    expect(page.locator(".kept")).to_contain_text(SAVED)
    other = host(scripts, width=1280).page
    other.goto(form)
    expect(other.get_by_label("What went well")).to_have_value("She cooked.")
    other.get_by_label("Health").fill("Well.")
    other.get_by_role("button", name="Send").click()
    expect(other.locator("h1")).to_have_text("Sent")
    reference = other.locator(".reference").inner_text()
    # Going back shows that it is sent, and there is nothing to send again.
    other.go_back()
    expect(other.locator(".reference")).to_have_text(reference)


def test_it_is_saved_as_it_is_typed(host: Callable[..., Visitor], form: str) -> None:
    page = host().page
    page.goto(form)
    page.get_by_label("Health").press_sequentially("Well", delay=5)
    let_time_pass(page)
    expect(page.locator(".kept")).to_contain_text(SAVED)
    other = host().page
    other.goto(form)
    expect(other.get_by_label("Health")).to_have_value("Well")


def test_the_connection_drops_and_comes_back(host: Callable[..., Visitor], form: str) -> None:
    visitor = host()
    page = visitor.page
    page.goto(form)
    visitor.context.set_offline(True)
    page.get_by_label("Health").fill("Written in a tunnel")
    let_time_pass(page)
    expect(page.locator(".kept")).to_contain_text("You are offline. Your words are still on this page.")
    visitor.context.set_offline(False)
    expect(page.locator(".kept")).to_contain_text(SAVED)
    visitor.complaints.clear()
    other = host().page
    other.goto(form)
    expect(other.get_by_label("Health")).to_have_value("Written in a tunnel")


def test_what_is_sent_offline_is_saved_later_and_goes_with_a_second_press(
    host: Callable[..., Visitor], form: str, report_site: PeopleSite
) -> None:
    visitor = host()
    page = visitor.page
    page.goto(form)
    fill_in(page, "Sent in a tunnel")
    visitor.context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".kept")).to_contain_text("You are offline, so nothing was sent.")
    page.get_by_label("What went well").fill("Written after that")
    visitor.context.set_offline(False)
    expect(page.locator(".kept")).to_contain_text("Nothing was sent. Press the button again.")
    visitor.complaints.clear()
    assert not number_sent(report_site, "Sent in a tunnel") + number_sent(report_site, "Written after that")
    other = host().page
    other.goto(form)
    expect(other.get_by_label("What went well")).to_have_value("Written after that")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Sent")
    assert number_sent(report_site, "Written after that") == 1


def test_nothing_can_be_typed_while_it_is_sent(host: Callable[..., Visitor], form: str) -> None:
    """What comes after the press would be in no report, and gone with the page."""
    page = host().page
    page.goto(form)
    fill_in(page)
    held: list[Route] = []
    page.route("**/report/**", lambda route: held.append(route))
    page.get_by_role("button", name="Send").click()
    page.get_by_label("Health").evaluate("box => box.focus()")
    page.keyboard.type("Too late")
    expect(page.get_by_label("Health")).to_have_value("")
    for route in held:
        route.abort()
    expect(page.locator(".kept")).to_contain_text("nothing was sent")
    page.get_by_label("Health").press_sequentially("In time")
    expect(page.get_by_label("Health")).to_have_value("In time")


def test_not_saved_yet_is_tried_again(host: Callable[..., Visitor], form: str) -> None:
    page = host().page
    page.goto(form)
    for status in (429, 500, 503):
        page.route("**/report/**", partial(Route.fulfill, status=status, body="busy"), times=1)
        page.get_by_label("Health").fill(f"Well in spite of {status}")
        let_time_pass(page)
        expect(page.locator(".kept")).to_have_text("Not saved yet. We try again.")
        let_time_pass(page)
        expect(page.locator(".kept")).to_contain_text(SAVED)


def test_it_is_saved_after_signing_out_and_in_elsewhere(
    host: Callable[..., Visitor], form: str, report_site: PeopleSite
) -> None:
    visitor = host()
    page = visitor.page
    page.goto(form)
    other = visitor.context.new_page()
    other.goto(f"{report_site.address}/en/account")
    other.get_by_role("button", name="Sign out", exact=True).click()
    expect(other.locator("h1")).to_have_text("You are signed out")
    page.get_by_label("Health").fill("Well")
    let_time_pass(page)
    expect(page.locator(".kept")).to_contain_text("You are signed out. Your words are still on this page.")
    report_site.sign_in(visitor, "host")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".kept")).to_contain_text(SAVED)


def test_what_was_too_long_is_saved_once_it_is_shorter(host: Callable[..., Visitor], form: str) -> None:
    page = host().page
    page.goto(form)
    page.get_by_label("Health").fill("x" * (MOST_LETTERS + 1))
    let_time_pass(page)
    expect(page.locator(".kept")).to_contain_text("This is longer than we can keep.")
    page.get_by_label("Health").fill("Shorter")
    let_time_pass(page)
    expect(page.locator(".kept")).to_contain_text(SAVED)


def test_without_scripts_back_has_the_text(host: Callable[..., Visitor], form: str) -> None:
    visitor = host(scripts=False)
    page = visitor.page
    page.goto(form)
    fill_in(page, "Typed without a script")
    # Chromium notes what stands in a page about once a second: this is typed as people type, and takes two.
    page.get_by_label("Health").press_sequentially("She has seen the dentist.", delay=80)
    visitor.context.set_offline(True)
    page.get_by_role("button", name="Save and go on later").click()
    # The browser's own page says that it is offline.
    page.wait_for_url("chrome-error://**")
    visitor.context.set_offline(False)
    page.go_back()
    expect(page.get_by_label("What went well")).to_have_value("Typed without a script")
    page.get_by_role("button", name="Save and go on later").click()
    expect(page.locator(".kept")).to_contain_text(SAVED)


def test_a_double_click_sends_once(host: Callable[..., Visitor], form: str, report_site: PeopleSite) -> None:
    page = host().page
    page.goto(form)
    fill_in(page, "Sent by two clicks")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator("h1")).to_have_text("Sent")
    assert number_sent(report_site, "Sent by two clicks") == 1


@BOTH
def test_two_windows(host: Callable[..., Visitor], form: str, scripts: bool) -> None:
    visitor = host(scripts)
    first, second = visitor.page, visitor.context.new_page()
    first.goto(form)
    second.goto(form)
    first.get_by_label("Health").fill("From the first")
    first.get_by_role("button", name="Save and go on later").click()
    expect(first.locator(".kept")).to_contain_text(SAVED)
    second.get_by_label("Health").fill("From the second")
    if scripts:
        let_time_pass(second)
        expect(second.locator(".kept")).to_contain_text("Something else was saved in another window")
    second.get_by_role("button", name="Save and go on later").click()
    expect(second.locator("h1")).to_contain_text("Two texts")
    expect(second.get_by_text("From the first")).to_be_visible()
    expect(second.get_by_text("From the second")).to_be_visible()
    assert faults(second) == [] if scripts else True
    second.get_by_label("Both, one below the other").check()
    second.get_by_role("button", name="Go on with these").click()
    expect(second.get_by_label("Health")).to_have_value("From the second\n\nFrom the first")


@BOTH
def test_the_session_ends_while_somebody_writes(
    host: Callable[..., Visitor], form: str, report_site: PeopleSite, scripts: bool
) -> None:
    visitor = host(scripts)
    page = visitor.page
    page.goto(form)
    _three_hours_ago(report_site)
    fill_in(page, "Written for three hours")
    if scripts:
        let_time_pass(page)
        page.locator(".kept").get_by_role("link").click()
    else:
        page.get_by_role("button", name="Save and go on later").click()
        expect(page.get_by_text("What you wrote is saved")).to_be_visible()
    page.get_by_label("Your mobile number or e-mail address").fill("host@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Your code").fill(code_sent(report_site.app))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(form)
    expect(page.get_by_label("What went well")).to_have_value("Written for three hours")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Sent")


def _three_hours_ago(site: PeopleSite) -> None:
    """Every session was last used then."""
    with site.app.app_context():
        with writing() as session:
            session.execute(update(SignIn).values(seen_at=datetime.now(UTC) - timedelta(hours=3)))
        db.session.remove()


def test_whoever_leaves_in_a_hurry_is_not_asked(host: Callable[..., Visitor], form: str) -> None:
    visitor = host()
    page = visitor.page
    asked: list[str] = []

    def hear(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    page.goto(form)
    page.get_by_label("Health").press_sequentially("Not saved")
    page.get_by_role("link", name="Exit this page").last.click()
    expect(page.locator("h1")).to_have_text("Sunny")
    assert asked == []


def test_nothing_is_cut_off_and_axe_finds_nothing(host: Callable[..., Visitor], form: str) -> None:
    page = host().page
    page.goto(form)
    assert faults_in_every_dress(page) == []
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert faults_by_day(page) == []
    fill_in(page)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Sent")
    assert faults_by_day(page) == []
