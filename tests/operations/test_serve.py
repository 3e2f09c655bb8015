"""`kentcare serve` takes an empty folder to a site that answers, and stops when it is told to."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from kentcare.db import records
from kentcare.db.attach import database_only
from kentcare.offer.pages import views
from kentcare.operations import serve
from support.patience import ONE_TRY, PATIENCE, until


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def _wait_until_it_answers(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Asks again and again: nothing else tells from outside that a server has begun to listen."""

    def answers() -> bool:
        assert server.poll() is None, "it ended"
        try:
            return requests.get(address, timeout=ONE_TRY).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False

    until(answers)


@pytest.fixture
def server(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    port = str(_free_port())
    environment = os.environ | {
        "KENTCARE_INSTANCE": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'kentcare.sqlite3'}",
    }
    command = [str(Path(sys.executable).parent / "kentcare"), "serve", "--demo", "--port", port]
    with subprocess.Popen(command, env=environment) as server:
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", server)
            yield server
        finally:
            server.terminate()


def test_it_migrates_loads_demo_data_answers_and_stops_when_interrupted(
    server: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    with database_only(f"sqlite:///{tmp_path / 'kentcare.sqlite3'}"):
        assert records.marked_at(records.DEMO)
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=PATIENCE) == 0


def test_content_is_read_before_the_processes_are_made_that_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    class Server:
        def __init__(self, *_words: object, **_more: object) -> None: ...

        def serve(self) -> None:
            done.append("served")

    monkeypatch.setattr("granian.Granian", Server)
    monkeypatch.setattr(os, "register_at_fork", lambda **_: None)
    monkeypatch.setattr(views, "read_content", lambda: done.append("read"))
    serve._listen("127.0.0.1", 8000, workers=2, production=False)
    assert done == ["read", "served"]
