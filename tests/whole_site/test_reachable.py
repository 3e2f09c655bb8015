"""Whoever a text sends somebody to can be reached, and the text says when.

A number that nobody answers at that hour, or “us” that nobody can find, is worse than none.
"""

import re
from collections.abc import Iterator

import pytest

from kentcare import paths
from kentcare.core.content.place import Place
from kentcare.core.content.sources import Sources
from kentcare.core.languages.listed import offered_tags
from kentcare.offer.pages.markup import LIST
from kentcare.offer.pages.page_file import Front, TranslatedFront, read_page
from kentcare.operations.translate.units import every_unit

CONTACTS = Place.load(paths.CONTENT, Sources.load(paths.CONTENT)).contacts
PAGES = sorted(path.stem for path in (paths.CONTENT / "pages" / "en").glob("*.md"))
# How a contact says when it answers, or that we do not know.
HOURS = re.compile(
    r"Day and night|Every day|Weekdays|Monday to Friday|Working hours|On bank holidays"
    r"|We do not know the hours"
)
AT_ALL_HOURS = "Day and night"
# How a paragraph of a page says it.
SAID = re.compile(r"\b(?:by day|weekdays?|working hours|every day|at weekends)\b", re.IGNORECASE)
NIGHT = re.compile(r"(?<!also )\b(?:at|by) night\b", re.IGNORECASE)
RING = re.compile(r"\b(?:ring|line)\b|\{tel:|social services", re.IGNORECASE)
WEEKEND = {"en": "weekend", "ar": "نهاية الأسبوع", "ti": "ሰንበት"}
US = re.compile(r"\b(?:tell|ask|show|ring|call|write to|contact|reach|let|from) us\b", re.IGNORECASE)


def said() -> Iterator[tuple[str, str]]:
    """Every text of the site that is not a name, with its place: pages, entitlements, answers, labels."""
    for unit in every_unit():
        yield unit.where or unit.part, unit.english


def paragraphs(slug: str) -> Iterator[str]:
    """The paragraphs of a page, and each item of its lists."""
    for block in read_page(paths.CONTENT / "pages" / "en" / f"{slug}.md", paths.CONTENT, Front).blocks:
        yield from re.split(r"\n(?=(?:-|\d\.) )", block.text)


def shown_with_hours(slug: str) -> set[str]:
    """The contacts that a page lists, each with its hours."""
    lists = [found for text in paragraphs(slug) if (found := LIST.match(text)) and found[1] == "helpers"]
    return {key.strip() for found in lists for key in found[2].split(",")}


def keep_hours() -> set[str]:
    """The contacts that are not always answered."""
    return {
        key
        for key, contact in CONTACTS.items()
        if contact.telephone and not (contact.when or "").startswith((AT_ALL_HOURS, "We do not know"))
    }


def without_hours(slug: str) -> list[str]:
    """The paragraphs of a page that name a number which is not always answered, and do not say when it is."""
    named = keep_hours() - shown_with_hours(slug)
    return [
        text
        for text in paragraphs(slug)
        if named & set(re.findall(r"\{tel:(\w+)\}", text)) and not SAID.search(text)
    ]


def test_each_contact_says_when_it_answers_or_that_we_do_not_know() -> None:
    assert [key for key, who in CONTACTS.items() if who.telephone and not HOURS.search(who.when or "")] == []


@pytest.mark.parametrize("slug", PAGES)
def test_a_number_that_is_not_always_answered_stands_with_its_hours(slug: str) -> None:
    assert without_hours(slug) == []


def test_so_it_does_where_an_entitlement_says_how_to_ask() -> None:
    named = re.compile(r"\{(?:" + "|".join(keep_hours() - {"out_of_hours"}) + r")\}")
    assert [(where, text) for where, text in said() if named.search(text) and not SAID.search(text)] == []


@pytest.mark.parametrize("slug", PAGES)
def test_the_number_of_the_night_stands_with_the_number_of_the_day(slug: str) -> None:
    for text in paragraphs(slug):
        if "out_of_hours" in text:
            assert re.search(r"\bchildren\b", text), text


def test_whoever_is_told_whom_to_ring_at_night_is_told_of_weekends_too() -> None:
    assert [
        (where, text)
        for where, text in said()
        if NIGHT.search(text) and RING.search(text) and WEEKEND["en"] not in text.lower()
    ] == []


@pytest.mark.parametrize("tag", [tag for tag in offered_tags() if tag != "en"])
def test_weekends_are_told_in_every_language(tag: str) -> None:
    for slug in PAGES:
        english = read_page(paths.CONTENT / "pages" / "en" / f"{slug}.md", paths.CONTENT, Front)
        path = paths.CONTENT / "pages" / tag / f"{slug}.md"
        translated = read_page(path, paths.CONTENT, TranslatedFront).by_english_hash
        for block in english.blocks:
            if "at weekends" in block.text and block.hash in translated:
                told = translated[block.hash].text
                times = block.text.count("at weekends")
                assert told.count(WEEKEND[tag]) >= times, (slug, told)


@pytest.mark.parametrize("slug", PAGES)
def test_whoever_misses_somebody_is_sent_to_the_police_first(slug: str) -> None:
    for text in paragraphs(slug):
        if re.search(r"[Ss]omebody is missing", text) and "{tel:" in text:
            first = re.search(r"\{tel:(\w+)\}", text.partition("is missing")[2])
            assert first, text
            assert first[1] in {"police", "emergency"}, text


def test_nobody_is_sent_to_us() -> None:
    """Nobody answers for this site: a text names the adviser, or a number."""
    assert [(where, text) for where, text in said() if US.search(text)] == []
