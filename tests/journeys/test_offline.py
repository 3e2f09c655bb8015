"""Being offline: what was opened opens again, whom to ring is there, and nothing stays after the exit."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from flask import Flask, abort
from playwright.sync_api import Page, expect

from journeys.test_axe import faults
from kentcare.config import Settings
from kentcare.core.content.edition import Current
from kentcare.core.content.place import Exit
from kentcare.web.place import EXTENSION
from support.browser import PeopleSite, Visit, Visitor, open_answer, serving
from support.patience import until
from support.site import make_app


class UnsteadyServer:
    """A site at an address that stays the same, and that can be stopped and started again."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._open = ExitStack()
        self.address = self._open.enter_context(serving(app))

    def stop(self) -> None:
        self._open.close()

    def start_again(self, app: Flask | None = None) -> None:
        """Start the site again, or another edition of it."""
        port = urlsplit(self.address).port
        assert port
        self._open.enter_context(serving(app or self._app, port))


def made(settings: Settings, elsewhere: str, **others: Any) -> Flask:
    """The site, its exit leading elsewhere on this machine."""
    app = make_app(replace(settings, **others))
    away = Exit(to=elsewhere, title="Weather")
    places = {
        tag: msgspec.structs.replace(place, exit=away)
        for tag, place in app.extensions[EXTENSION].get().items()
    }
    app.extensions[EXTENSION] = Current(lambda: places)
    return app


@pytest.fixture(scope="module")
def app(settings: Settings, elsewhere: str) -> Flask:
    return made(settings, elsewhere)


@pytest.fixture(scope="module")
def app_that_keeps_nothing(settings: Settings, elsewhere: str) -> Flask:
    return made(settings, elsewhere, offline=False)


@pytest.fixture
def server(app: Flask) -> Iterator[UnsteadyServer]:
    found = UnsteadyServer(app)
    yield found
    found.stop()


COPIES = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
    return found;
}"""
TRACES = (
    "async () => (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length"
)

AGE = """async ([name, path]) => {
    const cache = await caches.open(name);
    const copy = await cache.match(path);
    const headers = new Headers(copy.headers);
    headers.set("X-Kept", Date.now() - 31 * 24 * 60 * 60 * 1000);
    await cache.put(path, new Response(await copy.text(), { headers }));
}"""


def copies(page: Page) -> set[str]:
    """What this phone keeps, without style sheets and scripts."""
    found: list[str] = page.evaluate(COPIES)
    return {path for path in found if not path.startswith("/static/")}


def wait_for(page: Page, *paths: str) -> None:
    """Wait until the phone has copies of these addresses."""
    until(lambda: set(paths) <= copies(page))


def read(visitor: Visitor, server: UnsteadyServer, path: str) -> Page:
    """Open a page and stay until it is kept."""
    visitor.page.goto(f"{server.address}{path}")
    wait_for(visitor.page, path, f"/{path.split('/')[1]}/offline")
    return visitor.page


def expect_no_trace(visitor: Visitor, address: str) -> None:
    # A page of the site without any script.
    visitor.page.goto(f"{address}/healthz")
    until(lambda: visitor.page.evaluate(TRACES) == 0)


def test_a_page_that_was_opened_opens_again_and_says_of_which_day_it_is(
    visit: Visit, server: UnsteadyServer
) -> None:
    page = read(visit(), server, "/en/money")
    today = page.evaluate("new Date().toLocaleDateString('en-GB', {dateStyle: 'long'})")
    server.stop()
    page.goto(f"{server.address}/en/money")
    expect(page.locator("h1")).to_have_text("Money")
    expect(page.locator("main > .told").first).to_contain_text(f"the copy that this phone kept on {today}")
    # Its style sheet and its script were kept with it.
    assert page.evaluate("getComputedStyle(document.querySelector('.exit')).position") == "fixed"
    assert page.evaluate("document.styleSheets.length") == 1


def test_online_nobody_sees_a_copy(visit: Visit, server: UnsteadyServer) -> None:
    page = read(visit(), server, "/en/money")
    page.evaluate("""async () => {
        const cache = await caches.open("pages");
        const old = "<!DOCTYPE html><html lang='en'><main id='m'><h1>Old</h1></main>";
        const headers = { "X-Kept": Date.now(), "Content-Type": "text/html" };
        await cache.put("/en/money", new Response(old, { headers }));
    }""")
    page.reload()
    expect(page.locator("h1")).to_have_text("Money")


def test_a_page_that_was_never_opened_says_so_and_whom_to_ring(visit: Visit, server: UnsteadyServer) -> None:
    page = read(visit(), server, "/en/money")
    server.stop()
    for path in ("/en/your-rights", "/", "/en/checker"):
        page.goto(f"{server.address}{path}")
        expect(page.locator("h1")).to_have_text("You have no internet just now")
        expect(page.locator('main a[href="tel:999"]')).to_be_visible()
        expect(page.locator("[data-kept]")).to_be_hidden()
    assert not faults(page)


def test_it_says_so_in_the_language_that_somebody_reads(visit: Visit, server: UnsteadyServer) -> None:
    page = visit().page
    page.goto(f"{server.address}/")
    page.locator('.door a[lang="ti"]').click()
    wait_for(page, "/ti/", "/ti/offline")
    page.goto(f"{server.address}/ti/money")
    # The first page after another language was chosen comes with a cookie: it is kept as it is without one.
    page.locator('.languages a[lang="ar"]').click()
    wait_for(page, "/ar/money", "/ar/offline")
    server.stop()
    page.goto(f"{server.address}/ar/money")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("h1")).to_have_text("المال")
    page.goto(f"{server.address}/ti/your-rights")
    expect(page.locator("html")).to_have_attribute("lang", "ti")
    expect(page.locator('main a[href="tel:999"]')).to_be_visible()


def test_a_copy_that_is_too_old_is_not_shown(visit: Visit, server: UnsteadyServer) -> None:
    page = read(visit(), server, "/en/money")
    page.evaluate(AGE, ["pages", "/en/money"])
    server.stop()
    page.goto(f"{server.address}/en/money")
    expect(page.locator("h1")).to_have_text("You have no internet just now")


def test_the_exit_leaves_nothing_behind(visit: Visit, server: UnsteadyServer, elsewhere: str) -> None:
    visitor = visit()
    read(visitor, server, "/en/money").locator(".exit").click()
    visitor.page.wait_for_url(elsewhere)
    expect_no_trace(visitor, server.address)
    server.stop()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        visitor.page.goto(f"{server.address}/en/money")


def test_the_exit_of_somebody_offline_leaves_nothing_behind_either(
    visit: Visit, server: UnsteadyServer
) -> None:
    visitor = visit()
    page = read(visitor, server, "/en/money")
    visitor.context.set_offline(True)
    page.locator(".exit").click()
    expect(page.locator("main")).to_have_count(0)
    visitor.context.set_offline(False)
    visitor.page = visitor.context.new_page()
    expect_no_trace(visitor, server.address)


def test_the_worker_alone_wipes_where_the_browser_knows_no_clear_site_data(
    visit: Visit, server: UnsteadyServer, app: Flask, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older browsers of Apple's. A link that no script follows stands for a page whose script has failed."""
    monkeypatch.setattr("kentcare.web.views._CLEARED", '"cache"')
    visitor = visit()
    read(visitor, server, "/en/money")
    visitor.page.goto(f"{server.address}/exit")
    expect_no_trace(visitor, server.address)


