"""The first page, search and the address of a page: what each says to whoever comes."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.core.languages.listed import offered_tags
from support.every import OTHERS, PAGES
from support.html import Page, Tag, attribute, following, href, page_of
from support.reading import find

HTMX = {"HX-Request": "true"}


def read(response: TestResponse) -> Page:
    return page_of(response)


def test_the_first_page_has_one_loud_thing_before_its_search_and_it_is_the_start(small: FlaskClient) -> None:
    button = find(read(small.get("/en/")), "main .govuk-button")
    assert button is not None
    assert (button.tag, href(button)) == ("a", "/en/checker")


def test_the_first_page_lists_every_page(small: FlaskClient) -> None:
    page = read(small.get("/en/"))
    listed = [href(link) for link in page.select(".topics a")]
    assert listed == [
        f"/en/{slug}" for slug in ("clothes", "contact", "no-home", "privacy", "cookies", "accessibility")
    ]


def test_a_theme_on_the_first_page_leads_to_its_pages_there(client: FlaskClient) -> None:
    page = read(client.get("/en/"))
    themes = page.select(".themes a")
    assert [theme.text for theme in themes] == [
        heading.text.strip() for heading in page.select(".shelves section[id] h3")
    ]
    for theme in themes:
        shelf = find(page, href(theme))
        assert shelf.select(".topics a"), theme


def test_a_page_shows_the_window_of_its_theme_and_the_way_to_its_neighbours(client: FlaskClient) -> None:
    page = read(client.get("/en/savings"))
    assert href(find(page, ".titled use")) == "#window-money"
    assert href(find(page, ".where a")) == "/en/#all-money"
    assert find(read(client.get("/en/")), "#all-money")
    assert "/en/money" in [href(link) for link in page.select(".more .topics a")]


def test_a_page_named_as_its_theme_does_not_say_it_twice(client: FlaskClient) -> None:
    assert not read(client.get("/en/money")).select(".where")


def test_beside_a_page_stand_somebody_to_ring_what_is_on_it_and_where_its_figures_come_from(
    client: FlaskClient,
) -> None:
    page = read(client.get("/en/money"))
    beside = find(page, "aside.beside")
    assert beside.select('.tel[href^="tel:"]')
    leads_to = [href(link) for link in beside.select('a[href^="#"]')]
    assert leads_to == [*(f"#{attribute(one, 'id')}" for one in page.select("h2.section, .part")), "#figures"]
    assert find(page, "#figures").closest("details")


@pytest.mark.parametrize("slug", [slug for slug in PAGES if slug not in OTHERS])
def test_no_number_stands_beside_itself(client: FlaskClient, slug: str) -> None:
    """On a wide screen whom a page begins with is seen at once; beside it stands somebody else."""
    page = read(client.get(f"/en/{slug}"))
    after_a_heading = [
        tel for heading in page.select(".section, .part") for tel in following(heading, ".tel")
    ]
    begins_with = [
        href(number) for number in page.select(".column > .helpers .tel") if number not in after_a_heading
    ]
    beside = [href(number) for number in page.select("aside.beside .tel")]
    assert {*begins_with}.isdisjoint(beside)
    assert slug == "contact" or beside


@pytest.mark.parametrize("tag", offered_tags())
def test_every_page_can_be_opened_in_every_language(small: FlaskClient, tag: str) -> None:
    for slug in ("", "clothes", "contact", "search", "checker/1"):
        response = small.get(f"/{tag}/{slug}", follow_redirects=True)
        assert response.status_code == 200
        assert attribute(find(read(response), "html"), "lang") == tag


@pytest.mark.parametrize(
    "path", ["/en/hats", "/en/home", "/en/Clothes", "/en/clothes/", "/xx/clothes", "/clothes"]
)
def test_a_page_that_there_is_not_is_not_found(small: FlaskClient, path: str) -> None:
    assert small.get(path).status_code == 404


def found_on(response: TestResponse) -> list[Tag]:
    return list(read(response).select("#found .found > li"))


def test_search_says_how_many_pages_and_which(small: FlaskClient) -> None:
    response = small.post("/en/search", data={"words": "trousers"})
    assert response.status_code == 200
    (one,) = found_on(response)
    assert href(find(one, "a")) == "/en/clothes"
    assert "1 page" in find(read(response), "#count").text


def test_search_puts_nothing_in_an_address_or_a_cookie(small: FlaskClient) -> None:
    """Not in the history, not in a log, and not in what the next site is told."""
    response = small.post("/en/search", data={"words": "trousers"})
    assert "Location" not in response.headers
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    addresses = [
        str(tag.attr(name)) for tag in read(response).find_all(True) for name in ("href", "action", "hx-post")
    ]
    assert not [address for address in addresses if "trousers" in address]
    form = find(read(small.get("/en/search")), "form.search")
    assert (attribute(form, "method"), attribute(form, "action")) == ("post", "/en/search")


def test_words_in_an_address_are_not_looked_for(small: FlaskClient) -> None:
    response = small.get("/en/search?words=trousers")
    assert "trousers" not in response.text
    assert not found_on(response)


def test_search_needs_no_token_and_refuses_another_site_s_form(small: FlaskClient) -> None:
    """The pages that it stands on are the same for everyone, so they can hold none."""
    assert small.post("/en/search", data={"words": "coat"}).status_code == 200
    elsewhere = small.post("/en/search", data={"words": "coat"}, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == 403


def test_search_is_a_fragment_for_htmx_with_what_it_puts_in(small: FlaskClient) -> None:
    box = find(read(small.get("/en/search")), "#words")
    assert (attribute(box, "hx-post"), attribute(box, "hx-select"), attribute(box, "hx-target")) == (
        "/en/search",
        "#found",
        "#found",
    )
    assert attribute(box, "hx-push-url") == "false"
    response = small.post("/en/search", data={"words": "trousers"}, headers=HTMX)
    assert not response.text.startswith("<!DOCTYPE")
    assert "<header" not in response.text
    assert len(found_on(response)) == 1


def test_what_was_typed_is_there_again_and_is_no_html(small: FlaskClient) -> None:
    response = small.post("/en/search", data={"words": '  "><b>coat</b>  '})
    assert attribute(find(read(response), "#words"), "value") == '"><b>coat</b>'
    assert not read(response).select("main b")


def test_where_nothing_is_found_somebody_to_ask_is_named(small: FlaskClient) -> None:
    response = small.post("/en/search", data={"words": "dragon"})
    found = find(read(response), "#found")
    assert not found_on(response)
    assert "We have no page about this yet" in found.text
    assert href(found.select("a")[-1]) == "/en/contact"
    numbers = [href(link) for link in found.select(".helpers a")]
    assert numbers == ["tel:03000411111", "tel:08000232033", "tel:116123", "tel:999"]


def test_a_word_that_no_page_has_is_told_where_the_others_say_little(small: FlaskClient) -> None:
    found = find(read(small.post("/en/search", data={"words": "dragon trousers"})), "#found")
    assert "No page has “dragon”. These have your other words." in found.text
    assert href(found.select("a")[-1]) == "/en/contact"
    found = find(read(small.post("/en/search", data={"words": "dragon trousers for clothes"})), "#found")
    assert "No page has" not in found.text


@pytest.mark.parametrize("words", ["i want to die", "help me", "i want to die trousers"])
def test_whoever_is_in_danger_is_not_told_that_there_is_no_page(small: FlaskClient, words: str) -> None:
    found = find(read(small.post("/en/search", data={"words": words})), "#found")
    assert found.select("#ring a")
    assert "page has" not in found.text
    assert "no page" not in found.text


def test_a_number_to_text_says_which_word(small: FlaskClient) -> None:
    ring = find(read(small.post("/en/search", data={"words": "i want to die"})), "#ring")
    (texted,) = [one.parent for one in ring.select("a[href='sms:85258']") if one.parent]
    assert "Text the word SHOUT" in texted.text


@pytest.mark.parametrize("data", [{}, {"words": ""}, {"words": "   "}, {"other": "coat"}])
def test_nothing_to_look_for_shows_the_form_again(small: FlaskClient, data: dict[str, str]) -> None:
    response = small.post("/en/search", data=data)
    assert response.status_code == 200
    assert not find(read(response), "#found").text.strip()


def test_very_many_words_are_cut(small: FlaskClient) -> None:
    response = small.post("/en/search", data={"words": "x" * 5000})
    assert len(attribute(find(read(response), "#words"), "value")) == 200


def test_a_page_names_the_cookies_that_there_are(small: FlaskClient) -> None:
    names = read(small.get("/en/cookies")).select("main bdi.name")
    assert [name.text for name in names] == ["answers", "language"]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["by button", "as one types"])
@pytest.mark.parametrize("tag", offered_tags())
def test_words_of_danger_put_whom_to_ring_above_what_was_found(
    small: FlaskClient, tag: str, headers: dict[str, str]
) -> None:
    data = {"words": "they forced me to marry, shoes"}
    page = read(small.post(f"/{tag}/search", data=data, headers=headers))
    order = [one.attr("class") for one in page.select("#found .ring-now, #found .found")]
    assert order == ["ring-now", "found"]
    assert attribute(find(page, "#ring"), "role") == "alert"
    numbers = [href(link) for link in page.select("#ring a")]
    assert numbers == ["tel:999", "tel:02070080151", "tel:03000411111", "tel:03000419191", "tel:08001111"]


def test_kent_stands_in_one_row_with_both_numbers_and_when_to_ring_each(small: FlaskClient) -> None:
    ring = find(read(small.post("/en/search", data={"words": "my dad hits me"})), "#ring")
    (row,) = [one for one in ring.select("li") if "social services" in one.text]
    assert [href(link) for link in row.select("a")] == ["tel:03000411111", "tel:03000419191"]
    assert re.search("By day.*41 11 11.*At night and at weekends.*41 91 91", row.text, re.DOTALL)
    assert len(ring.select("a[href='tel:03000419191']")) == 1


@pytest.mark.parametrize("tag", ["en", "ar", "ti"])
def test_a_sentence_stands_with_the_numbers_in_the_language_of_the_page(small: FlaskClient, tag: str) -> None:
    ring = find(read(small.post(f"/{tag}/search", data={"words": "host said leave by friday"})), "#ring")
    assert ("Under 18?" in ring.text) is (tag == "en")
    assert "18" in ring.text


def test_whoever_listens_to_the_page_begins_with_whom_to_ring(small: FlaskClient) -> None:
    """And not as they type: that would take them out of the box."""
    data = {"words": "i want to die"}
    whole, part = (small.post("/en/search", data=data, headers=headers) for headers in ({}, HTMX))
    assert "autofocus" in find(read(whole), ".ring-now").attrs
    assert "autofocus" not in find(read(part), ".ring-now").attrs


@pytest.mark.parametrize("words", ["", "coat", "dragon"])
def test_other_words_name_nobody_to_ring(small: FlaskClient, words: str) -> None:
    assert not read(small.post("/en/search", data={"words": words})).select(".ring-now, #ring a")


def test_a_word_that_was_taken_for_another_is_told(small: FlaskClient) -> None:
    page = read(small.post("/en/search", data={"words": "Trosuers"}))
    assert "No page has “Trosuers”. We looked for “trousers”." in find(page, "#count").text
    assert page.select(".found li")


def test_a_word_of_danger_is_not_taken_for_a_harmless_one(small: FlaskClient) -> None:
    """Cuckooing is to take over somebody's flat; the second word is as much like "cookies" as the first."""
    for words, is_mended in (("cookieess", True), ("cuckookies", False)):
        page = read(small.post("/en/search", data={"words": words}))
        assert ("We looked for" in find(page, "#count").text) is is_mended
        assert bool(page.select(".ring-now")) is not is_mended


