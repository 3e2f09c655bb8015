"""How long a public page takes while 200 people save and the database is locked, and what those are told.

The site is `kentcare serve` with one worker and an empty SQLite, whose file another program locks for 25
seconds. Meanwhile 200 browsers ask for a code again and again, which has to be written down, and one reads
public pages and presses the exit. Exits with 1 where a promise is not kept.
"""

import os
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import requests
from pysqlite3 import dbapi2

from bench.bench_pages import BIN, free_port, running

SECONDS, SAVING = 25.0, 200
SLOWEST = 0.5  # seconds, for 99 of 100 public pages
READ = ("/en/money", "/en/checker/1", "/ar/no-home", "/healthz", "/exit")


def save(site: str, number: int, end: float, told: Counter[str]) -> None:
    """Ask for a code until the end, as from an address of one's own."""
    browser = requests.Session()
    browser.headers["X-Forwarded-For"] = f"198.51.{number // 250}.{number % 250 + 1}"
    while time.monotonic() < end:
        page = browser.get(f"{site}/en/sign-in", timeout=60)
        token = re.search(r'name="csrf_token" value="([^"]+)', page.text)
        if token is None:
            told[f"no form, {page.status_code}"] += 1
            continue
        words = f"someone-{number}@example.org"
        fields = {"csrf_token": token[1], "address": words}
        answer = browser.post(f"{site}/en/sign-in", data=fields, timeout=60, allow_redirects=False)
        kept = "with its words" if words in answer.text else "without its words"
        told[f"{answer.status_code}" if answer.status_code < 400 else f"{answer.status_code} {kept}"] += 1


def read(site: str, end: float, taken: list[float]) -> None:
    """Open public pages and press the exit, one after the other, until the end."""
    browser, number = requests.Session(), 0
    while time.monotonic() < end:
        number += 1
        began = time.monotonic()
        answer = browser.get(site + READ[number % len(READ)], timeout=60, allow_redirects=False)
        taken.append(time.monotonic() - began)
        answer.raise_for_status()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        site = f"http://127.0.0.1:{port}"
        command = [str(BIN / "kentcare"), "serve", "--no-outbox", "--port", str(port)]
        environment = {"KENTCARE_INSTANCE": folder, "KENTCARE_PROXIES": "1"}
        with running(command, f"{site}/healthz", **environment):
            file = next(Path(folder).glob("*.sqlite3"))
            locks = dbapi2.connect(str(file), isolation_level=None)
            locks.execute("BEGIN EXCLUSIVE")
            end, told, taken = time.monotonic() + SECONDS, Counter[str](), list[float]()
            threads = [
                threading.Thread(target=save, args=(site, number, end, told)) for number in range(SAVING)
            ]
            threads.append(threading.Thread(target=read, args=(site, end, taken)))
            for thread in threads:
                thread.start()
            time.sleep(SECONDS)
            locks.execute("ROLLBACK")
            for thread in threads:
                thread.join()
    slowest = statistics.quantiles(taken, n=100)[-1]
    lost = sum(number for what, number in told.items() if "without" in what)
    sys.stdout.write(
        f"{len(taken)} public pages while the database was locked: "
        f"median {statistics.median(taken) * 1000:.0f} ms, "
        f"99th percentile {slowest * 1000:.0f} ms\n{dict(told)}\n"
    )
    sys.exit(slowest > SLOWEST or bool(lost))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", "tests")
    main()