def test_nothing_of_somebody_who_is_signed_in_is_kept(visit: Visit, people_site: PeopleSite) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{people_site.address}/en/contact")
    wait_for(page, "/en/contact", "/en/offline")
    people_site.sign_in(visitor, "young-person")
    for path in ("/en/my", "/en/account", "/en/checker", "/en/money"):
        page.goto(f"{people_site.address}{path}")
    wait_for(page, "/en/money")
    assert copies(page) == {"/en/contact", "/en/offline", "/en/money"}


def keep_answer(visitor: Visitor, server: UnsteadyServer, app: Flask) -> Page:
    """Have an answer, go where it can be kept, and keep it."""
    page = open_answer(visitor, server.address, app.test_client())
    page.get_by_role("link", name="Keep this answer on this phone").click()
    expect(page.get_by_text("Whoever opens this phone can read it.")).to_be_visible()
    assert copies(page) == {"/en/money", "/en/offline"}
    assert not faults(page)
    page.get_by_role("button", name="Keep it on this phone").click()
    expect(page.get_by_role("button", name="Take it off this phone")).to_be_visible()
    return page


def test_an_answer_is_kept_only_where_somebody_says_so(
    visit: Visit, server: UnsteadyServer, app: Flask
) -> None:
    visitor = visit()
    read(visitor, server, "/en/money")
    title = open_answer(visitor, server.address, app.test_client()).locator("h1").inner_text()
    page = keep_answer(visitor, server, app)
    assert copies(page) == {"/en/money", "/en/offline", "/en/checker/kept"}

    visitor.context.clear_cookies()
    server.stop()
    page.goto(f"{server.address}/en/checker/answer")
    page.get_by_role("link", name="Open the answer that you kept").click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main > .told").first).to_contain_text("This is the answer that you kept")
    expect(page.get_by_text("What you told us", exact=True)).to_have_count(0)
    expect(page.locator("form")).to_have_count(0)
    assert "csrf" not in page.content()

    page.get_by_role("button", name="Take it off this phone").click()
    expect(page.locator("h1")).to_have_text("You have no internet just now")
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert copies(page) == {"/en/money", "/en/offline"}


