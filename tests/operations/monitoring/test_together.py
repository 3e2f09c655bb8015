"""Two hosts with two web processes each, one worker, one PostgreSQL: as it is run for real."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from kentcare import create_app
from kentcare.config import Settings
from kentcare.db import roles
from kentcare.db.session import db
from support import the_cast
from support.carriers import KEY, FakeNotify, notify_over_http
from support.deployment import LONG
from support.html import attribute, page_of
from support.lines import but_what_is_drawn
from support.patience import ONE_TRY, PATIENCE, until
from support.two_roles import Both, plain, two_roles

SECRET, TOKEN = LONG, "whoever-reads-metrics-" * 2
# How many wait for the table that is locked. The server may have others, of tests that run at the same time.
_WAITING = """SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE datname = current_database() AND relation = 'outgoing_message'::regclass AND NOT granted"""


class Browser(requests.Session):
    """A browser that sends its cookies as if a proxy in front spoke https, and to every host as to one."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.headers.update({"X-Forwarded-For": place, "X-Forwarded-Proto": "https"})

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        prepared = super().prepare_request(request)
        prepared.headers["Cookie"] = "; ".join(f"{one.name}={one.value}" for one in self.cookies)
        return prepared

    def send_form(self, page: str, **typed: str) -> requests.Response:
        found = page_of(self.get(page, timeout=PATIENCE))
        token = found.select_one("main input[name=csrf_token]")
        assert token, page
        data = {"csrf_token": attribute(token, "value"), **typed}
        return self.post(page, data=data, timeout=PATIENCE, allow_redirects=False)


@dataclass
class Host:
    """`kentcare serve` on a machine of its own, as far as it knows."""

    process: "subprocess.Popen[str]"
    address: str
    log: list[str] = field(default_factory=list)

    def ready(self) -> bool:
        try:
            return requests.get(f"{self.address}/readyz", timeout=ONE_TRY).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False

    def started(self) -> int:
        """How many processes have begun to answer so far."""
        return sum("Started worker" in line and "runtime" not in line for line in self.log)

    def workers(self) -> list[int]:
        """The processes that answer."""
        main = self.process.pid
        return [int(one) for one in Path(f"/proc/{main}/task/{main}/children").read_text().split()]

    def events(self, event: str) -> list[dict[str, object]]:
        return [line for line in map(json.loads, self.log) if line["event"] == event]


@dataclass
class Together:
    """Every process of the deployment: the hosts with their web processes, and the worker."""

    a: Host
    b: Host
    database: Both
    carrier: FakeNotify

    def code(self) -> str:
        """The code in the first message that was sent."""
        until(lambda: self.carrier.taken)
        found = re.search(r"\d{6}", str(self.carrier.taken[0]["personalisation"]))
        assert found
        return found[0]


def _environment(folder: Path, database: Both, carrier: str = "http://127.0.0.1:9") -> dict[str, str]:
    return os.environ | {
        "KENTCARE_ENV": "production",
        "KENTCARE_INSTANCE": str(folder),
        "KENTCARE_HOSTS": "offer.example,127.0.0.1",
        "KENTCARE_PROXIES": "1",
        "SECRET_KEY": SECRET,
        "ADVOCACY_KEY": "the-charity-has-another-" * 3,
        "DATABASE_URL": database.site,
        "METRICS_TOKEN": TOKEN,
        "NOTIFY_API_KEY": KEY,
        "NOTIFY_TEXT_TEMPLATE": "1",
        "NOTIFY_EMAIL_TEMPLATE": "2",
        "NOTIFY_URL": carrier,
    }


