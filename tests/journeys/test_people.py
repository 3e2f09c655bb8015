"""Signing in, being there and leaving, in a real browser: with and without scripts, and by keyboard."""

from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from journeys.test_axe import faults, faults_in_every_dress
from journeys.test_crawl import is_to_follow
from journeys.test_look import SIDEWAYS
from kentcare.accounts.accounts.rules import Role
from kentcare.web.access import is_public
from support import the_cast
from support.browser import PeopleSite, Visit
from support.code_sign_in import code_sent
from support.every import EVERYTHING

HOST = "07700 900002"
# A browser that keeps no page: who is signed in has nothing kept anyhow (test_offline.py).
LOOKING = pytest.mark.parametrize("has_worker", [False], ids=["looking"])


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_a_host_signs_in_with_a_code_and_out_again(
    visit: Visit, people_site: PeopleSite, scripts: bool
) -> None:
    people_site.app.extensions["kentcare_posts"].reset()
    visitor = visit(scripts=scripts)
    page = visitor.page
    page.goto(f"{people_site.address}/en/host")
    expect(page.locator("h1")).to_have_text("Sign in")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write your mobile number")
    page.get_by_label("Your mobile number or e-mail address").fill("host@example.org")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.locator("h1")).to_have_text("Write the code that we sent you")
    page.get_by_label("Your code").fill(code_sent(people_site.app))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1")).to_have_text("My home")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("You are signed out")
    assert "session" not in {cookie["name"] for cookie in visitor.context.cookies()}
    page.go_back()
    expect(page.locator("h1")).not_to_have_text("My home")


def test_the_keyboard_alone_is_enough(visit: Visit, people_site: PeopleSite) -> None:
    people_site.app.extensions["kentcare_posts"].reset()
    page = visit().page
    page.goto(f"{people_site.address}/en/sign-in")
    _tab_to(page, "address")
    page.keyboard.type("host-2@example.org")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Write the code that we sent you")
    _tab_to(page, "code")
    page.keyboard.type(code_sent(people_site.app))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("My home")


def _tab_to(page: Page, name: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"the keyboard does not come to {name}")


def test_before_the_end_the_page_asks_and_staying_is_one_press(visit: Visit, people_site: PeopleSite) -> None:
    visitor = visit()
    visitor.page.clock.install()
    people_site.sign_in(visitor, "young-person")
    page = visitor.page
    page.goto(f"{people_site.address}/en/me")
    left = 1200

    def answer(route: Route) -> None:
        """Answer as the server would after that time, as its own clock is not moved."""
        if route.request.method == "GET":
            route.fulfill(json={"left": left})
        else:
            route.continue_()

    page.route("**/en/session", answer)
    box = page.get_by_role("dialog")
    expect(box).to_be_hidden()
    left = 100
    page.clock.fast_forward(1081_000)
    expect(box).to_be_visible()
    left = 1200
    page.get_by_role("button", name="Stay signed in").click()
    expect(box).to_be_hidden()


def test_when_it_has_ended_nothing_of_the_page_is_left(visit: Visit, people_site: PeopleSite) -> None:
    visitor = visit()
    visitor.page.clock.install()
    people_site.sign_in(visitor, "young-person")
    page = visitor.page
    page.goto(f"{people_site.address}/en/me")
    visitor.context.clear_cookies()
    page.clock.fast_forward(1081_000)
    expect(page.locator("h1")).to_have_text("Sign in")


def test_leaving_ends_the_session_in_the_browser_and_here(
    visit: Visit, people_site: PeopleSite, elsewhere: str
) -> None:
    """After the exit the browser has no cookie, and the site asks to sign in."""
    visitor = visit()
    people_site.sign_in(visitor, "young-person")
    page = visitor.page
    page.goto(f"{people_site.address}/en/me")
    page.locator(".exit").click()
    page.wait_for_url(elsewhere)
    assert visitor.context.cookies() == []
    page.goto(f"{people_site.address}/en/me")
    expect(page.locator("h1")).to_have_text("Sign in")


MOST_OF_A_VIEW = 1000 if EVERYTHING else 3
LOOK = f"""word => ({{
    violations: window.violations,
    pwned: window.pwned,
    sideways: {SIDEWAYS},
    met: document.documentElement.outerHTML.includes(word),
    links: [...document.querySelectorAll(".bar a, main a")].map(link => link.href),
}})"""


@LOOKING
@pytest.mark.parametrize("role", list(Role))
def test_no_page_of_anybody_runs_what_somebody_wrote(
    visit: Visit, people_site: PeopleSite, role: Role
) -> None:
    """Every page that a link leads to, as each role, with a payload in every name.

    Of one view there are as many pages as records, and a sample looks at a few of them.
    """
    visitor = visit()
    people_site.sign_in(visitor, role.value)
    waiting, seen, met = ["/en/start"], set(), 0
    of_view: Counter[str] = Counter()
    while waiting:
        path = waiting.pop()
        if path in seen or path.endswith(".csv") or not path.startswith("/en/"):
            continue
        seen.add(path)
        view = _view(path, people_site)
        of_view[view] += 1
        if of_view[view] > MOST_OF_A_VIEW:
            continue
        visitor.page.goto(people_site.address + path)
        found = visitor.page.evaluate(LOOK, the_cast.CANARY)
        assert (found["violations"], found["pwned"]) == ([], None), path
        assert found["sideways"] == 0, f"{path} runs off the side"
        met += found["met"]
        waiting += [urlsplit(link).path for link in found["links"] if _is_page_of_theirs(link, people_site)]
    assert met, "the payload was on no page"
    assert len(seen) > 2


def _view(path: str, people_site: PeopleSite) -> str:
    endpoint: str = people_site.app.url_map.bind("localhost").match(path)[0]
    return endpoint


def _is_page_of_theirs(link: str, people_site: PeopleSite) -> bool:
    """A page of the site that nobody reads who is not signed in."""
    if not is_to_follow(urljoin(people_site.address, link), people_site.address):
        return False
    return not is_public(people_site.app, _view(urlsplit(link).path, people_site))


PORTALS = {
    "young-person": ("me", "me/who-looked/1", "account"),
    "host": ("host",),
    "applicant": ("application",),
}


@LOOKING
@pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name, paths in PORTALS.items() for path in paths]
)
def test_axe_finds_nothing_and_a_thumb_finds_everything(
    visit: Visit, people_site: PeopleSite, name: str, path: str
) -> None:
    visitor = visit()
    people_site.sign_in(visitor, name)
    visitor.page.goto(f"{people_site.address}/en/{path}")
    assert faults_in_every_dress(visitor.page) == []


@pytest.mark.parametrize("path", ["sign-in", "sign-in/code"])
def test_axe_finds_nothing_on_the_way_in(visit: Visit, people_site: PeopleSite, path: str) -> None:
    people_site.app.extensions["kentcare_posts"].reset()
    page = visit().page
    page.goto(f"{people_site.address}/en/sign-in")
    if path.endswith("code"):
        page.get_by_label("Your mobile number or e-mail address").fill("nobody@example.org")
        page.get_by_role("button", name="Send me a code").click()
        expect(page.locator("h1")).to_have_text("Write the code that we sent you")
    assert faults(page) == []
