"""The site in a process of its own, on a database of its own, that a test may kill."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import requests
from sqlalchemy import text

from kentcare.config import Settings
from kentcare.db.engine import build_engine
from kentcare.db.session import db
from support import report, the_cast
from support.forks import forks
from support.html import Page, attribute, one, page_of
from support.long_forms import hidden, shown
from support.patience import PATIENCE, until
from support.process import start
from support.site import make_app

FORM = "/en/report/2026-11"


@dataclass
class Running:
    """A running process and a browser in front of it. `folder` is where the process has its database."""

    process: BaseProcess
    port: int
    token: str
    folder: Path
    form: str = FORM

    def __post_init__(self) -> None:
        self.browser = requests.Session()
        self.browser.cookies.set("session", self.token)

    def page(self) -> Page:
        answer = self.browser.get(f"http://127.0.0.1:{self.port}{self.form}", timeout=PATIENCE)
        return page_of(answer)

    def post(self, page: Page, do: str, **typed: str) -> requests.Response:
        form = one(page, "form.long")
        return self.browser.post(
            f"http://127.0.0.1:{self.port}{attribute(form, 'action')}",
            data=hidden(form) | shown(page) | typed | {"_do": do},
            timeout=PATIENCE,
            allow_redirects=False,
        )

    def ended(self) -> int | None:
        """Wait for its end; how it ended, or nothing if it goes on."""
        self.process.join(PATIENCE)
        return self.process.exitcode

    def stop(self) -> None:
        self.browser.close()
        self.process.kill()
        self.ended()


@dataclass
class Machine:
    """Where the database is, and processes that are started on it."""

    folder: Path
    settings: Settings
    token: str
    started: list[Running]
    form: str = FORM

    def start(self, die: str = "", wrapped: tuple[str, ...] = (), inside: Path | None = None) -> Running:
        folder, port_file = inside or self.folder, self.folder / f"port-{len(self.started)}"
        process = forks().Process(
            target=start, args=(folder, port_file, self.settings.secret_key, die, wrapped), daemon=True
        )
        process.start()
        until(lambda: port_file.exists() or not process.is_alive())
        running = Running(process, int(port_file.read_text()), self.token, folder, self.form)
        self.started.append(running)
        return running

    def count(self, table: str) -> int:
        engine = build_engine(self.settings.database_url)
        with engine.connect() as connection:
            number: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608  # the tests name the tables
        engine.dispose()
        return number


@contextmanager
def started_on(tmp_path: Path, peopled: Path, settings: Settings, form: str = FORM) -> Iterator[Machine]:
    """A copy of the cast's database, with a Host who is signed in, in front of `form`."""
    shutil.copy(peopled, tmp_path / "people.sqlite3")
    own = replace(settings, database_url=f"sqlite:///{tmp_path / 'people.sqlite3'}", instance=tmp_path)
    app = make_app(own)
    with app.app_context():
        report.make_table()
        token = the_cast.new_session(app, "host")
        db.session.remove()
        db.engine.dispose()
    machine = Machine(tmp_path, own, token, [], form)
    yield machine
    for running in machine.started:
        running.stop()
