"""A section that is closed: a link opens it, the voice reads it, paper has it, with and without scripts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browser import Visit


def inside(page: Page, section: str) -> Locator:
    """What stands under the heading of a closed section."""
    return page.locator(f"#{section} > div")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_link_to_a_closed_section_opens_it_under_its_heading(
    visit: Visit, site: str, tag: str, scripts: bool
) -> None:
    page = visit(scripts=scripts).page
    page.goto(f"{site}/{tag}/money")
    expect(inside(page, "foster")).to_be_hidden()
    # The closed headings are the list of what is on the page.
    expect(page.locator(".on-this-page")).to_have_count(0)
    page.locator(".ways a[href$='#foster']").click()
    expect(inside(page, "foster")).to_be_visible()
    expect(page.locator("#foster h2")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_a_browser_that_opens_nothing_comes_to_the_heading(visit: Visit, site: str, scripts: bool) -> None:
    """The element that a link names is seen while its section is closed, so there is somewhere to go."""
    page = visit(scripts=scripts).page
    page.goto(f"{site}/en/money")
    for section in page.locator(".part").all():
        expect(section).not_to_have_attribute("open", "")
        name = section.get_attribute("id")
        assert name
        expect(page.locator(f"[id='{name}']")).to_be_visible()
    assert page.locator(".part").count() > 3


def test_a_link_that_was_followed_before_opens_again_what_was_closed_since(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/money")
    link = page.locator(".ways a[href$='#foster']")
    link.click()
    page.locator("#foster > summary").click()
    expect(page.locator("#foster")).not_to_have_attribute("open", "")
    link.click()
    expect(page.locator("#foster")).to_have_attribute("open", "")
    expect(page.locator("#foster h2")).to_be_in_viewport(ratio=1)


def test_a_link_from_another_page_opens_it(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/moving-out#week")
    expect(inside(page, "week")).to_be_visible()
    expect(page.locator("#week h2")).to_be_in_viewport(ratio=1)
    expect(inside(page, "night")).to_be_hidden()


def test_it_opens_in_a_browser_that_does_not_open_it_by_itself(visit: Visit, site: str) -> None:
    """Such a browser tells the page that the address has changed, and does no more."""
    page = visit().page
    page.goto(f"{site}/en/money")
    page.evaluate("history.replaceState(null, '', '#universal-credit')")
    expect(inside(page, "universal-credit")).to_be_hidden()
    page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
    expect(inside(page, "universal-credit")).to_be_visible()
    expect(page.locator("#universal-credit h2")).to_be_in_viewport(ratio=1)


def test_the_keyboard_opens_it(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/money")
    page.locator("#foster > summary").focus()
    page.keyboard.press("Enter")
    expect(inside(page, "foster")).to_be_visible()


def test_paper_has_what_is_closed_and_its_heading(visit: Visit, site: str) -> None:
    page: Page = visit(width=680).page
    page.goto(f"{site}/en/money")
    page.emulate_media(media="print")
    for printed in ("#foster > div", "#foster h2"):
        drawn = page.locator(printed).bounding_box()
        assert drawn
        assert drawn["height"] > 10
