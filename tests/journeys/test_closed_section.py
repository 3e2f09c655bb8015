"""A section that is closed: a link opens it, the voice reads it, paper has it, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import Visit


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_link_to_a_closed_section_opens_it_under_its_heading(
    visit: Visit, site: str, tag: str, scripts: bool
) -> None:
    page = visit(scripts=scripts).page
    page.goto(f"{site}/{tag}/money")
    expect(page.locator("#foster")).to_be_hidden()
    # The closed headings are the list of what is on the page.
    expect(page.locator(".on-this-page")).to_have_count(0)
    page.locator(".ways a[href$='#foster']").click()
    expect(page.locator("#foster")).to_be_visible()
    expect(page.locator(".part:has(#foster) h2")).to_be_in_viewport(ratio=1)


def test_a_link_from_another_page_opens_it(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/moving-out#week")
    expect(page.locator("#week")).to_be_visible()
    expect(page.locator("#night")).to_be_hidden()


def test_it_opens_in_a_browser_that_does_not_open_it_by_itself(visit: Visit, site: str) -> None:
    """Such a browser tells the page that the address has changed, and does no more."""
    page = visit().page
    page.goto(f"{site}/en/money")
    page.evaluate("history.replaceState(null, '', '#universal-credit')")
    expect(page.locator("#universal-credit")).to_be_hidden()
    page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
    expect(page.locator("#universal-credit")).to_be_visible()
    expect(page.locator(".part:has(#universal-credit) h2")).to_be_in_viewport(ratio=1)


def test_the_keyboard_opens_it(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/money")
    heading = page.locator(".part:has(#foster) > summary")
    heading.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#foster")).to_be_visible()


def test_paper_has_what_is_closed_and_its_heading(visit: Visit, site: str) -> None:
    page: Page = visit(width=680).page
    page.goto(f"{site}/en/money")
    page.emulate_media(media="print")
    for printed in ("#foster", ".part:has(#foster) h2"):
        drawn = page.locator(printed).bounding_box()
        assert drawn
        assert drawn["height"] > 10
