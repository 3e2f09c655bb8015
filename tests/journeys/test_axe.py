"""Every page through axe, by width and by scheme, with the size of targets looked at too."""

from importlib.resources import files

import pytest
from playwright.sync_api import Page

from journeys.test_look import SIDEWAYS, SMALL, with_large_letters
from support.browser import Visit
from support.every import addresses

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
}
PAGES = ("", "your-rights", "contact", "money", "search", "nowhere", "sample", "sample/answer")
# Whatever is right is not described: on a long page that takes as long as to find it.
RUN = """async rules => {
    const found = await axe.run(document, {...rules, resultTypes: ["violations"]});
    const faults = found.violations.flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.html}`));
    return {looked: found.passes.length, faults};
}"""
WIDTHS = (360, 1280)
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.fixture(scope="module")
def has_worker() -> bool:
    """A browser that keeps no page: no test of this file is about being offline."""
    return False


def faults(page: Page, rules: object = RULES) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)  # evaluate, because a script element would be stopped by the policy
    found = page.evaluate(RUN, rules)
    assert found["looked"], "axe looked at nothing"
    faulty: list[str] = found["faults"]
    return faulty


def faults_of_size(page: Page) -> list[str]:
    """What runs off the side, and what is too small for a thumb."""
    sideways: int = page.evaluate(SIDEWAYS)
    small: list[tuple[str, float]] = page.evaluate(SMALL)
    found = [f"too small: {what}, {height} high" for what, height in small]
    return [*found, f"{sideways} run off the side"] if sideways else found


def faults_by_day(page: Page) -> list[str]:
    """Everything on a phone and on a wide screen."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        found += faults(page) + faults_of_size(page)
    return found


def faults_in_every_dress(page: Page) -> list[str]:
    """Everything on a phone and on a wide screen; by night, what night changes."""
    found = faults_by_day(page)
    page.emulate_media(color_scheme="dark")
    for width in reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 740})
        found += faults(page, CONTRAST)
    page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_a_thumb_finds_everything(visit: Visit, site: str, path: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/{path}")
    assert faults_in_every_dress(page) == []


@pytest.mark.parametrize("address", addresses(20))
def test_axe_finds_nothing_in_any_language_and_letters_twice_as_large_fit(
    visit: Visit, site: str, address: str
) -> None:
    page = visit(width=320).page
    page.goto(site + address)
    assert faults(page) == []
    assert page.evaluate(SIDEWAYS) == 0, "something runs off the side"
    with_large_letters(page)
    assert page.evaluate(SIDEWAYS) == 0, "something that is twice as large runs off the side"


def test_axe_finds_nothing_where_there_is_something_to_mend(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/sample")
    page.get_by_role("button", name="Continue").click()
    page.locator(".govuk-error-summary").wait_for()
    assert faults_in_every_dress(page) == []


def test_axe_would_find_something_if_there_were_something(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(fault.startswith("button-name") for fault in faults(page))
