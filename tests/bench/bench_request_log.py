"""What a line in the log adds to a request, and how long a demonstration takes to load."""

import logging
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

from kentcare.config import Settings
from kentcare.db import migrate
from kentcare.operations.monitoring.logs import JsonFormatter
from kentcare.operations.monitoring.request_log import RequestLog
from kentcare.web.page_cache.prerendered import VIEW
from kentcare_demo.commands import load
from support.pace import fastest

REQUESTS, TRIES = 500, 7


def ready(environ: dict[str, Any], start: Any) -> tuple[bytes, ...]:
    environ[VIEW] = "pages.show_page"
    start("200 OK", [])
    return ()


def seconds_for_one(site: WSGIApplication) -> float:
    def ask() -> None:
        for _ in range(REQUESTS):
            site({"PATH_INFO": "/en/money", "REQUEST_METHOD": "GET"}, lambda *_: print)

    return fastest(ask, TRIES) / REQUESTS


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        handler = logging.FileHandler(Path(folder) / "log")
        handler.setFormatter(JsonFormatter())
        logger = logging.getLogger("kentcare.requests")
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
        bare = seconds_for_one(ready)
        logged = seconds_for_one(RequestLog(ready, by_proxy=True, hosts=("a.example",), note=None))
        handler.close()
        more = (logged - bare) * 1e6
        sys.stdout.write(f"a line in the log: {more:.0f} µs, {logged / bare:.0f} times a bare call\n")

        address = f"sqlite:///{folder}/demo.sqlite3"
        settings = replace(Settings.from_env(), database_url=address, instance=Path(folder))
        migrate.upgrade(address)
        began = time.perf_counter()
        load(settings)
        sys.stdout.write(f"a demonstration is loaded in {time.perf_counter() - began:.1f} s\n")


if __name__ == "__main__":
    main()
