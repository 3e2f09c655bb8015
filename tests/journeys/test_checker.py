"""The whole checker in a browser: by finger, by keyboard alone, with scripts and without."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from journeys.test_axe import faults
from journeys.test_look import SIDEWAYS
from support.browser import Visit, open_answer
from support.oracle_figures import pounds_on
from support.visitor import with_answers

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
BORN_YEAR = str(date.today().year - 20)
ANSWERS: dict[str, str | tuple[str, str, str]] = {
    "born": ("1", "1", BORN_YEAR),
    "care": "Yes",
    "care_1.from": ("", "3", str(date.today().year - 6)),
    "care_1.still": "Yes",
    "authority": "Kent County Council",
    "living": "My own home that I rent",
    "study": "No",
    "immigration": "I am British or Irish, or I can stay for good",
    "true_now": "I am about to move into my own home",
    "benefit": "No",
}
# The same, for whom the questions are not looked at.
TENANT = with_answers(
    born=ANSWERS["born"],
    care_1__from=ANSWERS["care_1.from"],
    living="own_tenancy",
    study="no",
)
MOST_QUESTIONS = 20
_PAGE = re.compile(rb"/Type\s*/Page\b")  # of a file that Chromium prints


def question(page: Page) -> str:
    return page.locator("input[name=question]").input_value()


def answer_all(page: Page, site: str, **changed: str | tuple[str, str, str]) -> list[str]:
    """Go from the first page to the answer; what was asked, in order."""
    answers = ANSWERS | changed
    page.goto(f"{site}/en/")
    page.get_by_role("link", name="Start now").click()
    asked = []
    for step in range(1, MOST_QUESTIONS):
        expect(page).to_have_url(f"{site}/en/checker/{step}")
        asked.append(question(page))
        given = answers[asked[-1]]
        if isinstance(given, tuple):
            for label, part in zip(("Day", "Month", "Year"), given, strict=True):
                page.get_by_label(label, exact=True).fill(part)
        else:
            page.get_by_label(given, exact=True).check()
        heading = page.locator("h1").inner_text()
        page.get_by_role("button", name="Continue").click()
        page.locator("h1").filter(has_not_text=heading).wait_for()
        if page.locator("input[name=question]").count() == 0:
            return asked
    raise AssertionError("it asks for ever")


@BOTH
@pytest.mark.parametrize("width", [360, 1280])
def test_from_home_to_the_answer(visit: Visit, site: str, scripts: bool, width: int) -> None:
    visitor = visit(width=width, scripts=scripts)
    page = visitor.page
    asked = answer_all(page, site)
    assert asked == list(ANSWERS)
    expect(page).to_have_url(f"{site}/en/checker/answer")
    expect(page.locator("h1")).to_have_text("Kent must help you until you are 25")
    expect(page.locator("#owed + .offers > li").first).to_contain_text(
        pounds_on("setting_up_home", date.today())
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Back, change one answer, and the others are still there.
    page.get_by_text("Look at your replies, or change one").click()
    page.get_by_role("link", name="Change Council").click()
    page.get_by_label("Another council").check()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{site}/en/checker/answer")
    expect(page.locator("#owed + .offers")).not_to_contain_text("Money to set up your home")
    expect(page.locator("#standing + .offers")).to_contain_text("A personal adviser")


def test_the_same_where_htmx_never_arrives(visit: Visit, site: str) -> None:
    visitor = visit()
    visitor.context.route("**/htmx.js", lambda route: route.abort())
    assert answer_all(visitor.page, site) == list(ANSWERS)
    expect(visitor.page.locator("h1")).to_have_text("Kent must help you until you are 25")


@BOTH
def test_by_keyboard_alone(visit: Visit, site: str, scripts: bool) -> None:
    page = visit(scripts=scripts).page
    page.goto(f"{site}/en/checker/1")
    for key in ("Tab", "Tab", "Enter", "Tab", "Tab"):  # way out, past the head of the page, back, day
        page.keyboard.press(key)
    for part in ("1", "1", BORN_YEAR):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Have you ever been in care?")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "reply":
            break
    page.keyboard.press("Space")
    expect(page.get_by_label("Yes")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("When did you go into care?")


def test_the_reader_of_a_screen_is_told_of_the_next_question(visit: Visit, site: str) -> None:
    """After htmx has exchanged the middle, the focus is at its beginning and the title is the new one."""
    page = visit().page
    page.goto(f"{site}/en/checker/1")
    for label, part in zip(("Day", "Month", "Year"), ANSWERS["born"], strict=True):
        page.get_by_label(label, exact=True).fill(part)
    page.evaluate("window.same = true")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title("Have you ever been in care? – Kent local offer")
    assert page.evaluate("window.same"), "the whole page was loaded"
    expect(page.locator("main")).to_be_focused()
    expect(page).to_have_url(f"{site}/en/checker/2")
    page.go_back()
    expect(page.get_by_label("Year", exact=True)).to_have_value(BORN_YEAR)


def test_the_exit_forgets_the_answers(visit: Visit, site: str, client: FlaskClient, elsewhere: str) -> None:
    page = open_answer(visit(), site, client, TENANT)
    page.get_by_role("link", name="Exit this page").last.click()
    page.wait_for_url(elsewhere)
    page.goto(f"{site}/en/checker/answer")
    expect(page).to_have_url(f"{site}/en/checker/1")
    expect(page.get_by_label("Year", exact=True)).to_have_value("")


def test_axe_finds_nothing(visit: Visit, site: str, client: FlaskClient) -> None:
    page = open_answer(visit(), site, client, TENANT)
    for where in ("answer", "everything", "move", "sheet", "1", "6", "9"):
        page.goto(f"{site}/en/checker/{where}")
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert faults(page) == [], where
            assert page.evaluate(SIDEWAYS) == 0, where


def test_somebody_without_a_home_has_the_number_on_the_first_screen(
    visit: Visit, site: str, client: FlaskClient
) -> None:
    homeless = TENANT | {"living": "homeless", "true_now": ["disabled"]}
    page = open_answer(visit(width=360, scripts=False), site, client, homeless)
    page.set_viewport_size({"width": 360, "height": 640})
    number = page.locator(".urgent a.tel").first.bounding_box()
    way_out = page.locator(".exit").bounding_box()
    assert number is not None
    assert way_out is not None
    assert number["y"] + number["height"] <= way_out["y"]
    # Nor is the answer longer than a page may be, in the longest of the languages.
    page.goto(f"{site}/ti/checker/answer")
    assert page.evaluate("document.documentElement.scrollHeight") <= 6000


@BOTH
def test_another_home_is_tried_and_nothing_is_lost(
    visit: Visit, site: str, client: FlaskClient, scripts: bool
) -> None:
    page = open_answer(visit(scripts=scripts), site, client, TENANT)
    page.get_by_role("link", name="What if I move?").click()
    page.get_by_label("I have no home", exact=True).check()
    page.get_by_role("button", name="Show what changes").click()
    expect(page.locator(".urgent a.tel").first).to_be_visible()
    expect(page.locator(".urgent .say").first).to_be_visible()
    page.get_by_role("link", name="Back to my answer").click()
    expect(page.locator(".urgent h2")).to_have_text(
        "Because you told us: you are about to move into your own home"
    )
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text("What if I move?")


@pytest.mark.parametrize("living", ["own_tenancy", "homeless"])
@pytest.mark.parametrize("tag", ["en", "ar", "ti"])
def test_the_sheet_prints_on_one_page_with_its_proof_on_the_next(
    visit: Visit, site: str, client: FlaskClient, tag: str, living: str
) -> None:
    born = ("1", "1", str(date.today().year - 19))
    page = open_answer(visit(), site, client, TENANT | {"born": born, "living": living})
    page.goto(f"{site}/{tag}/checker/sheet")
    # Shorter than A4: the letters of another system may take more room.
    assert len(_PAGE.findall(page.pdf(format="Letter", prefer_css_page_size=True))) <= 2
    page.emulate_media(media="print")
    expect(page.locator(".ticks > li")).to_have_count(5)
    expect(page.locator(".exit")).to_be_hidden()
    expect(page.locator(".enter")).to_be_hidden()
    expect(page.locator(".unchecked a")).to_have_count(0 if tag == "en" else 1)
    expect(page.locator(".unchecked a:visible")).to_have_count(0)
    expect(page.locator("[data-print]")).to_be_hidden()


def test_the_answer_prints_without_buttons_and_what_is_not_now(
    visit: Visit, site: str, client: FlaskClient
) -> None:
    page = open_answer(visit(), site, client, TENANT)
    page.emulate_media(media="print")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("Money to set up your home").first).to_be_visible()
    expect(page.get_by_text("A personal adviser").first).to_be_visible()
    expect(page.locator("#not-now")).to_be_hidden()
