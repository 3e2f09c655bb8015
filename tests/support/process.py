"""The site with the long form of the tests, in a process of its own that can be killed.

    python -m support.process DATABASE_FOLDER PORT_FILE SECRET_KEY [before_commit | after_commit]

With the last word it kills itself when a form is sent: before that is saved, or after, before it answers.
"""

import os
import secrets
import signal
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from kentcare.config import Settings
from kentcare.db.session import db
from kentcare.services.long_forms.models import SentForm
from support.forks import TESTS
from support.site import make_app


def start(folder: Path, port_file: Path, secret_key: str, die: str, wrapped: tuple[str, ...]) -> None:
    """Run in this process, which says nothing, or as the command that `wrapped` ends with."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    if wrapped:
        os.environ["PYTHONPATH"] = str(TESTS)
        words = (str(folder), str(port_file), secret_key, *([die] if die else []))
        os.execvp(wrapped[0], (*wrapped, sys.executable, "-m", "support.process", *words))  # noqa: S606  # no shell is wanted
    main(folder, port_file, secret_key, die)


def main(folder: Path, port_file: Path, secret_key: str, die: str) -> None:
    settings = Settings(
        database_url=f"sqlite:///{folder / 'people.sqlite3'}", secret_key=secret_key, instance=folder
    )
    app = make_app(settings)
    if die:
        _die_when_sent(die)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    # Renamed when it is whole: who reads it reads a number.
    draft = port_file.with_suffix(f".{secrets.token_hex(4)}")
    draft.write_text(str(server.server_port))
    draft.rename(port_file)
    server.serve_forever()


def _die_when_sent(when: str) -> None:
    sending: list[SentForm] = []

    def note(session: Session, *_: object) -> None:
        sending.extend(one for one in session.new if isinstance(one, SentForm))

    def die(_session: object) -> None:
        if sending:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(db.session.session_factory, "before_flush", note)
    event.listen(db.session.session_factory, when, die)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], "".join(sys.argv[4:]))
