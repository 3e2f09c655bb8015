"""The site in a process of its own, on a database of its own, that a test may kill."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import requests
from bs4 import BeautifulSoup
from sqlalchemy import text

from kentcare.config import Settings
from kentcare.db.engine import build_engine
from kentcare.db.session import db
from support import report, the_cast
from support.html import one
from support.long_forms import hidden, shown
from support.patience import PATIENCE, until
from support.site import make_app

HERE = Path(__file__).resolve().parent
FORM = "/en/report/2026-11"


@dataclass
class Running:
    """A running process and a browser in front of it. `folder` is where the process has its database."""

    process: subprocess.Popen[bytes]
    port: int
    token: str
    folder: Path
    form: str = FORM

    def __post_init__(self) -> None:
        self.browser = requests.Session()
        self.browser.cookies.set("session", self.token)

    def page(self) -> BeautifulSoup:
        answer = self.browser.get(f"http://127.0.0.1:{self.port}{self.form}", timeout=PATIENCE)
        return BeautifulSoup(answer.text, "html.parser")

    def post(self, page: BeautifulSoup, do: str, **typed: str) -> requests.Response:
        form = one(page, "form.long")
        return self.browser.post(
            f"http://127.0.0.1:{self.port}{form['action']}",
            data=hidden(form) | shown(page) | typed | {"_do": do},
            timeout=PATIENCE,
            allow_redirects=False,
        )

    def stop(self) -> None:
        self.browser.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


@dataclass
class Machine:
    """Where the database is, and processes that are started on it."""

    folder: Path
    settings: Settings
    token: str
    started: list[Running]
    form: str = FORM

    def start(self, die: str = "", wrapped: tuple[str, ...] = (), inside: Path | None = None) -> Running:
        port_file = self.folder / f"port-{len(self.started)}"
        command = [
            *wrapped,
            sys.executable,
            "-m",
            "support.process",
            str(inside or self.folder),
            str(port_file),
        ]
        environment = os.environ | {"SECRET_KEY": self.settings.secret_key, "PYTHONPATH": str(HERE.parent)}
        process = subprocess.Popen(
            [*command, *([die] if die else [])], env=environment, stderr=subprocess.DEVNULL
        )
        until(lambda: port_file.exists() or process.poll() is not None, PATIENCE)
        running = Running(process, int(port_file.read_text()), self.token, inside or self.folder, self.form)
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
