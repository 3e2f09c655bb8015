"""What can be measured of the look: nothing runs off the side, nothing is too small, focus is seen."""

import pytest
from playwright.sync_api import FloatRect, Locator, Page, ViewportSize, expect

from support.browser import Visit
from support.every import PSEUDO

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What is pressed, apart from words in the middle of a sentence.
SMALL = """() => [...document.querySelectorAll(
    '.govuk-button, .exit, .brand, .foot nav a, .helpers .tel, .acts a, .govuk-back-link, summary,'
    + '.govuk-radios__item, .govuk-checkboxes__item'
  )].filter(e => e.checkVisibility()).map(e => [e.innerText, e.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.9)"""
FOCUS = """() => {
  const e = document.activeElement, look = getComputedStyle(e), box = e.getBoundingClientRect();
  const mark = e.matches('.govuk-radios__input, .govuk-checkboxes__input')
    ? getComputedStyle(e.nextElementSibling, '::before') : look;
  const bar = document.querySelector('.exit').getBoundingClientRect();
  return {
    what: e.outerHTML.slice(0, 80),
    isSeen: mark.boxShadow !== 'none' || parseFloat(mark.outlineWidth) >= 2,
    isCovered: !e.matches('.exit') && box.top >= bar.top && box.bottom <= bar.bottom
      && box.left >= bar.left && box.right <= bar.right,
    isLast: e === document.body,
  };
}"""


@pytest.fixture(scope="module")
def has_worker() -> bool:
    """A browser that keeps no page: no test of this file is about being offline."""
    return False


def with_large_letters(page: Page) -> Page:
    """Letters twice as large by the settings of a telephone: what is measured in letters grows too."""
    letters = page.context.new_cdp_session(page)
    letters.send("Page.enable")
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    return page


@pytest.mark.parametrize("tag", ["en", "ar", "ti", PSEUDO])
@pytest.mark.parametrize("path", ["nowhere", "sample", "sample/answer"])
def test_nothing_runs_off_the_side_of_a_small_phone_nor_do_letters_twice_as_large(
    visit: Visit, site: str, path: str, tag: str
) -> None:
    """Pages of content are looked at in test_axe.py."""
    page = visit(width=320).page
    page.goto(f"{site}/{tag}/{path}")
    assert page.evaluate(SIDEWAYS) == 0
    with_large_letters(page)
    assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("tag", ["en", "ar", "ti"])
def test_whom_to_ring_fits_with_letters_twice_as_large(visit: Visit, site: str, tag: str) -> None:
    page = with_large_letters(visit(width=320, scripts=False).page)
    page.goto(f"{site}/{tag}/search")
    page.locator("main [type=search]").fill("i want to die")
    page.locator("main form [type=submit]").click()
    numbers = page.locator("#ring .tel").all()
    assert numbers
    assert all(0 <= box(one)["x"] <= 320 - box(one)["width"] for one in numbers)
    assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "contact", "sample", "sample/answer"])
def test_the_keyboard_sees_where_it_is(visit: Visit, site: str, path: str, scheme: str) -> None:
    page = visit(scheme=scheme).page
    page.goto(f"{site}/en/{path}")
    stops = 0
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["isLast"]:
            break
        stops += 1
        assert stop["isSeen"], stop["what"]
        assert not stop["isCovered"], stop["what"]
        assert stops < 90, "the keyboard is caught"
    assert stops > 6


def test_night_is_night(visit: Visit, site: str) -> None:
    for scheme, ground in (("light", "rgb(251, 250, 247)"), ("dark", "rgb(14, 27, 42)")):
        page = visit(scheme=scheme).page
        page.goto(f"{site}/en/your-rights")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == ground