def test_a_misspelt_word_of_danger_may_be_taken_for_another_of_danger(client: FlaskClient) -> None:
    page = read(client.post("/en/search", data={"words": "sucide"}))
    assert "We looked for “suicide”." in find(page, "#count").text
    assert href(find(page, "#ring a")) == "tel:116123"


@pytest.mark.parametrize("words", ["raypd", "boss has my passpord", "i am trafficed", "self harn"])
def test_whom_to_ring_stands_on_top_where_a_word_of_danger_is_misspelt(
    client: FlaskClient, words: str
) -> None:
    page = read(client.post("/en/search", data={"words": words}))
    assert page.select("#ring a[href^='tel:']")


def test_whom_to_ring_follows_what_a_word_was_taken_for(client: FlaskClient) -> None:
    """Two slips are too many for the words of danger, and not for the names of pages."""
    page = read(client.post("/en/search", data={"words": "tarffickng"}))
    assert "We looked for “trafficking”." in find(page, "#count").text
    assert page.select("#ring a[href^='tel:']")


def test_a_word_of_the_lists_of_danger_is_never_mended_into_a_harmless_one(client: FlaskClient) -> None:
    for words in ("اريد انهاء حياتي", "حياتي"):
        page = read(client.post("/ar/search", data={"words": words}))
        assert "حياتي" not in find(page, "#count").text


