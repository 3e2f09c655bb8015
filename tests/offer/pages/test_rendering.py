"""A page as a reader meets it: the day's figures, what they rest on, and English only where it has to be."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support import small_site
from support.html import Page, attribute, following, href, one
from support.reading import find, foot, read, read_now, under, words
from support.small_site import ARABIC, ARABIC_PAGE, PAGE, arabic_page, change, on_day


def says_that_some_is_english(page: Page) -> bool:
    return page.select_one("main p.told") is not None


# English that has changed since, and what is then shown.
CHANGED = {
    "the first words": ("clothes.", "clothes and shoes.", "This page is about clothes and shoes."),
    "a heading": ("Who it is for", "Who gets it", "Who gets it"),
    "a paragraph": ("In winter", "In spring", "In spring Kent gives you 2017: up to £120 a year."),
    "a list": (
        "1. Ask within",
        "1. Ask for it within",
        "Ask for it within 28 days. Read others, or go home.",
    ),
    "a box": ("a manager.", "another manager.", "Since 23 March 2017 it is another manager."),
}


@pytest.mark.parametrize("block", CHANGED)
def test_english_that_has_changed_is_shown_in_english_and_the_page_says_so(
    content: Path, site: Flask, block: str
) -> None:
    old, new, shown = CHANGED[block]
    change(content, PAGE, old, new)
    page = read_now(site, "/ar/clothes")
    (foreign,) = page.select("main .column > [lang=en], main .dusk .lede[lang=en]")
    assert attribute(foreign, "dir") == "ltr"
    assert words(foreign) == shown
    assert says_that_some_is_english(page)


def test_what_has_not_changed_stays_translated(content: Path, site: Flask) -> None:
    change(content, PAGE, "In winter", "In spring")
    page = read_now(site, "/ar/clothes")
    assert words(page.select_one("#what")) == "ما هي"
    assert "لجنة" in under(page, "who")


def test_a_title_that_has_changed_is_english_in_the_heading_and_in_the_tab(
    content: Path, site: Flask
) -> None:
    change(content, PAGE, "# Clothes", "# Your clothes")
    page = read_now(site, "/ar/clothes")
    assert words(page.select_one("h1 > [lang=en][dir=ltr]")) == "Your clothes"
    assert words(one(page, "title")).startswith("\u2066Your clothes\u2069")


def test_a_page_whose_title_alone_is_english_says_so_too(content: Path, site: Flask) -> None:
    change(content, PAGE, "# Clothes", "# Your clothes")
    assert says_that_some_is_english(read_now(site, "/ar/clothes"))


def test_a_page_that_nobody_has_translated_is_english_and_says_so(content: Path, site: Flask) -> None:
    (content / ARABIC_PAGE).unlink()
    page = read_now(site, "/ar/clothes")
    assert says_that_some_is_english(page)
    assert words(page.select_one(".lede[lang=en][dir=ltr]")) == "This page is about clothes."


def test_a_translated_page_has_no_english_part(small: FlaskClient) -> None:
    assert not read(small, "/ar/clothes").select("main > [lang=en]")
    assert not says_that_some_is_english(read(small))


def test_links_stay_in_the_language_and_tell_another_site_nothing(small: FlaskClient) -> None:
    for tag in ("en", "ar"):
        out, home = read(small, f"/{tag}/clothes").select("#ask + ol a")
        assert (href(out), out.attr("rel")) == ("https://www.gov.uk/elsewhere", "external noreferrer")
        assert href(home) == f"/{tag}/"
        (link,) = read(small, f"/{tag}/").select('a[href$="#ask"]')
        assert href(link) == f"/{tag}/clothes#ask"


def test_a_list_of_entitlements_says_how_much_how_to_ask_and_who_decides(small: FlaskClient) -> None:
    (row,) = read(small).select(".offers > li")
    line = find(row, "details > summary")
    assert words(one(line, "strong")) == "Money for clothes"
    assert words(line.select_one(".figure")) == "2017: up to £120 a year"
    assert "How to ask Ask your" in words(row)
    assert "Who decides: Kent’s own policy" in words(row)


def test_an_entitlement_of_kent_s_says_at_what_age_it_is_paid(client: FlaskClient) -> None:
    told = {words(one(row, "strong")): words(row) for row in read(client, "/en/money").select(".offers > li")}
    for name in ("Money for clothes", "Extra money for keeping to your plan"):
        assert "at 16 and 17" in told[name]
    assert "from 18 to 20" in told["Deposit for a private flat"]
    assert "We do not know if it still gives one." in told["Free bus travel"]


def test_a_figure_that_held_before_its_paper_is_not_said_to_begin_with_it(client: FlaskClient) -> None:
    page = read(client, "/en/becoming-a-parent")
    (grant,) = [row for row in page.select(".offers > li") if "Maternity Grant" in words(one(row, "strong"))]
    assert "Since" not in words(grant)
    assert "Since" not in foot(page)["Sure Start Maternity Grant £500"]


WAYS = "- [With a carer](page:home): {rate:small_coat}\n- [On my own](page:clothes#ask): {rate:small_shoes}"


def test_a_list_of_links_is_a_choice_and_stands_before_the_contents(content: Path, site: Flask) -> None:
    change(content, PAGE, "This page is about clothes.", f"Where do you live?\n\n{WAYS}")
    page = read_now(site)
    coat, shoes = page.select(".column > .ways > ul > li")
    assert href(find(coat, "a")) == "/en/"
    assert words(coat.select_one(".unsure")) == "2017: up to £120 a year"
    assert href(find(shoes, "a")) == "/en/clothes#ask"
    assert following(find(page, ".ways"), "ul.contents")


def test_what_stands_under_a_smaller_heading_is_folded_up_to_the_next_heading(
    content: Path, site: Flask
) -> None:
    change(content, PAGE, "Shoes are", "### When it is paid\n\nEach May.\n\n### Boots\n\nShoes are")
    page = read_now(site)
    may, boots = page.select("#much ~ details")[:2]
    assert words(find(may, "summary h3")) == "When it is paid"
    assert words(find(may, "summary + div")) == "Each May."
    assert find(boots, ".offers")
    assert page.select("#ask")
    assert not page.select("details #ask")


def test_any_other_list_is_none(content: Path, site: Flask) -> None:
    change(content, PAGE, "This page is about clothes.", f"Where?\n\n{WAYS}\n- Somewhere else")
    assert not read_now(site).select(".ways")


def test_somebody_to_ring_is_named_with_the_number(small: FlaskClient) -> None:
    (helper,) = read(small).select(".helpers > li")
    assert "Become" in words(helper)
    assert href(find(helper, "a.tel")) == "tel:08000232033"


def test_the_foot_gives_each_figure_its_day_and_its_source(small: FlaskClient) -> None:
    said = foot(read(small))
    coat = said["Money for a coat 2017: up to £120 a year"]
    assert coat.startswith("The last one that we know.")
    assert "Since 23 March 2017." in coat
    assert coat.endswith("Care Leavers Support Policy: Appendix 1, part 2, Clothing")
    shoes = said["Money for shoes £90.50"]
    assert shoes.startswith("Since 1 April 2026.")
    assert shoes.endswith("Care Leavers Support Policy: Appendix 1, part 2, Clothing")


def test_the_foot_gives_each_number_its_source_and_each_telephone_the_day_it_was_read(
    small: FlaskClient,
) -> None:
    said = foot(read(small))
    assert said["Days to ask in: 28"].endswith("Care Leavers Support Policy: section 14, ages 18 to 21")
    (telephone,) = [said[key] for key in said if key.startswith("Become")]
    assert "Read on " in telephone


def test_every_figure_that_the_page_shows_is_in_its_foot(content: Path, site: Flask) -> None:
    shown = words(read_now(site).select_one(".offers .figure"))
    assert [key for key in foot(read_now(site)) if key.startswith("Money for clothes")], shown


def test_the_foot_says_where_the_page_is_written_and_who_keeps_it_true(small: FlaskClient) -> None:
    kept = words(read(small).select_one(".kept"))
    assert "Where this is written Kent County Council, Children’s Social Care and Health" in kept
    assert "Checked on 22 November 2026. We check it again by 22 May 2027." in kept
    assert "Kept true by: Somebody in Kent." in kept


@pytest.mark.parametrize(("day", "is_late"), [("2027-05-22", False), ("2027-05-23", True)])
@pytest.mark.parametrize("address", ["/en/clothes", "/en/", "/ar/clothes"])
def test_a_page_says_on_the_day_after_its_date_that_it_is_late(
    small_app: Flask, address: str, day: str, is_late: bool
) -> None:
    with on_day(small_app, day):
        late = read(small_app.test_client(), address).select_one("p.overdue")
    assert (late is not None) == is_late
    if late:
        assert attribute(find(late, "time"), "datetime") == "2027-05-22"


def test_a_page_says_who_translated_it_and_who_has_checked_it(content: Path, site: Flask) -> None:
    unchecked = words(read_now(site, "/ar/clothes").select_one(".kept"))
    checked = arabic_page().replace("keywords:", "checked_by: Zoë\nchecked_on: 2026-11-22\nkeywords:")
    (content / ARABIC_PAGE).write_text(checked, encoding="utf-8")
    kept = find(read_now(site, "/ar/clothes"), ".kept")
    assert "Zoë" not in unchecked
    assert "Zoë" in words(kept)
    assert attribute(kept.select("time")[-1], "datetime") == "2026-11-22"


def test_two_sentences_about_the_translation_have_a_space_between_them(small: FlaskClient) -> None:
    about = read(small, "/ar/clothes").select(".kept > p")[-1]
    assert not [text for text in about.text.split() if "." in text[:-1]]


def test_nothing_of_a_page_is_html_that_it_did_not_make(content: Path, site: Flask) -> None:
    """The check refuses elements; what gets past it is shown as it is written."""
    change(content, PAGE, "## Who it is for", "## Who <b>it</b> is & for")
    page = read_now(site)
    assert words(page.select_one("#who")) == "Who <b>it</b> is & for"


def test_every_block_of_the_small_page_is_in_arabic_here() -> None:
    """What these tests rest on."""
    body = small_site.CLOTHES.split("---\n", 2)[2]
    blocks = [block for block in body.strip().split("\n\n") if not block.startswith(("{offers", "{helpers"))]
    assert blocks == list(ARABIC)
