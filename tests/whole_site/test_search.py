"""What people look for is found on the real pages, in the words of each language."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

import pytest
from flask import Flask

from kentcare.core.languages.listed import offered_tags
from kentcare.offer.danger.whom_to_ring import current_searched, find_danger
from kentcare.offer.pages.current import current_pages
from kentcare.offer.pages.other_names import targets_in
from kentcare.offer.pages.tools import TOOLS
from support.every import some
from support.html import Page, href, page_of
from support.questions import TYPED_IN_DANGER

LANGUAGES = pytest.mark.parametrize("tag", offered_tags())

LOOKED_FOR = [
    ("en", "money for clothes", "money"),
    ("en", "where will I live at 18", "a-place-to-live"),
    ("en", "sucide", "health"),
    ("en", "solicitor", "seeking-asylum"),
    ("en", "prison", "in-custody"),
    ("en", "the home office said no", "asylum-refused"),
    ("ar", "مال للملابس", "money"),
    ("ar", "أين سأعيش عندما أبلغ 18", "a-place-to-live"),
    ("ar", "محامي", "seeking-asylum"),
    ("ti", "ገንዘብ ንክዳን", "money"),
    ("ti", "18 ዓመት ምስ መላእኩ ኣበይ ክነብር እየ", "a-place-to-live"),
]
# What a stranger typed who did not find it, and the same in the other languages: each of these answers it.
NOT_FOUND_BEFORE = [
    ("en", "how much money do i get", {"money"}),
    ("en", "money", {"money"}),
    ("en", "my money hasnt come", {"money"}),
    ("en", "i have no home", {"no-home"}),
    ("en", "no home", {"no-home"}),
    ("en", "cant pay my rent", {"debt", "no-home"}),
    ("en", "they say im not 16", {"new-in-kent"}),
    ("en", "they say im not 17 but i am", {"new-in-kent"}),
    ("en", "move back to my mum", {"money", "your-rights"}),
    ("en", "asylum support", {"seeking-asylum"}),
    ("en", "leaving care", {"your-rights", "moving-out"}),
    ("en", "sanctioned", {"money"}),
    ("en", "im 26 do i get help", {"checker", "your-rights"}),
    ("en", "checker", {"checker"}),
    ("en", "what am i owed", {"checker", "your-rights"}),
    ("en", "calendar", {"checker/answer"}),
    ("en", "what if i move", {"checker/move"}),
    ("en", "log in", {"sign-in"}),
    ("en", "EMA", {"education-and-work"}),
    ("en", "SGO", {"your-rights"}),
    ("en", "asthma", {"health", "disability"}),
    ("en", "interpreter", {"contact", "new-in-kent"}),
    ("ar", "كم من المال أحصل عليه", {"money"}),
    ("ar", "فلوسي ما وصلت", {"money"}),
    ("ar", "ليس لدي بيت", {"no-home"}),
    ("ar", "لا أستطيع دفع الإيجار", {"debt", "no-home"}),
    ("ar", "يقولون إني لست 16", {"new-in-kent"}),
    ("ar", "دعم اللجوء", {"seeking-asylum"}),
    ("ar", "عمري ٢٦", {"checker", "your-rights"}),
    ("ar", "ما حقوقي", {"checker", "your-rights"}),
    ("ar", "أرجع عند أمي", {"money"}),
    ("ar", "عقوبة", {"money"}),
    ("ar", "مترجم", {"contact", "new-in-kent"}),
    ("ar", "حامل", {"becoming-a-parent"}),
    ("ar", "رخصة قيادة", {"money"}),
    ("ar", "ربو", {"health", "disability"}),
    ("ti", "ክንደይ ገንዘብ እረክብ", {"money"}),
    ("ti", "ገንዘበይ ኣይመጸን", {"money"}),
    ("ti", "ቤት የብለይን", {"no-home"}),
    ("ti", "ክራይ ክኸፍል ኣይክእልን", {"debt", "no-home"}),
    ("ti", "16 ኣይኮንካን ይብሉኒ", {"new-in-kent"}),
    ("ti", "ሓገዝ ዑቕባ", {"seeking-asylum"}),
    ("ti", "ዕድመይ 26", {"checker", "your-rights"}),
    ("ti", "እንታይ ይግብኣኒ", {"checker"}),
    ("ti", "ናብ ኣደይ ክምለስ", {"money"}),
    ("ti", "ኣስተርጓሚ", {"contact", "new-in-kent"}),
    ("ti", "አስተርጓሚ", {"contact", "new-in-kent"}),
    ("ti", "ጥንስቲ", {"becoming-a-parent"}),
    ("ti", "ነፍሰጾር", {"becoming-a-parent"}),
    ("ti", "ነፍሰፆር", {"becoming-a-parent"}),
    ("ti", "መንጃ ፍቃድ", {"money"}),
    ("en", "advisor", {"who-does-what"}),
    ("en", "driving", {"money"}),
    ("en", "driving lessons money", {"money"}),
    ("en", "pasport", {"people-and-belonging"}),
    ("en", "who pays for my pasport", {"people-and-belonging"}),
    ("en", "pathwayplan", {"pathway-plan"}),
    ("en", "siblings", {"people-and-belonging"}),
    ("ar", "اشوف اخوي", {"people-and-belonging"}),
    ("ar", "مين يدفع حق الجواز", {"people-and-belonging"}),
    ("ti", "ሓወይ ክርኢ", {"people-and-belonging"}),
    ("ti", "ፓስፖርት መን ይኸፍል", {"people-and-belonging"}),
]
# What strangers typed in danger, and where the page below whom to ring was one that was cruel or no use.
READ_FIRST = [
    ("en", "my foster dad comes in my room at night", "harm-and-exploitation"),
    ("en", "im scared to go home", "harm-and-exploitation"),
    ("en", "i been cuttin myself again", "health#mind"),
    ("en", "they took my phone and lock door", "harm-and-exploitation"),
    ("en", "the lady i live wiv hit me today", "harm-and-exploitation"),
    ("en", "i owe money to smuggler", "harm-and-exploitation"),
    ("en", "i am in detention", "asylum-refused#held"),
    ("en", "they will deport me tomorrow", "asylum-refused"),
    ("en", "host said leave by friday", "no-home"),
    ("en", "my host kicked me out", "no-home"),
    ("en", "bailiffs at my door", "debt"),
    ("en", "run out of my tablets insulin", "health#doctor"),
    ("en", "no heating so cold no electric", "money#emergency"),
    ("en", "whats the point of being here anymore", "health#mind"),
    ("en", "my friend didnt come home last night", "supported-homes#missing"),
    ("ar", "رح يرحلوني", "asylum-refused"),
    ("ar", "مهدد بالطرد", "no-home"),
    ("ar", "خلص دوائي", "health#doctor"),
    ("ar", "مساعدة", "contact"),
    ("ti", "ብዘይ ክፍሊት የስርሑኒ", "harm-and-exploitation"),
    ("ti", "ኣብ ገዛ ይወቕዑኒ", "harm-and-exploitation"),
    ("ti", "ካብ ገዛ ኣውጺኦሙኒ", "no-home"),
    ("ti", "መድሓኒተይ ተወዲኡ", "health#doctor"),
    ("ti", "ጥሜት", "money#emergency"),
]
IN_DANGER = {"i have no home", "no home", "ليس لدي بيت", "ቤት የብለይን"}


# Pages about danger, whose titles and names may put whom to ring above what is found; and single names.
OF_DANGER = {"a-safe-home", "asylum-refused", "contact", "debt", "harm-and-exploitation", "health", "no-home"}
NAMES_OF_DANGER = {
    "I have nowhere to go",
    "notice to leave",
    "المساعدة",  # benefits, and a cry for help
    "Somebody has not come home",
    "شخص لم يرجع إلى البيت",
    "hungry",
    "جوعان",
    "crisis",
    "racist abuse",
    "bullying",
}


class Result(NamedTuple):
    address: str
    title: str
    heading: str

    @property
    def page(self) -> str:
        """The page or tool of an address, without the part and the language."""
        return re.sub(r"^/[^/]+/|#.*$", "", self.address)


def search(app: Flask, tag: str, words: str) -> tuple[Page, list[Result]]:
    """The page of a search, and what it lists."""
    app.extensions["kentcare_posts"].reset()
    page = page_of(app.test_client().post(f"/{tag}/search", data={"words": words}).text)
    results = []
    for one in page.select(".found > li"):
        link, heading = one.select_one("a"), one.select_one("li > .quiet")
        assert link
        results.append(Result(href(link), said(link.text), said(heading.text) if heading else ""))
    return page, results


def said(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("tag", "words", "page"), LOOKED_FOR)
def test_the_first_page_found_is_the_one_that_helps(app: Flask, tag: str, words: str, page: str) -> None:
    _, results = search(app, tag, words)
    assert results[0].page == page


@pytest.mark.parametrize(("tag", "words", "pages"), NOT_FOUND_BEFORE)
def test_what_a_stranger_did_not_find_is_among_the_first_two(
    app: Flask, tag: str, words: str, pages: set[str]
) -> None:
    page, results = search(app, tag, words)
    assert pages & {result.page for result in results[:2]}
    assert bool(page.select("#ring a")) is (words in IN_DANGER)


@pytest.mark.parametrize(("tag", "words", "first"), READ_FIRST)
def test_below_whom_to_ring_stands_the_page_of_that_danger(
    app: Flask, tag: str, words: str, first: str
) -> None:
    page, results = search(app, tag, words)
    assert page.select("#ring a")
    assert results[0].address == f"/{tag}/{first}"


@LANGUAGES
def test_the_page_of_each_kind_is_among_the_first_two(
    app: Flask, tag: str, record_property: Callable[[str, object], None]
) -> None:
    """Where words of two kinds are typed, that of the other kind may be the first."""
    read, places = current_searched().pages_to_read(), {}
    for kind, says in TYPED_IN_DANGER.danger.items():
        for words in says.get(tag, ()):
            pages = [result.page for result in search(app, tag, words)[1][:2]]
            page = read[kind].partition("#")[0]
            places[words] = pages.index(page) if page in pages else None
    first = sum(place == 0 for place in places.values())
    record_property(f"the page of its danger comes first, {tag}", f"{first} of {len(places)}")
    assert not [words for words, place in places.items() if place is None]
    assert first >= 0.9 * len(places)


def test_each_page_that_a_kind_of_danger_names_is_there() -> None:
    assert set(current_searched().pages_to_read().values()) <= targets_in(current_pages().book.english)


@LANGUAGES
def test_what_a_word_means_does_not_stand_inside_what_a_page_says(app: Flask, tag: str) -> None:
    """In a result there is nothing to touch, so a meaning would be read as a part of the sentence."""
    glossary = current_pages().references(tag).glossary.values()
    for words in ("lawyer", "appeal", "panel", "ombudsman", "asylum", "money", "home", "host"):
        said_there = " ".join(p.text for p in search(app, tag, words)[0].select(".found > li > p"))
        assert not [one.term for one in glossary if one.meaning in said_there]


@LANGUAGES
def test_a_number_in_a_result_can_be_rung(app: Flask, tag: str) -> None:
    numbers = {contact.telephone for contact in current_pages().book.place.contacts.values()} - {""}
    linked = 0
    for words in ("social services", "help", "homeless", "emergency", "doctor", "debt", "i want to die"):
        for result in search(app, tag, words)[0].select(".found > li > p"):
            linked += len(result.select("a[href^='tel:'], a[href^='sms:']"))
            for link in result.select("a"):
                link.decompose()
            left = result.text
            assert not [one for one in numbers if re.search(rf"(?<![\w£.,]){one}(?!\w)", left)]
            assert not re.search(r"\b0\d{3,4} \d", left)
    assert linked


@LANGUAGES
def test_whoever_types_a_title_finds_it_first(app: Flask, tag: str) -> None:
    """Of every page, section and fold; where several are called the same, any of them."""
    titles: dict[str, set[str]] = defaultdict(set)
    headings: dict[str, set[str]] = defaultdict(set)
    folds: dict[str, set[str]] = defaultdict(set)
    for slug in current_pages().slugs:
        page = page_of(app.test_client().get(f"/{tag}/{slug}").text)
        for where, selector in ((titles, "h1"), (headings, "main h2.section, .part > summary h2")):
            for heading in page.select(selector):
                where[said(heading.text)].add(slug)
        for heading in page.select("details.more-of > summary h3"):
            folds[said(heading.text)].add(slug)
    assert len(titles) == len(current_pages().slugs)
    assert len(headings) > 100
    assert len(folds) > 40
    wrong = {}
    for title, pages in titles.items():
        _, (first, *_) = search(app, tag, title)
        if {first.page} != pages or "#" in first.address:
            wrong[title] = first
    for title, pages in some(list(headings.items()), 45):
        _, (first, *_) = search(app, tag, title)
        if title not in titles and (first.page not in pages or first.heading != title):
            wrong[title] = first
    for title, pages in some(list(folds.items()), 20):
        _, (first, *_) = search(app, tag, title)
        if title not in titles and title not in headings and first.page not in pages:
            wrong[title] = first
    assert not wrong


@LANGUAGES
def test_the_titles_and_names_of_other_pages_ring_for_nobody(app: Flask, tag: str) -> None:
    rang: dict[str, str] = {}
    for slug in current_pages().slugs:
        if slug in OF_DANGER:
            continue
        page = page_of(app.test_client().get(f"/{tag}/{slug}").text)
        called = [said(heading.text) for heading in page.select("h1, main h2, main h3")]
        for target, names in current_pages().book.names[tag].items():
            called += names if target.partition("#")[0] == slug else []
        rang |= {one: slug for one in called if one not in NAMES_OF_DANGER and find_danger(one).contacts}
    assert not rang


@LANGUAGES
@pytest.mark.parametrize("path", TOOLS)
def test_a_tool_is_found_by_its_name_and_can_be_opened(app: Flask, tag: str, path: str) -> None:
    opened = app.test_client().get(f"/{tag}/{path}", follow_redirects=True)
    assert opened.status_code == 200
    (title,) = {
        result.title
        for words in ("checker", "if i move", "calendar", "sheet", "keep my answer", "log in")
        for result in search(app, tag, words)[1]
        if result.page == path
    }
    assert path in {result.page for result in search(app, tag, title)[1][:2]}


@pytest.mark.parametrize("words", ["wifi", "internet", "tattoo", "broadband", "astronaut"])
@LANGUAGES
def test_where_no_page_says_anything_somebody_to_ask_is_named(app: Flask, tag: str, words: str) -> None:
    page, results = search(app, tag, words)
    assert not results
    assert not find_danger(words).contacts
    numbers = [href(link) for link in page.select("#found .helpers a")]
    assert numbers == ["tel:03000411111", "tel:08000232033", "tel:116123", "tel:999"]
