"""Choosing a language, searching and listening, in a browser: by finger, and with scripts off."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from support.browser import Visit, open_answer
from support.patience import until

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
# Voices as a phone has them: one of ours, none for Tigrinya. What is spoken is kept.
VOICES = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => [{lang: 'en-GB', localService: true}, {lang: 'ar-SA', localService: true}],
  speak: said => spoken.push([said.lang, said.text]), cancel: () => {}, addEventListener: () => {},
}});
"""


@BOTH
def test_the_door_offers_every_language_and_a_page_another(visit: Visit, site: str, scripts: bool) -> None:
    page = visit(scripts=scripts).page
    page.goto(f"{site}/")
    page.get_by_role("link", name="العربية").click()
    expect(page).to_have_url(f"{site}/ar/")
    page.goto(f"{site}/ar/money")
    page.get_by_role("link", name="ትግርኛ").click()
    expect(page).to_have_url(f"{site}/ti/money")
    assert page.locator("html").get_attribute("lang") == "ti"
    page.goto(f"{site}/")
    expect(page.locator(".door a").first).to_have_attribute("lang", "ti")


# Says whatever a script stores, with its words.
STORING = """
for (const [of, name] of [[Storage.prototype, 'setItem'], [Cache.prototype, 'put'],
    [IDBObjectStore.prototype, 'put'], [history, 'pushState'], [history, 'replaceState']]) {
  const really = of[name];
  of[name] = function (...what) {
    stored(`${name} ${JSON.stringify(what)}`);
    return really.apply(this, what);
  };
}
"""


