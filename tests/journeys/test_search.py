"""Somebody in danger types it into the search: whom to ring is on the first screen of a small phone."""

import pytest
import requests
from playwright.sync_api import Page, expect

from journeys.test_axe import faults, faults_in_every_dress
from journeys.test_look import SIDEWAYS
from support.browser import Visit
from support.patience import PATIENCE

TYPED = {
    "en": [
        "dad hits me",
        "i want to die and they make me marry him",
        "he raped me",
        "kicked out where do i sleep",
    ],
    "ar": ["عمي بيضربني"],
    "ti": ["ኣቦይ ይሃርመኒ"],
}
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
# What is added to or taken from what a screen reader reads out at once.
WATCH = """() => {
  window.told = 0;
  new MutationObserver(changes => { window.told += changes.length; })
    .observe(document.querySelector('#ring'), {childList: true, subtree: true, characterData: true});
}"""


def numbers_are_on_the_first_screen(page: Page) -> None:
    """Above the bar that leads away from here, without a swipe."""
    bar = page.locator(".exit").bounding_box()
    first, last = (page.locator(".ring-now .tel").nth(at).bounding_box() for at in (0, -1))
    assert bar
    assert first
    assert last
    assert first["y"] >= 0
    assert last["y"] + last["height"] <= bar["y"] <= 640


@pytest.fixture(autouse=True, scope="module")
def indexed(site: str) -> None:
    """The index of a language is made when somebody first searches in it, which no test waits for."""
    for tag in TYPED:
        requests.post(f"{site}/{tag}/search", data={"words": "a"}, timeout=PATIENCE)


@BOTH
@pytest.mark.parametrize(("tag", "words"), [(tag, one) for tag, all_ in TYPED.items() for one in all_])
def test_whom_to_ring_is_on_the_first_screen(
    visit: Visit, site: str, tag: str, words: str, scripts: bool
) -> None:
    page = visit(scripts=scripts).page
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site}/{tag}/search")
    page.locator("#words").fill(words)
    if not scripts:
        page.locator("#words").press("Enter")
    expect(page.locator(".ring-now")).to_be_visible()
    # With scripts the reader stays in the box; without, the new page begins at whom to ring.
    expect(page.locator("#words" if scripts else ".ring-now")).to_be_focused()
    numbers_are_on_the_first_screen(page)
    page.locator("#words" if scripts else ".ring-now").focus()
    page.keyboard.press("Tab")
    if scripts:
        page.keyboard.press("Tab")  # past the button
    expect(page.locator(".ring-now .tel").first).to_be_focused()


def test_a_screen_reader_is_told_once(visit: Visit, site: str) -> None:
    """The region is there from the beginning, and is not written anew with every letter."""
    page = visit().page
    page.goto(f"{site}/en/search")
    page.evaluate(WATCH)
    page.locator("#words").press_sequentially("he touches me")
    expect(page.locator("#ring[role=alert] .ring-now")).to_be_visible()
    told = page.evaluate("told")
    assert told
    page.locator("#words").press_sequentially(" at night in Canterbury")
    expect(page.locator("#count")).to_contain_text("page")
    with page.expect_response("**/search"):
        page.locator("#words").press_sequentially("!")
    expect(page.locator(".htmx-request")).to_have_count(0)
    assert page.evaluate("told") == told
    page.locator("#words").fill("bus pass")
    expect(page.locator(".ring-now")).to_have_count(0)


@pytest.mark.parametrize("tag", TYPED)
def test_axe_finds_nothing_where_whom_to_ring_is_shown(visit: Visit, site: str, tag: str) -> None:
    page = visit(width=320).page
    page.goto(f"{site}/{tag}/search")
    page.locator("#words").fill(TYPED[tag][0])
    page.locator("#words").press("Enter")
    expect(page.locator(".ring-now")).to_be_visible()
    assert page.evaluate(SIDEWAYS) == 0
    assert (faults_in_every_dress if tag == "en" else faults)(page) == []