def test_the_way_out_is_at_the_foot_of_a_phone_wherever_one_reads(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/your-rights")
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        expect(page.locator(".exit")).to_be_in_viewport(ratio=1)


def test_a_printed_sheet_has_the_folded_words_and_no_buttons(visit: Visit, site: str) -> None:
    page: Page = visit(width=680).page
    page.goto(f"{site}/en/sample/answer")
    hidden = page.get_by_text("Kent’s own figure is not confirmed")
    expect(hidden).to_be_hidden()
    page.emulate_media(media="print")
    for gone in (".exit", ".foot", ".acts", "summary"):
        expect(page.locator(gone).first).to_be_hidden()
    assert box(hidden)["height"] > 10


def box(found: Locator) -> FloatRect:
    """Where something is drawn on the page."""
    drawn = found.bounding_box()
    assert drawn
    return drawn


def test_on_paper_there_is_no_way_back(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/checker/1")
    way = page.locator(".govuk-back-link")
    expect(way).to_be_visible()
    page.emulate_media(media="print")
    expect(way).to_be_hidden()


def test_right_to_left_begins_at_the_right(visit: Visit, site: str) -> None:
    page = visit(width=1280).page
    page.goto(f"{site}/ar/sample/answer")
    brand, switch = box(page.locator(".brand")), box(page.locator(".languages"))
    assert brand["x"] > switch["x"]
    name, figure = box(page.locator(".offers h3").first), box(page.locator(".amount").first)
    assert name["x"] > figure["x"]


# As high as a small phone, less than the browsers of this suite have.
SMALL_PHONE: ViewportSize = {"width": 360, "height": 640}


def on_small_phone(visit: Visit) -> Page:
    page = visit().page
    page.set_viewport_size(SMALL_PHONE)
    return page


@pytest.mark.parametrize("tag", ["en", "ar", "ti"])
def test_the_start_and_below_it_whom_to_ring_tonight_are_on_the_first_screen_of_a_small_phone(
    visit: Visit, site: str, tag: str
) -> None:
    page = on_small_phone(visit)
    page.goto(f"{site}/{tag}/")
    start, way_out = box(page.locator("main .govuk-button").first), box(page.locator(".exit"))
    numbers = page.locator(".home .tonight .tel")
    assert [number.get_attribute("href") for number in numbers.all()] == [
        "tel:03000411111",
        "tel:03000419191",
    ]
    for number in numbers.all():
        drawn = box(number)
        assert start["y"] + start["height"] <= drawn["y"] + drawn["height"] / 2
        assert drawn["y"] + drawn["height"] <= way_out["y"]


@pytest.mark.parametrize("tag", ["en", "ar", "ti"])
def test_six_themes_stand_in_tiles_of_one_height_that_lead_to_their_pages(
    visit: Visit, site: str, tag: str
) -> None:
    page = visit(scripts=False).page
    page.goto(f"{site}/{tag}/")
    tiles = page.locator(".themes a")
    assert len({round(box(tile)["height"]) for tile in tiles.all()}) == 1
    assert tiles.count() == 6
    name = tiles.nth(5).inner_text()
    tiles.nth(5).click()
    shelf = page.locator(".shelves section:target")
    expect(shelf).to_be_in_viewport()
    assert shelf.locator("h3").inner_text() == name


def test_a_wide_screen_has_short_lines_and_beside_them_what_stays_in_sight(visit: Visit, site: str) -> None:
    page = visit(width=1280).page
    page.goto(f"{site}/en/no-home")
    words, beside = page.locator(".column").first, page.locator("aside.beside > div")
    assert box(words)["width"] <= 640
    assert box(beside)["x"] > box(words)["x"] + box(words)["width"]
    expect(page.locator(".on-this-page")).to_be_hidden()
    beside.locator(".contents a").last.click()
    page.wait_for_function("scrollY > 1000")
    expect(beside.locator(".tel").first).to_be_in_viewport(ratio=1)
    page.set_viewport_size(SMALL_PHONE)
    expect(beside).to_be_hidden()
    expect(page.locator(".on-this-page summary")).to_be_visible()


@pytest.mark.parametrize("path", ["en/money", "ar/money", "ti/harm-and-exploitation", "en/"])
def test_on_a_wide_screen_the_way_out_lies_over_no_words(visit: Visit, site: str, path: str) -> None:
    page = visit(width=1280).page
    page.goto(f"{site}/{path}")
    for width in (1280, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        way_out = box(page.locator(".exit"))
        assert way_out["width"] < width / 4
        for words in map(box, page.locator(".page > *").all()):
            assert (
                way_out["x"] >= words["x"] + words["width"] or way_out["x"] + way_out["width"] <= words["x"]
            )


def test_an_english_word_that_is_explained_moves_nothing_in_arabic(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/ar/money")
    expect(page.locator("dfn").first).to_have_css("unicode-bidi", "isolate")


def test_from_the_end_of_a_page_there_is_a_way_up_and_a_way_to_every_page(visit: Visit, site: str) -> None:
    page = visit(scripts=False).page
    page.goto(f"{site}/en/your-rights")
    page.get_by_role("link", name="Back to the top").click()
    expect(page.locator("h1")).to_be_in_viewport()
    page.locator(".top .menu").click()
    expect(page.locator(".themes")).to_be_in_viewport()


def test_the_head_of_a_page_is_black_on_white_on_paper(visit: Visit, site: str) -> None:
    page = visit(scheme="dark").page
    page.goto(f"{site}/en/")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")
    for gone in (".enter", ".menu", ".themes", "main .govuk-button"):
        expect(page.locator(gone).first).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_hard_word_says_what_it_means_on_a_tap_and_is_quiet_before(
    visit: Visit, site: str, scripts: bool
) -> None:
    page = visit(scripts=scripts).page
    page.goto(f"{site}/en/money")
    word = page.locator("dfn a").first
    meaning = page.locator(str(word.get_attribute("href")))
    expect(meaning).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_in_viewport(ratio=1)
    if scripts:
        page.keyboard.press("Escape")
    else:
        page.go_back()
    expect(meaning).to_be_hidden()
    assert page.url == f"{site}/en/money"


def test_a_line_breaks_inside_a_hard_word_and_never_between_it_and_the_comma(visit: Visit, site: str) -> None:
    page = visit(width=320).page
    page.goto(f"{site}/en/money")
    for word in page.locator("dfn a").all():
        expect(word).to_have_css("display", "inline")


def test_a_figure_that_nobody_has_confirmed_is_an_outline_by_day_and_a_line_in_forced_colours(
    visit: Visit, site: str
) -> None:
    page = visit().page
    page.goto(f"{site}/en/money")
    unsure, sure = page.locator(".ways .unsure .money").first, page.locator(".ways .sum:not(.unsure) .money")
    expect(unsure).to_have_css("color", "rgba(0, 0, 0, 0)")
    expect(sure.first).not_to_have_css("color", "rgba(0, 0, 0, 0)")
    page.emulate_media(forced_colors="active")
    expect(unsure).not_to_have_css("color", "rgba(0, 0, 0, 0)")
    expect(unsure).to_have_css("border-bottom-style", "dashed")