def test_what_is_typed_and_not_sent_is_there_in_the_other_language(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/checker/1")
    page.get_by_label("Day", exact=True).fill("27")
    page.get_by_label("Year", exact=True).fill("2008")
    page.get_by_role("link", name="العربية").click()
    expect(page).to_have_url(f"{site}/ar/checker/1")
    boxes = page.locator(".govuk-date-input__input")
    assert [box.input_value() for box in boxes.all()] == ["27", "", "2008"]
    assert page.locator("html").get_attribute("dir") == "rtl"
    # The page is as any: its form can be sent, the language changed again, and the site left.
    page.get_by_role("link", name="ትግርኛ").click()
    expect(page).to_have_url(f"{site}/ti/checker/1")
    boxes.nth(1).fill("3")
    page.locator("main button[type=submit]").first.click()
    expect(page).to_have_url(f"{site}/ti/checker/2")
    page.go_back()
    expect(page).to_have_url(f"{site}/ti/checker/1")


def test_what_is_typed_is_stored_nowhere_when_the_language_changes(visit: Visit, site: str) -> None:
    """A phone keeps storage, and the words of what was posted, on its disk: others may look at it."""
    visitor, stored = visit(), list[str]()
    visitor.context.expose_function("stored", lambda said: stored.append(said))
    visitor.context.add_init_script(STORING)
    page = visitor.page
    page.goto(f"{site}/en/search")
    page.get_by_label("Search this site").fill("somebody hurts me")
    page.locator(".languages a[lang=ti]").click()
    expect(page).to_have_url(f"{site}/ti/search")
    expect(page.locator("#words")).to_have_value("somebody hurts me")
    assert stored, "nothing was watched"
    assert not [one for one in stored if "hurts" in one]
    assert page.evaluate("[sessionStorage.length, localStorage.length, history.state]") == [0, 0, None]
    page.locator("footer .exit").click()
    expect(page.locator("h1")).to_have_text("Sunny")


@pytest.fixture
def slow(visit: Visit, site: str) -> tuple[Page, Callable[[], None]]:
    """A page on which something is typed, Arabic is chosen, and does not come until the second is called."""
    page, waiting, other = visit().page, list[Route](), visit().page
    other.goto(f"{site}/en/cookies")
    page.route("**/ar/checker/1", lambda route: waiting.append(route))
    page.goto(f"{site}/en/checker/1")
    page.get_by_label("Day", exact=True).fill("27")
    page.get_by_role("link", name="العربية").click()

    def comes() -> None:
        # In another page: nothing can be asked of one that is leaving.
        until(lambda: other.evaluate("document.title") and waiting)
        [one] = waiting
        with page.expect_response("**/ar/checker/1"):
            one.continue_()
        # As long as the page takes to read the answer, and longer.
        other.evaluate("fetch('/en/cookies').then((answer) => answer.text())")

    return page, comes


def test_the_exit_is_not_taken_back_by_a_language_that_comes_late(
    slow: tuple[Page, Callable[[], None]],
) -> None:
    page, comes = slow
    leaving = list[Route]()
    page.route("**/exit", lambda route: leaving.append(route))
    page.locator(".exit").first.click(no_wait_after=True)
    comes()
    leaving[0].continue_()
    expect(page.locator("h1")).to_have_text("Sunny")


def test_what_is_typed_while_a_language_is_on_its_way_is_there(
    slow: tuple[Page, Callable[[], None]], site: str
) -> None:
    page, comes = slow
    page.get_by_label("Year", exact=True).fill("2008")
    comes()
    expect(page).to_have_url(f"{site}/ar/checker/1")
    boxes = page.locator(".govuk-date-input__input")
    expect(boxes.nth(2)).to_have_value("2008")
    assert [box.input_value() for box in boxes.all()] == ["27", "", "2008"]


def test_the_language_that_was_chosen_last_is_shown(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/checker/1")
    page.get_by_label("Day", exact=True).fill("27")
    page.evaluate(
        "for (const tag of ['ar', 'ti']) document.querySelector(`.languages [lang=${tag}]`).click()"
    )
    expect(page).to_have_url(f"{site}/ti/checker/1")
    expect(page.locator(".govuk-date-input__input").first).to_have_value("27")


def test_whom_to_ring_stays_when_the_language_changes(visit: Visit, site: str) -> None:
    """Whoever does not read English well looks for the numbers in their own language."""
    page = visit().page
    page.goto(f"{site}/en/search")
    page.get_by_label("Search this site").fill("my host hits me")
    ring = page.locator("#ring a[href='tel:999']")
    expect(ring).to_be_visible()
    for language in ("ar", "en"):
        page.locator(f".languages a[lang={language}]").click()
        expect(page).to_have_url(f"{site}/{language}/search")
        expect(page.locator("#words")).to_have_value("my host hits me")
        expect(ring).to_be_visible()


def test_what_is_typed_stays_where_the_other_language_cannot_be_reached(visit: Visit, site: str) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{site}/en/checker/1")
    page.get_by_label("Day", exact=True).fill("27")
    visitor.context.set_offline(True)
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("[data-unsent]")).to_be_visible()
    expect(page).to_have_url(f"{site}/en/checker/1")
    expect(page.get_by_label("Day", exact=True)).to_have_value("27")


def test_answers_that_were_sent_are_there_too_and_the_answer_is_in_the_language(
    visit: Visit, site: str
) -> None:
    page = visit().page
    page.goto(f"{site}/en/checker/1")
    for label, part in (("Day", "1"), ("Month", "1"), ("Year", "2007")):
        page.get_by_label(label, exact=True).fill(part)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("link", name="ትግርኛ").click()
    expect(page).to_have_url(f"{site}/ti/checker/2")
    expect(page.locator("input[type=radio][value=no]")).to_be_checked()


@BOTH
def test_somebody_finds_money_for_clothes(visit: Visit, site: str, scripts: bool) -> None:
    page = visit(scripts=scripts).page
    page.goto(f"{site}/en/search")
    page.get_by_label("Search this site").fill("money for clothes")
    if not scripts:
        page.get_by_role("button", name="Search").click()
    # With scripts it is found as one types, and the reader stays in the box.
    expect(page.locator(".found a").first).to_have_attribute("href", "/en/money#clothes")
    expect(page).to_have_url(f"{site}/en/search")
    if scripts:
        expect(page.get_by_label("Search this site")).to_be_focused()
    page.locator(".found a").first.click()
    expect(page.locator("h1")).to_have_text("Money")


def test_the_search_on_the_first_page_leads_to_what_was_found(visit: Visit, site: str) -> None:
    page = visit().page
    page.goto(f"{site}/en/")
    page.get_by_label("Search this site").fill("where will I live at 18")
    page.keyboard.press("Enter")
    expect(page.locator(".found a").first).to_have_attribute("href", "/en/a-place-to-live")
    expect(page).to_have_url(f"{site}/en/search")


@pytest.mark.parametrize(("tag", "is_there"), [("en", True), ("ar", True), ("ti", False)])
def test_listen_is_there_where_the_phone_has_the_voice(
    visit: Visit, site: str, tag: str, is_there: bool
) -> None:
    visitor = visit()
    visitor.context.add_init_script(VOICES)
    page = visitor.page
    page.goto(f"{site}/{tag}/money")
    button = page.locator("[data-listen]")
    if not is_there:
        expect(button).to_be_hidden()
        return
    words = button.inner_text()
    button.click()
    spoken = page.evaluate("spoken")
    assert [tag, page.locator("h1").inner_text()] in spoken
    assert {lang for lang, _ in spoken} <= {tag, "en"}
    expect(button).not_to_have_text(words)
    button.click()
    expect(button).to_have_text(words)


def test_what_a_hard_word_means_is_not_read_out_in_the_middle_of_its_sentence(
    visit: Visit, site: str
) -> None:
    visitor = visit()
    visitor.context.add_init_script(VOICES)
    page = visitor.page
    page.goto(f"{site}/en/money")
    meaning = page.locator(".meaning").first.evaluate("e => e.textContent.trim()")
    page.locator("[data-listen]").click()
    spoken = [text for _, text in page.evaluate("spoken")]
    assert meaning
    assert not [text for text in spoken if meaning in text]
    # A line that opens is read, and not what is still folded away under it.
    assert [text for text in spoken if text.startswith("Money for clothes")]
    assert not [text for text in spoken if text.startswith("How to ask Ask")]
    # Who cannot read would not know what a section that is closed is about: it is read to the end.
    assert [text for text in spoken if text.startswith("Your foster carer gives you")]


def test_a_person_s_own_page_is_read_by_a_voice_of_the_phone_alone(
    visit: Visit, site: str, client: FlaskClient
) -> None:
    """A voice from the network would send what the answer says to whoever made the voice."""
    visitor = visit()
    visitor.context.add_init_script(
        VOICES.replace("'ar-SA', localService: true", "'ar-SA', localService: false")
    )
    page = open_answer(visitor, site, client)
    button = page.locator("[data-listen]")
    expect(button).to_be_visible()
    page.goto(f"{site}/ar/checker/answer")
    expect(page.locator(".verdict")).to_be_visible()
    expect(button).to_be_hidden()
    page.goto(f"{site}/ar/money")
    expect(button).to_be_visible()


def test_without_scripts_nobody_is_offered_to_listen(visit: Visit, site: str) -> None:
    page = visit(scripts=False).page
    page.goto(f"{site}/en/money")
    expect(page.locator("[data-listen]")).to_be_hidden()