@pytest.mark.parametrize("words", ["lonely", "alone", "sad", "not ok", "no friends"])
def test_who_is_alone_or_sad_finds_people_and_the_mind(client: FlaskClient, words: str) -> None:
    page = read(client.post("/en/search", data={"words": words}))
    found = [href(link) for link in page.select(".found a")]
    assert "/en/people-and-belonging" in {one.partition("#")[0] for one in found[:3]}
    assert "/en/health#mind" in found[:3]


@pytest.mark.parametrize(("tag", "words"), [("ar", "وحيد"), ("ar", "حزين"), ("ti", "ሓዚነ"), ("ti", "ጽምዋ")])
def test_who_is_alone_or_sad_finds_them_in_every_language(client: FlaskClient, tag: str, words: str) -> None:
    page = read(client.post(f"/{tag}/search", data={"words": words}))
    found = {href(link).partition("#")[0] for link in page.select(".found a")[:4]}
    assert {f"/{tag}/people-and-belonging", f"/{tag}/health"} <= found


def test_what_somebody_typed_is_in_no_log(small: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        small.post("/en/search", data={"words": "i want to die xylophone"})
    logged = " ".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "xylophone" not in logged
    assert "to die" not in logged


# What others are told of a page: search engines, and a preview in a chat


def head_of(client: FlaskClient, path: str, what: str) -> list[Tag]:
    """The elements of a page's head that a selector finds."""
    return list(read(client.get(path)).select(f"head > {what}"))


@pytest.mark.parametrize("tag", offered_tags())
def test_every_page_has_a_description_of_its_own_of_whole_words(client: FlaskClient, tag: str) -> None:
    found = {}
    for page in PAGES:
        if page == "checker/1":
            continue
        (description,) = head_of(client, f"/{tag}/{page}", "meta[name=description]")
        found[page] = attribute(description, "content")
    assert all(20 < len(words) <= 162 for words in found.values()), found
    assert all(words[-1] in ".!?؟።…:" for words in found.values()), found
    assert len(set(found.values())) == len(found)


def test_a_page_names_itself_in_every_language(client: FlaskClient) -> None:
    alternates = {
        attribute(link, "hreflang"): href(link)
        for link in head_of(client, "/ar/money", "link[rel=alternate]")
    }
    assert alternates == {tag: f"/{tag}/money" for tag in offered_tags()} | {"x-default": "/"}
    assert not head_of(client, "/en/checker/1", "link[rel=alternate]")


def test_a_preview_in_a_chat_does_not_say_what_somebody_reads(client: FlaskClient) -> None:
    told = []
    for path in ("/en/", "/en/money", "/en/in-custody"):
        told.append(
            [
                (attribute(meta, "property"), attribute(meta, "content"))
                for meta in head_of(client, path, "meta[property]")
            ]
        )
        (title, description) = told[-1]
        assert (title[0], description[0]) == ("og:title", "og:description")
        assert "Money" not in title[1]
    assert told[0] == told[1] == told[2]


def test_without_a_line_there_is_whom_to_ring(client: FlaskClient) -> None:
    offline, contact = (read(client.get(f"/en/{page}")) for page in ("offline", "contact"))
    numbers = [href(link) for link in offline.select("main .tel")]
    assert numbers == [href(link) for link in contact.select("main .helpers .tel")]
    assert "tel:999" in numbers


@pytest.mark.parametrize("tag", ["ar", "ti"])
def test_what_to_say_on_the_telephone_stands_in_english_too(client: FlaskClient, tag: str) -> None:
    said = [words.text for words in read(client.get(f"/{tag}/money")).select(".told p[lang=en]")]
    (words,) = said
    assert words.startswith("“I am a care leaver. I have no money for food. Put me through to the 18+ ")


def test_in_english_what_to_say_stands_once(client: FlaskClient) -> None:
    assert not read(client.get("/en/money")).select("main p[lang=en]")
