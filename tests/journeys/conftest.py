"""A real browser in front of a real server, both on this machine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from flask import Flask
from playwright.sync_api import Browser, expect, sync_playwright

from kentcare.config import Settings
from kentcare.core.content.edition import Current
from kentcare.core.content.place import Exit
from kentcare.db import migrate
from kentcare.web.place import EXTENSION
from support import the_cast
from support.browser import PeopleSite, Visit, Visitor, serving
from support.every import PSEUDO
from support.patience import PATIENCE
from support.site import make_app

# What Playwright waits for, on a page and in `expect`, it waits for in milliseconds.
_PATIENCE_MS = PATIENCE * 1000
expect.set_options(timeout=_PATIENCE_MS)
# The first is the same engine without the frame around it, which nobody looks at here: twice as quick.
CHROMIUMS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
ON_START = (
    "window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.blockedURI))"
)


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[str]:
    """Where the exit leads: the weather, but on this machine."""
    weather = Flask("elsewhere", static_folder=None)
    weather.add_url_rule("/weather", "weather", lambda: "<!DOCTYPE html><title>Weather</title><h1>Sunny</h1>")
    with serving(weather) as address:
        yield f"{address}/weather"


@pytest.fixture(scope="session")
def site(settings: Settings, elsewhere: str) -> Iterator[str]:
    """The address of the running site, its exit leading elsewhere on this machine."""
    app = make_app(replace(settings, more_languages=("ar", "ti", PSEUDO)))
    leads_elsewhere = Exit(to=elsewhere, title="Weather")
    places = {
        tag: msgspec.structs.replace(place, exit=leads_elsewhere)
        for tag, place in app.extensions[EXTENSION].get().items()
    }
    app.extensions[EXTENSION] = Current(lambda: places)
    with serving(app) as address:
        yield address


# Each name and each free text of the cast carries it. Nothing of it may ever run.
PAYLOAD = "<script>pwned=1</script><img src=x onerror=pwned=1><b hx-get=/exit hx-trigger=load>"


@pytest.fixture(scope="session")
def people_site(
    settings: Settings, elsewhere: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PeopleSite]:
    """The running site with the cast in its database."""
    file = tmp_path_factory.mktemp("people_site") / "people.sqlite3"
    app = make_app(replace(settings, database_url=f"sqlite:///{file}"))
    migrate.upgrade(f"sqlite:///{file}")
    with app.app_context():
        the_cast.bring(payload=PAYLOAD)
    leads_elsewhere = Exit(to=elsewhere, title="Weather")
    places = {
        tag: msgspec.structs.replace(place, exit=leads_elsewhere)
        for tag, place in app.extensions[EXTENSION].get().items()
    }
    app.extensions[EXTENSION] = Current(lambda: places)
    with serving(app) as address:
        yield PeopleSite(app, address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = next((path for path in CHROMIUMS if path.exists()), None)
        # One process for every page: to start another for each site costs more than it brings on two cores.
        arguments = ["--no-sandbox", "--renderer-process-limit=1", "--in-process-gpu"]
        yield playwright.chromium.launch(args=arguments, executable_path=found, timeout=_PATIENCE_MS)


# For browsers that only look at pages, as some browsers are: then no page is fetched again to be kept.
WITHOUT_WORKER = "delete Navigator.prototype.serviceWorker"


@pytest.fixture(scope="module")
def has_worker() -> bool:
    """Whether a browser keeps pages for when it is offline. Tests that only look at a page say no."""
    return True


@pytest.fixture
def visit(browser: Browser, has_worker: bool) -> Iterator[Visit]:
    """Open a browser of its own: `visit(width=360, scheme="dark", scripts=False)`."""
    visitors: list[Visitor] = []

    def start(width: int = 360, scheme: Literal["light", "dark"] = "light", scripts: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 740},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE_MS)
        if scripts:
            context.add_init_script(ON_START)
            if not has_worker:
                context.add_init_script(WITHOUT_WORKER)
        visitor = Visitor(context, context.new_page())
        visitor.listen()
        visitors.append(visitor)
        return visitor

    yield start
    for visitor in visitors:
        visitor.context.close()
        assert not visitor.complaints
