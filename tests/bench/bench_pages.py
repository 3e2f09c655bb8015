"""How fast pages are, as ratios in one run: pre-rendered, a reader's own, and nginx, to a bare request.

A bare request is one to a Flask route that returns a word. A reader's own page is a question of the checker:
for somebody new, who is given a token and a cookie; for somebody with one reply, whose cookie is decrypted
and encrypted again; and for somebody with twelve, at a question whose reply was typed and at one whose
choices depend on the replies before it. Which questions their replies lead to is in the cache, as on the way
back.

Every server has one worker. wrk asks each in turn, five rounds; a ratio is taken within a round, and the
median counts. What a question costs is its processor time, which other work on the machine disturbs least.
Exits with 1 where a promise is not kept. Needs Linux, wrk, and nginx for its line: Debian's packages of these
names.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

from support.html import attribute, page_of
from support.locks import ROOT
from support.visitor import STUDENT, Answers

ROUNDS, SECONDS, CONNECTIONS = 5, 2, 16
PRERENDERED_AT_LEAST = 4.0  # pre-rendered pages sent while one bare request is answered
QUESTION_AT_MOST = 12.0  # bare requests in the processor time of a question
PRERENDERED, QUESTION, CHOICES = "/en/money", "/en/checker/1", "/en/checker/6"
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def running(command: list[str], address: str, **environment: str) -> Iterator[int]:
    """A server, from its first answer on: the id of its process."""
    server = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(address).close()  # noqa: S310  # our own
                break
            except urllib.error.URLError:
                time.sleep(0.05)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def granian(interface: str, app: str, *more: str) -> tuple[list[str], str]:
    port = free_port()
    command = [str(BIN / "granian"), "--interface", interface, "--host", "127.0.0.1", "--port", str(port)]
    return [
        *command,
        "--workers",
        "1",
        "--blocking-threads",
        "1",
        "--no-ws",
        *more,
        app,
    ], f"http://127.0.0.1:{port}"


def nginx(folder: Path, page: bytes) -> tuple[list[str], str]:
    """The very bytes of the pre-rendered page, as a file."""
    port = free_port()
    (folder / "page.html").write_bytes(page)
    config = f"""worker_processes 1; daemon off; pid {folder}/pid; error_log /dev/null;
events {{ worker_connections 256; }}
http {{ access_log off; default_type text/html; client_body_temp_path {folder}; proxy_temp_path {folder};
fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder}; open_file_cache max=10;
keepalive_requests 1000000;
server {{ listen 127.0.0.1:{port}; root {folder}; add_header Content-Encoding br; }} }}"""
    (folder / "nginx.conf").write_text(config)
    folder.chmod(0o755)
    return ["nginx", "-c", str(folder / "nginx.conf")], f"http://127.0.0.1:{port}/page.html"


def cookie_after(site: str, replies: Answers) -> str:
    """The cookie of somebody who has given these replies, a question a page."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    for step, (question, reply) in enumerate(replies.items(), 1):
        address = f"{site}/en/checker/{step}"
        page = page_of(browser.open(address).read().decode())
        data: dict[str, object] = {
            attribute(field, "name"): attribute(field, "value")
            for field in page.select("main input[type=hidden]")
        }
        if data["question"] != question:
            raise RuntimeError(f"{address} asks {data['question']}, not {question}")
        if isinstance(reply, tuple):
            data |= dict(zip(("reply-day", "reply-month", "reply-year"), reply, strict=True))
        else:
            data["reply"] = reply
        browser.open(address, urllib.parse.urlencode(data, doseq=True).encode()).close()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


@dataclass(frozen=True, slots=True)
class Target:
    """An address to measure, the process that serves it, and the cookie of whoever asks."""

    server: int
    address: str
    cookie: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """One round: requests a second, and seconds of processor time for each request."""

    rate: float
    processor: float


