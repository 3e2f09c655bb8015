"""How fast pages are, as ratios in one run: ready, a reader's own, and nginx, against a bare Flask "hello".

A reader's own page is a question of the checker: for somebody new, who is given a token and a cookie, and for
somebody who has answered it, whose cookie is opened and sealed again and whose reply is shown.

Every server has one worker. wrk asks each in turn, five rounds, and the median counts. Exits with 1 where a
promise is not kept. Needs wrk, and nginx for its line: Debian's packages of these names.
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
from http.cookiejar import CookieJar
from pathlib import Path

from support.locks import ROOT

ROUNDS, SECONDS, CONNECTIONS = 5, 2, 16
READY_AT_LEAST = 4.0  # hellos a ready page must be worth
RENDERED_AT_MOST = 6.0  # hellos a rendered page may cost
READY, QUESTION = "/en/money", "/en/checker/1"
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def running(command: list[str], address: str, **environment: str) -> Iterator[str]:
    """A server, from its first answer on."""
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
        yield address
    finally:
        server.terminate()
        server.wait()


def granian(app: str, *more: str) -> tuple[list[str], str]:
    port = free_port()
    command = [str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
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
    """The very bytes of the ready page, as a file."""
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


def answered(question: str) -> str:
    """The cookie of somebody who has said when they were born."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.open(question).read().decode())
    reply = {"question": "born", "reply-day": "1", "reply-month": "5", "reply-year": "2007"}
    sent = urllib.parse.urlencode({"csrf_token": token and token[1], **reply}).encode()
    browser.open(question, sent).close()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def requests_a_second(address: str, cookie: str) -> float:
    headers = ["-H", "Accept-Encoding: gzip, br", *(["-H", f"Cookie: {cookie}"] if cookie else [])]
    told = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *headers, address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"Requests/sec:\s+([0-9.]+)", told)
    if found is None or "Non-2xx" in told:
        raise RuntimeError(told)
    return float(found[1])


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed, so nothing was measured: apt-get install wrk nginx-light")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        command, hello = granian("hello:app", "--working-dir", str(ROOT / "tests" / "bench"))
        addresses = {"hello": stack.enter_context(running(command, hello))}
        command, site = granian("kentcare:create_app", "--factory")
        stack.enter_context(running(command, f"{site}/healthz", KENTCARE_INSTANCE=str(folder)))
        addresses |= {"ready": site + READY, "question": site + QUESTION, "answered": site + QUESTION}
        cookies = {"answered": answered(site + QUESTION)}
        if shutil.which("nginx"):
            asked = urllib.request.Request(site + READY, headers={"Accept-Encoding": "br"})  # noqa: S310  # our own
            page = urllib.request.urlopen(asked).read()  # noqa: S310  # our own
            command, address = nginx(folder, page)
            addresses["nginx"] = stack.enter_context(running(command, address))
        rates: dict[str, list[float]] = {name: [] for name in addresses}
        for _ in range(ROUNDS):
            for name, address in addresses.items():
                rates[name].append(requests_a_second(address, cookies.get(name, "")))
    report({name: statistics.median(found) for name, found in rates.items()})


def report(rates: dict[str, float]) -> None:
    for name, rate in rates.items():
        sys.stdout.write(
            f"{name:10} {rate:9,.0f} requests a second, {rate / rates['hello']:6.2f} times hello\n"
        )
    if "nginx" in rates:
        sys.stdout.write(
            f"a ready page is {rates['ready'] / rates['nginx']:.2f} of nginx with the same bytes\n"
        )
    else:
        sys.stdout.write("nginx is not installed, so it was not measured\n")
    ready = rates["ready"] / rates["hello"]
    own = {name: rates["hello"] / rates[name] for name in ("question", "answered")}
    sys.stdout.write(f"ready: {ready:.1f} hellos ({READY_AT_LEAST} promised)\n")
    for name, cost in own.items():
        sys.stdout.write(f"{name}: costs {cost:.1f} hellos (at most {RENDERED_AT_MOST})\n")
    sys.exit(ready < READY_AT_LEAST or max(own.values()) > RENDERED_AT_MOST)


if __name__ == "__main__":
    main()
