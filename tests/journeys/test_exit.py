"""Leaving at once: by button, by skip link, by Shift three times, and with scripts off."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import Visit, Visitor


def with_answers(visitor: Visitor, site: str) -> Page:
    """A page that shows answers, with a session in the browser."""
    page = visitor.page
    page.goto(f"{site}/en/sample")
    assert [cookie["name"] for cookie in visitor.context.cookies()] == ["answers"]
    return page


def has_left(visitor: Visitor, elsewhere: str) -> None:
    visitor.page.wait_for_url(elsewhere)
    assert visitor.page.title() == "Weather"
    assert visitor.context.cookies() == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_button_leads_away_and_ends_the_session(
    visit: Visit, site: str, elsewhere: str, scripts: bool, width: int
) -> None:
    visitor = visit(width=width, scripts=scripts)
    with_answers(visitor, site).locator(".exit").click()
    has_left(visitor, elsewhere)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_the_first_stop_of_the_keyboard_is_the_way_out(
    visit: Visit, site: str, elsewhere: str, scripts: bool
) -> None:
    visitor = visit(scripts=scripts)
    page = with_answers(visitor, site)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Exit this page"
    page.keyboard.press("Enter")
    has_left(visitor, elsewhere)


def test_shift_three_times_leads_away_and_says_how_many_are_left(
    visit: Visit, site: str, elsewhere: str
) -> None:
    visitor = visit()
    page = with_answers(visitor, site)
    said = page.locator("#exit-status")
    page.keyboard.press("Shift")
    expect(said).to_have_text("Press Shift two more times to leave this page")
    page.keyboard.press("Shift")
    expect(said).to_have_text("Press Shift one more time to leave this page")
    page.keyboard.press("Shift")
    has_left(visitor, elsewhere)


def test_writing_in_capitals_is_not_leaving(visit: Visit, site: str) -> None:
    page = with_answers(visit(), site)
    page.locator("#weeks").focus()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.locator("#weeks")).to_have_value("ABCD")
    expect(page.locator("#exit-status")).to_have_text("")
    assert page.url.endswith("/en/sample")


def test_the_page_is_gone_at_once_and_not_when_the_next_one_comes(
    visit: Visit, site: str, elsewhere: str
) -> None:
    visitor = visit()
    page = with_answers(visitor, site)
    page.evaluate("sessionStorage.a = 1; localStorage.a = 1")
    # Asked in the same breath as the click: no other page can have come by then.
    seen = page.evaluate("""() => {
        document.querySelector(".exit").click();
        return {
            title: document.title,
            left: document.querySelectorAll("h1, form, a, header, main").length,
            heard: document.querySelector("[role=alert]").textContent,
            kept: sessionStorage.length + localStorage.length,
        };
    }""")
    assert seen == {"title": "Weather", "left": 0, "heard": "Leaving", "kept": 0}
    has_left(visitor, elsewhere)


def test_going_back_does_not_come_here(visit: Visit, site: str, elsewhere: str) -> None:
    visitor = visit()
    visitor.page.goto("about:blank")
    with_answers(visitor, site).locator(".exit").click()
    has_left(visitor, elsewhere)
    visitor.page.go_back()
    assert visitor.page.url == "about:blank"


def test_other_windows_of_the_site_leave_too(visit: Visit, site: str, elsewhere: str) -> None:
    visitor = visit()
    other = visitor.context.new_page()
    other.goto(f"{site}/en/your-rights")
    with_answers(visitor, site).locator(".exit").click()
    other.wait_for_url(elsewhere)


def test_a_page_out_of_the_browser_s_memory_is_blank_and_asked_for_again(visit: Visit, site: str) -> None:
    page = with_answers(visit(), site)
    page.evaluate("window.isOld = true")
    with page.expect_navigation():
        seen = page.evaluate(
            "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));"
            "getComputedStyle(document.body).display"
        )
    assert seen == "none"
    assert page.evaluate("window.isOld") is None
    expect(page.locator("h1")).to_be_visible()


def test_after_leaving_the_answers_are_not_there(visit: Visit, site: str, elsewhere: str) -> None:
    visitor = visit()
    with_answers(visitor, site).locator(".exit").click()
    has_left(visitor, elsewhere)
    visitor.page.goto(f"{site}/en/sample/answer")
    assert visitor.context.cookies() == []