def measure(target: Target) -> Measured:
    headers = ["-H", "Accept-Encoding: gzip, br"]
    headers += ["-H", f"Cookie: {target.cookie}"] if target.cookie else []
    before = processor_seconds(target.server)
    told = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *headers, target.address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    used = processor_seconds(target.server) - before
    rate, number = (
        re.search(pattern, told) for pattern in (r"Requests/sec:\s+([0-9.]+)", r"(\d+) requests in")
    )
    if rate is None or number is None or "Non-2xx" in told:
        raise RuntimeError(told)
    return Measured(float(rate[1]), used / int(number[1]))


def processor_seconds(server: int) -> float:
    """What a server and its workers have used since they started, as Linux counts it."""
    processes, ticks = [server], 0
    for process in processes:
        for thread in Path(f"/proc/{process}/task").iterdir():
            processes += map(int, (thread / "children").read_text().split())
        # After the name, which may hold a space: the twelfth and thirteenth are user and system time.
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed, so nothing was measured: apt-get install wrk nginx-light")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        command, address = granian("wsgi", "hello:app", "--working-dir", str(ROOT / "tests" / "bench"))
        targets = {"bare": Target(stack.enter_context(running(command, address)), address)}
        command, site = granian("rsgi", "kentcare.rsgi:create_application", "--factory", "--loop", "uvloop")
        server = stack.enter_context(running(command, f"{site}/healthz", KENTCARE_INSTANCE=str(folder)))
        targets["pre-rendered"] = Target(server, site + PRERENDERED)
        targets |= questions(server, site)
        if shutil.which("nginx"):
            asked = urllib.request.Request(site + PRERENDERED, headers={"Accept-Encoding": "br"})  # noqa: S310  # our own
            page = urllib.request.urlopen(asked).read()  # noqa: S310  # our own
            command, address = nginx(folder, page)
            targets["nginx"] = Target(stack.enter_context(running(command, address)), address)
        rounds = [{name: measure(target) for name, target in targets.items()} for _ in range(ROUNDS)]
    sys.exit(report(rounds))


def questions(server: int, site: str) -> dict[str, Target]:
    one, twelve = (cookie_after(site, dict(list(STUDENT.items())[:number])) for number in (1, 12))
    return {
        "question, no reply yet": Target(server, site + QUESTION),
        "question, one reply": Target(server, site + QUESTION, one),
        "question, twelve replies": Target(server, site + QUESTION, twelve),
        "question, twelve replies, choices": Target(server, site + CHOICES, twelve),
    }


def report(rounds: list[dict[str, Measured]]) -> bool:
    """Print every figure, then what falls short. Returns whether anything does."""
    worth, cost = {}, {}
    for name in rounds[0]:
        worth[name] = statistics.median(one[name].rate / one["bare"].rate for one in rounds)
        cost[name] = statistics.median(one[name].processor / one["bare"].processor for one in rounds)
        rate = statistics.median(one[name].rate for one in rounds)
        sys.stdout.write(
            f"{name:34} {rate:9,.0f} requests a second, {worth[name]:6.2f} times bare; "
            f"{cost[name]:6.2f} bare requests of processor time\n"
        )
    if "nginx" in worth:
        ratio = worth["pre-rendered"] / worth["nginx"]
        sys.stdout.write(f"a pre-rendered page is {ratio:.2f} of nginx with the same bytes\n")
    else:
        sys.stdout.write("nginx is not installed, so it was not measured\n")
    short = [
        f"{name}: {found:.1f} bare requests, at most {QUESTION_AT_MOST} promised"
        for name, found in cost.items()
        if name.startswith("question") and found > QUESTION_AT_MOST
    ]
    if worth["pre-rendered"] < PRERENDERED_AT_LEAST:
        short.append(f"pre-rendered: worth {worth['pre-rendered']:.1f}, {PRERENDERED_AT_LEAST} promised")
    sys.stdout.write("\n".join(short or ["every promise is kept"]) + "\n")
    return bool(short)


if __name__ == "__main__":
    main()