def test_there_is_nothing_to_keep_before_the_last_question(visit: Visit, server: UnsteadyServer) -> None:
    page = read(visit(), server, "/en/money")
    page.goto(f"{server.address}/en/checker/kept")
    page.get_by_role("button", name="Keep it on this phone").click()
    expect(page.get_by_text("You have no answer yet.")).to_be_visible()
    assert copies(page) == {"/en/money", "/en/offline"}


def test_a_kept_answer_that_is_too_old_is_not_shown(visit: Visit, server: UnsteadyServer, app: Flask) -> None:
    visitor = visit()
    read(visitor, server, "/en/money")
    page = keep_answer(visitor, server, app)
    page.evaluate(AGE, ["answer", "/en/checker/kept"])
    page.reload()
    expect(page.locator("h1")).to_have_text("Keep your answer on this phone")


def test_to_start_again_removes_a_kept_answer(visit: Visit, server: UnsteadyServer, app: Flask) -> None:
    visitor = visit()
    read(visitor, server, "/en/money")
    keep_answer(visitor, server, app)
    page = open_answer(visitor, server.address, app.test_client())
    page.get_by_role("button", name="Start again").click()
    page.wait_for_url("**/checker/1")
    until(lambda: not {"/en/checker/kept", "/en/money"} & copies(page))


def test_signing_out_removes_every_copy(visit: Visit, people_site: PeopleSite) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{people_site.address}/en/contact")
    wait_for(page, "/en/contact", "/en/offline")
    people_site.sign_in(visitor, "young-person")
    page.goto(f"{people_site.address}/en/account")
    page.get_by_role("button", name="Sign out", exact=True).or_(
        page.get_by_role("link", name="Sign out")
    ).first.click()
    page.wait_for_url("**/signed-out")
    until(lambda: "/en/contact" not in copies(page))


def test_the_exit_removes_a_kept_answer(
    visit: Visit, server: UnsteadyServer, app: Flask, elsewhere: str
) -> None:
    visitor = visit()
    read(visitor, server, "/en/money")
    keep_answer(visitor, server, app).locator(".exit").click()
    visitor.page.wait_for_url(elsewhere)
    expect_no_trace(visitor, server.address)


@pytest.mark.parametrize("path", ["/en/money", "/healthz"], ids=["by a page", "by the worker's own address"])
def test_one_setting_removes_it_from_every_phone(
    visit: Visit,
    server: UnsteadyServer,
    app_that_keeps_nothing: Flask,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visitor = visit()
    page = read(visitor, server, "/en/money")
    server.stop()
    if path != "/healthz":
        # The browser gets no other worker, so that the page has to do it.
        monkeypatch.setitem(app_that_keeps_nothing.view_functions, "web.send_worker", lambda: abort(404))
    server.start_again(app_that_keeps_nothing)
    page.goto(f"{server.address}{path}")
    until(lambda: page.evaluate(TRACES) == 0)
    page.goto(f"{server.address}/en/money")
    expect_no_trace(visitor, server.address)


def test_whoever_leaves_without_a_line_has_no_answer_left_when_it_is_back(
    visit: Visit, server: UnsteadyServer, app: Flask, elsewhere: str
) -> None:
    visitor = visit()
    page = open_answer(visitor, server.address, app.test_client())
    (replies,) = [one["value"] for one in visitor.context.cookies() if one["name"] == "answers"]
    expect(page.locator("h1")).to_contain_text("Kent must help you")
    visitor.context.set_offline(True)
    page.evaluate("document.querySelector('.exit').click()")
    until(lambda: "left" in {one["name"] for one in visitor.context.cookies()})
    page.close()
    visitor.context.set_offline(False)
    page = visitor.context.new_page()
    page.goto(f"{server.address}/en/checker/answer")
    expect(page).to_have_url(f"{server.address}/en/checker/1")
    expect(page.get_by_label("Year", exact=True)).to_have_value("")
    assert replies not in {one["value"] for one in visitor.context.cookies()}


def test_a_reply_that_cannot_be_sent_stays_and_says_whom_to_ring(
    visit: Visit, server: UnsteadyServer
) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{server.address}/en/checker/1")
    page.get_by_label("Year", exact=True).fill("2007")
    visitor.context.set_offline(True)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("[data-unsent]")).to_contain_text("What you wrote is still here")
    expect(page.locator("[data-unsent] a.tel").first).to_have_attribute("href", "tel:999")
    expect(page.get_by_label("Year", exact=True)).to_have_value("2007")
    visitor.context.set_offline(False)
    expect(page.locator("[data-unsent]")).to_be_hidden()


def test_a_search_that_cannot_be_sent_says_whom_to_ring(visit: Visit, server: UnsteadyServer) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{server.address}/en/search")
    page.locator("#words").evaluate("box => { box.value = 'i want to die' }")
    visitor.context.set_offline(True)
    page.locator("#words").press("Enter")
    expect(page.locator("[data-unsent]")).to_be_visible()
    expect(page.locator("#words")).to_have_value("i want to die")
