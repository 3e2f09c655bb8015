"""Nothing slow keeps a page from somebody else: neither a sender, nor the database, nor a crowd."""

import asyncio
import gc
import logging
import re
import shutil
import threading
import tracemalloc
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, request

from kentcare.config import Settings
from kentcare.operations.server import application, requests
from kentcare.operations.server.application import Pools, ServerApplication
from kentcare.operations.server.pools import Pool
from kentcare.web.limits import tighten
from support import loop
from support.forms import GOOD, filled
from support.patience import PATIENCE, until
from support.rsgi import SILENCE, Headers, Protocol, RsgiBrowser, Scope
from support.site import cookie_of, make_app

WORDS = "What nobody should have to write twice"


def pools() -> Pools:
    """Few threads, and few that may wait for one."""

    def pool(name: str, threads: int = 1, waiting: int = 1) -> Pool:
        return Pool(name, threads=threads, waiting=waiting, seconds=PATIENCE)

    return Pools(pool("always"), pool("public"), pool("looking"), pool("saving"), pool("refusing", waiting=9))


@pytest.fixture(scope="module")
def site(settings: Settings, migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The site, in which the form of the tests is one whose posts may have to wait for the database."""
    file = shutil.copy(migrated, tmp_path_factory.mktemp("server") / "site.sqlite3")
    app = make_app(replace(settings, database_url=f"sqlite:///{file}"))
    tighten(app, "1000 per minute", ["sample.ask"])
    return app


@dataclass
class Held:
    """Posts to the form of the tests that have a thread and do not end."""

    number: int = 0


@contextmanager
def held(site: Flask) -> Iterator[Held]:
    """While this lasts, no post to the form of the tests ends."""
    let_go, counted, real = threading.Event(), Held(), site.view_functions["sample.ask"]

    def wait(**values: Any) -> Any:
        if request.method == "POST":
            counted.number += 1
            assert let_go.wait(PATIENCE)
        return real(**values)

    site.view_functions["sample.ask"] = wait
    try:
        yield counted
    finally:
        let_go.set()
        site.view_functions["sample.ask"] = real


def talk(site: Flask, what: Callable[[RsgiBrowser], Coroutine[Any, Any, None]]) -> None:
    """Do this in the browser of somebody who has opened the form."""

    async def all_of_it() -> None:
        await what(RsgiBrowser(ServerApplication(site, https=False, pools=pools())))

    loop.run(all_of_it())


def typed(site: Flask, browser: RsgiBrowser, **more: str) -> tuple[RsgiBrowser, bytes]:
    """A browser that has opened the form, and what it posts."""
    client = site.test_client()
    fields = filled(client, more)
    name = cookie_of(site).name
    cookie = client.get_cookie(name)
    assert cookie
    return browser.signed_in_with(f"{name}={cookie.value}"), urlencode(fields).encode()


async def ended(*tasks: "asyncio.Task[Protocol]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_a_page_and_a_post_arrive_as_with_any_server(site: Flask) -> None:
    async def what(browser: RsgiBrowser) -> None:
        mine, body = typed(site, browser)
        page = await mine.get("/en/money")
        again = await mine.get("/en/money")  # from memory
        assert (page.status, again.status) == (200, 200)
        assert page.body == again.body
        assert page.headers["Content-Security-Policy"]
        sent = await mine.post("/en/sample", body[:7], body[7:])
        assert (sent.status, sent.headers["Location"]) == (303, "/en/sample/answer")

    talk(site, what)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"accept_encoding": "br"},
        {"accept_encoding": "gzip"},
        {"hx_request": "true"},
        {"cookie": "language=ti; left=1"},
        {"referer": "http://localhost/ar/money"},
        {"referer": "http://["},
        {"x_request_id": "abc"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_comes_from_memory_is_what_the_site_would_have_sent(
    site: Flask, monkeypatch: pytest.MonkeyPatch, method: str, headers: dict[str, str]
) -> None:
    sent = Headers(
        (name.replace("_", "-"), value) for name, value in ({"host": "localhost"} | headers).items()
    )

    async def what(browser: RsgiBrowser) -> None:
        await browser.get("/en/money")
        answers = [await browser.send(Scope("/en/money", method, headers=sent), Protocol())]
        monkeypatch.setattr(browser.application, "_from_memory", lambda _scope: None)
        answers.append(await browser.send(Scope("/en/money", method, headers=sent), Protocol()))
        first, second = answers
        assert (first.status, first.headers, first.body) == (second.status, second.headers, second.body)

    talk(site, what)


def test_whoever_has_a_page_is_told_so(site: Flask) -> None:
    async def what(browser: RsgiBrowser) -> None:
        page = await browser.get("/en/money")
        again = await browser.get("/en/money", if_none_match=page.headers["ETag"])
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", page.headers["ETag"])

    talk(site, what)


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("/en/money", "referer"),
        ("/en/money", "accept-encoding"),
        ("/en/file/{}", "x-nothing"),
        ("/en/calendar/{}.ics", "x-nothing"),
    ],
)
def test_no_memory_is_kept_of_long_headers_and_addresses(site: Flask, path: str, header: str) -> None:
    """They are held only while they are answered, however many there are."""
    browser = RsgiBrowser(ServerApplication(site, https=False))
    times, long = 60, 50_000

    async def ask(numbers: range) -> None:
        for number in numbers:
            junk = f"{number:06}" + "a" * long
            await browser.get(path.format(junk), **{header: f"http://localhost/{junk}"})

    loop.run(ask(range(3)))
    tracemalloc.start()
    try:
        loop.run(ask(range(3, times)))
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < times * long / 2, f"{kept // times} bytes of each request"


def test_a_page_from_memory_is_refused_like_any_other_where_there_are_two_hosts(site: Flask) -> None:
    browser = RsgiBrowser(ServerApplication(site, https=False))
    two = Headers([("host", "localhost"), ("host", "elsewhere")])

    async def ask() -> list[int]:
        await browser.get("/en/money")
        return [(await browser.send(Scope("/en/money", headers=two), Protocol())).status for _ in range(2)]

    assert loop.run(ask()) == [400, 400]


def test_what_comes_from_memory_is_logged_and_counted(site: Flask, caplog: pytest.LogCaptureFixture) -> None:
    async def what(browser: RsgiBrowser) -> None:
        await browser.get("/en/money")
        with caplog.at_level(logging.INFO, logger="kentcare.requests"):
            await browser.get("/en/money")

    talk(site, what)
    [line] = [record for record in caplog.records if record.name == "kentcare.requests"]
    assert (line.__dict__["view"], line.__dict__["status"]) == ("pages.show_page", 200)
    assert line.__dict__["request"]


def test_senders_who_never_end_take_no_thread(site: Flask) -> None:
    async def what(browser: RsgiBrowser) -> None:
        mine, body = typed(site, browser)
        slow = [
            asyncio.create_task(mine.post("/en/sample", b"liv", SILENCE, length=len(body))) for _ in range(50)
        ]
        assert (await mine.post("/en/sample", body)).status == 303
        assert (await mine.get("/en/sample")).status == 200
        await ended(*slow)

    talk(site, what)


def test_a_sender_who_falls_silent_is_cut_off(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "IDLE_SECONDS", 0.01)

    async def what(browser: RsgiBrowser) -> None:
        answer = await browser.post("/en/sample", b"liv", SILENCE, length=500)
        assert answer.status == 408
        assert "nothing was saved" in answer.text

    talk(site, what)


def test_what_was_cut_off_is_not_taken_for_the_whole(site: Flask) -> None:
    async def what(browser: RsgiBrowser) -> None:
        mine, body = typed(site, browser)
        with held(site) as counted:
            assert (await mine.post("/en/sample", body, length=len(body) + 9)).status == 400
        assert not counted.number

    talk(site, what)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([("host", "localhost"), ("host", "elsewhere")], 400),
        ([("host", "localhost"), ("content-length", "3"), ("content-length", "4")], 400),
        ([("host", "localhost"), ("transfer-encoding", "chunked")], 411),
    ],
)
def test_a_request_that_means_two_things_is_refused(
    site: Flask, headers: list[tuple[str, str]], status: int
) -> None:
    async def what(browser: RsgiBrowser) -> None:
        answer = await browser.send(Scope("/en/sample", "POST", headers=Headers(headers)), Protocol([b"abc"]))
        assert answer.status == status
        assert answer.headers["Content-Security-Policy"]

    talk(site, what)


def test_what_is_too_long_is_refused_without_being_read(site: Flask) -> None:
    async def what(browser: RsgiBrowser) -> None:
        answer = await browser.post("/en/sample", SILENCE, length=257 * 1024)
        assert answer.status == 413
        assert "longer than we can take" in answer.text

    talk(site, what)


def test_large_bodies_share_a_memory_that_has_a_bound(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "_MEMORY", 100)
    monkeypatch.setattr(requests, "SMALL", 1000)

    async def what(browser: RsgiBrowser) -> None:
        mine, body = typed(site, browser)
        first = asyncio.create_task(mine.post("/en/sample", b"x" * 1080, SILENCE, length=2000))
        await asyncio.sleep(0)
        refused = await mine.post("/en/sample", b"x" * 1080, length=1080)
        assert (refused.status, "Nothing was saved" in refused.text) == (503, True)
        # A small one always has room; and what has ended takes none.
        assert (await mine.post("/en/sample", body)).status == 303
        await ended(first)
        assert (await mine.post("/en/sample", b"x" * 1080, length=1080)).status == 400

    talk(site, what)


def test_while_posts_wait_everything_else_is_answered(site: Flask) -> None:
    async def what(browser: RsgiBrowser) -> None:
        mine, body = typed(site, browser)
        with held(site) as counted:
            waiting = [asyncio.create_task(mine.post("/en/sample", body)) for _ in range(2)]
            await asyncio.to_thread(until, lambda: counted.number == 1)
            for path in ("/en/sample", "/exit", "/healthz", "/en/nowhere"):
                assert (await mine.get(path)).status in {200, 303, 404}, path
            assert not any(task.done() for task in waiting)
        assert [task.status for task in await asyncio.gather(*waiting)] == [303, 303]

    talk(site, what)


def test_a_post_too_many_is_told_at_once_and_has_its_words(site: Flask) -> None:
    async def what(browser: RsgiBrowser) -> None:
        mine, body = typed(site, browser, weeks=WORDS)
        with held(site) as counted:
            waiting = [asyncio.create_task(mine.post("/en/sample", body)) for _ in range(2)]
            await asyncio.to_thread(until, lambda: counted.number == 1)
            refused = await mine.post("/en/sample", body)
            assert refused.status == 503
            assert not any(task.done() for task in waiting)
            assert f'<p class="typed" dir="auto">{WORDS}</p>' in refused.text
        await asyncio.gather(*waiting)
        # The page sends all of it again.
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', refused.text)
        assert dict(fields).items() > (GOOD | {"weeks": WORDS}).items()
        again = await mine.post("/en/sample", urlencode(fields).encode())
        assert (again.status, "Write a number" in again.text) == (422, True)

    talk(site, what)


def test_who_cannot_even_be_refused_by_the_site_is_told_in_plain_words(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def what(browser: RsgiBrowser) -> None:
        mine, body = typed(site, browser)
        mine.application._pools = Pools(*(Pool("none", threads=1, waiting=0, seconds=0) for _ in range(5)))
        for pool in (mine.application._pools.saving, mine.application._pools.refusing):
            await pool._free.acquire()
        answer = await mine.post("/en/sample", body)
        assert (answer.status, "Nothing was saved" in answer.text) == (503, True)
        assert answer.headers["Content-Security-Policy"]

    talk(site, what)


def test_what_goes_wrong_outside_the_site_is_a_page_and_no_words_in_the_log(
    site: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_environ: object, _start: object) -> None:
        raise ValueError(WORDS)

    monkeypatch.setattr(site, "wsgi_app", fail)

    async def what(browser: RsgiBrowser) -> None:
        with caplog.at_level(logging.INFO, logger="kentcare.errors"):
            answer = await browser.get("/en/sample")
        assert answer.status == 500
        assert "our fault" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"

    talk(site, what)
    assert "ValueError outside Flask: fail" in caplog.text
    assert WORDS not in caplog.text
