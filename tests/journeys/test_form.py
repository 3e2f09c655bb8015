"""A form by finger, by keyboard alone, with scripts and without: the outcome is the same."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import Visit

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])


def fill_in(page: Page, month: str) -> None:
    page.get_by_label("Day").fill("27")
    page.get_by_label("Month").fill(month)
    page.get_by_label("Year").fill("2007")
    page.get_by_label("With foster carers").check()


@BOTH
@pytest.mark.parametrize("width", [360, 1280])
def test_a_form_is_filled_in_mended_and_taken(visit: Visit, site: str, scripts: bool, width: int) -> None:
    page = visit(width=width, scripts=scripts).page
    page.goto(f"{site}/en/sample")
    fill_in(page, "13")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title("Error: When were you born? – Kent local offer")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="The month is a number from 1 to 12").click()
    expect(page.locator("#born-month")).to_be_focused()
    expect(page.locator("#born-day")).to_have_value("27")
    page.get_by_label("Month").fill("3")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{site}/en/sample/answer")
    expect(page.locator("h1")).to_have_text("You are a former relevant young person")


@BOTH
def test_by_keyboard_alone(visit: Visit, site: str, scripts: bool) -> None:
    page = visit(scripts=scripts).page
    page.goto(f"{site}/en/sample")
    press = page.keyboard.press
    for key in ("Tab", "Tab", "Enter", "Tab", "Tab"):  # way out, past the head of the page, back, day
        press(key)
    expect(page.locator("#born-day")).to_be_focused()
    for part in ("27", "3", "2007"):
        page.keyboard.type(part)
        press("Tab")
    press("Space")
    expect(page.locator("#living")).to_be_checked()
    press("ArrowDown")
    expect(page.locator("#living-2")).to_be_checked()
    press("Tab")
    press("Space")
    expect(page.locator("#true_of_you")).to_be_checked()
    press("Enter")
    expect(page).to_have_url(f"{site}/en/sample/answer")


def test_htmx_exchanges_the_middle_and_keeps_the_page(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/sample")
    page.evaluate("window.isSame = true")
    fill_in(page, "3")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{site}/en/sample/answer")
    assert page.evaluate("window.isSame") is True
    expect(page).to_have_title("You are a former relevant young person – Kent local offer")
    expect(page.locator("main")).to_be_focused()
    assert page.locator("main").count() == 1


def test_back_after_htmx_is_the_question_again(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/sample")
    fill_in(page, "13")
    page.get_by_role("button", name="Continue").click()
    page.locator(".govuk-error-summary").wait_for()
    fill_in(page, "3")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{site}/en/sample/answer")
    page.go_back()
    expect(page).to_have_url(f"{site}/en/sample")
    expect(page.locator("h1")).to_have_text("When were you born?")


def test_a_broken_page_takes_the_place_of_the_whole(visit: Visit, site: str) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{site}/en/sample")
    visitor.context.clear_cookies()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("We could not read that")
    assert page.locator("header").count() == 1
    assert page.locator("main").count() == 1


def test_htmx_missing_is_a_page_without_scripts(visit: Visit, site: str) -> None:
    visitor = visit()
    page = visitor.page
    page.route("**/htmx.js", lambda route: route.abort())
    page.goto(f"{site}/en/sample")
    fill_in(page, "3")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{site}/en/sample/answer")


@pytest.mark.parametrize(
    "payload",
    [
        "<script>window.pwned = 1</script>",
        "<img src=x onerror='window.pwned = 1'>",
        "<p hx-get='/exit' hx-trigger='load'>",
        '"><svg onload="window.pwned = 1">',
    ],
)
def test_what_is_typed_is_only_ever_words(visit: Visit, site: str, payload: str) -> None:
    """What looks like code stays in the field as it was typed, and does not run."""
    page = visit().page
    page.goto(f"{site}/en/sample")
    page.locator("#weeks").fill(payload)
    page.get_by_role("button", name="Continue").click()
    page.locator(".govuk-error-summary").wait_for()
    expect(page.locator("#weeks")).to_have_value(payload)
    assert page.evaluate("window.pwned") is None
    assert page.url.endswith("/en/sample")