@contextmanager
def _running(*words: str, environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    command = [str(Path(sys.executable).parent / "kentcare"), *words]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def _host(environment: dict[str, str]) -> Iterator[Host]:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = str(asked.getsockname()[1])
    with _running(
        "serve", "--workers", "2", "--no-outbox", "--port", port, environment=environment
    ) as process:
        host = Host(process, f"http://127.0.0.1:{port}")
        errors = process.stderr
        assert errors
        reader = threading.Thread(target=lambda: host.log.extend(errors), daemon=True)
        reader.start()
        try:
            yield host
        finally:
            process.terminate()
            reader.join(PATIENCE)


@pytest.fixture
def database(postgresql: str, tmp_path: Path) -> Both:
    """A database with the cast in it, and the site as a role that owns nothing."""
    found = two_roles(postgresql)
    roles.grant(found.owner, found.role)
    app = create_app(Settings(database_url=found.site, secret_key=SECRET, instance=tmp_path))
    with app.app_context():
        the_cast.bring()
        db.session.remove()
        db.engine.dispose()
    return found


@pytest.fixture
def host(database: Both, tmp_path: Path) -> Iterator[Host]:
    with _host(_environment(tmp_path, database)) as one:
        until(lambda: one.started() == 2)
        yield one


@pytest.fixture
def together(database: Both, tmp_path: Path) -> Iterator[Together]:
    with ExitStack() as stack:
        carrier = stack.enter_context(notify_over_http())
        environments = [_environment(tmp_path / name, database, carrier.address) for name in "ab"]
        a, b = (stack.enter_context(_host(one)) for one in environments)
        stack.enter_context(_running("outbox", "run", environment=environments[0]))
        until(lambda: a.started() == b.started() == 2)
        yield Together(a, b, database, carrier)


@pytest.fixture
def browser() -> Iterator[Callable[[str], Browser]]:
    with ExitStack() as stack:
        yield lambda place: stack.enter_context(Browser(place))


def _sign_in(together: Together, browser: Browser) -> None:
    """The code is asked for at one host and given at the other."""
    a, b = together.a.address, together.b.address
    asked = browser.send_form(f"{a}/en/sign-in", address=the_cast.mobile("host"))
    assert asked.status_code == 303, asked.text
    given = browser.send_form(f"{b}/en/sign-in/code", code=together.code())
    assert (given.status_code, given.headers["Location"]) == (303, "/en/start"), given.text


def test_what_one_host_knows_the_other_knows(together: Together, browser: Callable[[str], Browser]) -> None:
    a, b, mine = together.a.address, together.b.address, browser("192.0.2.1")
    _sign_in(together, mine)
    for host in (a, b):
        assert the_cast.CANARY in mine.get(f"{host}/en/host", timeout=PATIENCE).text
    _the_brake_is_shared(together, browser("192.0.2.2"))
    _the_numbers_are_told(together)
    out = page_of(mine.get(f"{b}/en/host", timeout=PATIENCE))
    form = out.select_one('form[action$="sign-out"]')
    assert form
    hidden = {attribute(box, "name"): attribute(box, "value") for box in form.select("input[type=hidden]")}
    cookie = mine.cookies["__Host-session"]
    assert (
        mine.post(
            b + attribute(form, "action"), data=hidden, timeout=PATIENCE, allow_redirects=False
        ).status_code
        == 303
    )
    mine.cookies.set("__Host-session", cookie)
    gone = mine.get(f"{a}/en/host", timeout=PATIENCE, allow_redirects=False)
    assert (gone.status_code, gone.headers["Location"]) == (303, "/en/sign-in")
    _nothing_of_anybody_is_in_the_logs(together)


def _the_brake_is_shared(together: Together, other: Browser) -> None:
    page = "/en/sign-in"
    assert other.post(together.a.address + page, timeout=PATIENCE).status_code == 400
    with plain(together.database.site) as connection:
        # As if it had been done three hundred times.
        assert connection.execute("UPDATE throttle SET number = 300 WHERE number = 1").rowcount >= 1
    refused = other.post(together.b.address + page, timeout=PATIENCE)
    assert (refused.status_code, int(refused.headers["Retry-After"]) > 500) == (429, True)


def _the_numbers_are_told(together: Together) -> None:
    """Check that the metrics of a host count both of its processes, whichever is asked."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Connection": "close"}
    for _ in range(6):
        told = requests.get(f"{together.a.address}/metrics", headers=headers, timeout=PATIENCE).text
        assert 'kentcare_requests_total{status="3xx",view="sessions.take_address"} 1.0' in told
        assert "kentcare_messages_waiting 0.0" in told
        age = float(re.findall(r"^kentcare_outbox_beat_age_seconds (\S+)", told, re.MULTILINE)[0])
        assert age < PATIENCE


def _nothing_of_anybody_is_in_the_logs(together: Together) -> None:
    for host in (together.a, together.b):
        host.process.terminate()
        assert host.process.wait(PATIENCE) == 0
    until(lambda: "completed" in together.a.log[-1] and "completed" in together.b.log[-1])
    text = but_what_is_drawn("".join(together.a.log + together.b.log))
    for secret in (the_cast.CANARY, "77009", "192.0.2.", together.code(), "/en/", SECRET, TOKEN):
        assert secret not in text
    assert "sessions.take_code" in text
    assert {line["process"] for line in together.a.events("request")} <= set(range(2**22))
    assert together.a.events("_granian")


def test_a_process_that_is_killed_is_replaced_and_the_other_goes_on(host: Host) -> None:
    first, second = host.workers()
    os.kill(first, signal.SIGKILL)
    until(lambda: first not in host.workers())
    for _ in range(10):
        assert requests.get(f"{host.address}/en/money", timeout=PATIENCE).status_code == 200
    assert second in host.workers()
    until(lambda: host.started() == 3)
    assert len(host.workers()) == 2


def test_a_host_that_is_told_to_stop_finishes_what_it_does(
    host: Host, database: Both, browser: Callable[[str], Browser]
) -> None:
    mine = browser("192.0.2.3")
    page = page_of(mine.get(f"{host.address}/en/sign-in", timeout=PATIENCE))
    token = page.select_one("main input[name=csrf_token]")
    assert token
    data = {"csrf_token": attribute(token, "value"), "address": the_cast.mobile("host")}
    with plain(database.site) as holds, ThreadPoolExecutor(1) as other:
        holds.execute("BEGIN; LOCK TABLE outgoing_message IN SHARE ROW EXCLUSIVE MODE")
        post = other.submit(
            mine.post, f"{host.address}/en/sign-in", data=data, timeout=PATIENCE, allow_redirects=False
        )
        until(lambda: holds.execute(_WAITING).fetchone() != (0,))
        host.process.send_signal(signal.SIGTERM)
        until(lambda: any("Shutting down granian" in line for line in host.log))
        holds.execute("COMMIT")
        assert post.result(PATIENCE).status_code == 303
        assert holds.execute("SELECT count(*) FROM outgoing_message").fetchone() == (1,)
    assert host.process.wait(PATIENCE) == 0
