"""The processes that answer are replaced as often as they end, and all of them end when they are told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from kentcare.operations.server import supervisor
from support.every import some
from support.forks import TESTS
from support.patience import ONE_TRY, PATIENCE, until


@dataclass
class RunningServer:
    """A small server, in a process group of its own as a terminal gives one to `make serve`."""

    process: "subprocess.Popen[bytes]"
    address: str
    log: Path

    def ask(self, path: str = "/") -> int | None:
        """The number of the process that answers; None where none does."""
        try:
            alone = {"Connection": "close"}
            return int(requests.get(self.address + path, timeout=ONE_TRY, headers=alone).text)
        except (requests.ConnectionError, requests.Timeout):
            return None

    def workers(self) -> list[str]:
        """The numbers of its workers, also of those that do not answer yet."""
        return Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()

    def has_ended(self) -> bool:
        """Whether it ends, and its workers with it: by themselves, not killed after a time."""
        return self.process.wait(PATIENCE) == 0 and "Killing" not in self.log.read_text()

    def signal_group(self, *numbers: signal.Signals) -> None:
        for number in numbers:
            os.killpg(self.process.pid, number)


# `start(2)`: a server of two workers that answers; with `is_heard=False` one that has only just begun.
Start = Callable[..., RunningServer]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def begin(workers: int, *, is_heard: bool = True) -> RunningServer:
            with socket.socket() as asked:
                asked.bind(("127.0.0.1", 0))
                port: int = asked.getsockname()[1]
            log = stack.enter_context((tmp_path / "log").open("w"))
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "support.small_server", str(port), str(workers)],
                    cwd=tmp_path,
                    env=os.environ | {"PYTHONPATH": str(TESTS)},
                    stdout=log,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
            stack.callback(process.kill)
            running = RunningServer(process, f"http://127.0.0.1:{port}", tmp_path / "log")
            if is_heard:
                until(running.ask)
            return running

        yield begin


def test_a_worker_that_ends_again_and_again_is_replaced_each_time(start: Start) -> None:
    server, seen = start(1), set()
    for _ in range(4):
        until(server.ask)
        seen.add(server.ask())
        server.ask("/die")
    until(server.ask)
    assert len(seen) == 4
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0


def test_headers_longer_than_any_browser_sends_are_not_read(start: Start) -> None:
    server = start(1)
    until(server.ask)

    def status(length: int) -> int:
        junk = {"Accept-Encoding": "a," * (length // 2), "Connection": "close"}
        return requests.get(server.address, timeout=PATIENCE, headers=junk).status_code

    assert [status(20_000), status(60_000)] == [200, 431]


@pytest.mark.parametrize("stop", some(range(100), 6))
def test_it_ends_however_many_signals_come(start: Start, stop: int, tmp_path: Path) -> None:
    """One, two or five at once, to the whole group, while a request is under way."""
    server = start(2)
    (tmp_path / "wait").touch()
    numbers = [signal.SIGTERM, signal.SIGINT, signal.SIGTERM, signal.SIGINT, signal.SIGINT]
    with ThreadPoolExecutor(1) as other:
        asked = other.submit(server.ask, "/wait")
        server.signal_group(*numbers[: (1, 2, 5)[stop % 3]])
        (tmp_path / "wait").unlink()
        asked.result(PATIENCE)
    assert server.has_ended()
    assert server.ask() is None


_HOST = b"Host: 127.0.0.1\r\n"
_SETTINGS = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"


@pytest.mark.parametrize(
    ("sent", "begins"),
    [
        # HTTP/2 without TLS: begun at once, and by an upgrade, which is not granted.
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + _SETTINGS, b""),
        (
            b"GET / HTTP/1.1\r\n" + _HOST + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            b"HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n",
            b"HTTP/1.1 200 ",
        ),
        # What another server might take for the end of another request.
        (
            b"POST / HTTP/1.1\r\n" + _HOST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
            b"HTTP/1.1 400 ",
        ),
        (b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n", b"HTTP/1.1 400 "),
        (b"GET / HTTP/1.1\r\n" + _HOST + b"X: a\x00b\r\n\r\n", b"HTTP/1.1 400 "),
        (b"GET / HTTP/1.1\r\n" + _HOST + b" folded\r\n\r\n", b"HTTP/1.1 400 "),
    ],
    ids=["http/2", "upgrade", "two lengths", "space", "nought", "folded"],
)
def test_only_http_1_is_spoken_and_no_request_has_two_ends(start: Start, sent: bytes, begins: bytes) -> None:
    server = start(1)
    with socket.create_connection(("127.0.0.1", int(server.address.rpartition(":")[2])), PATIENCE) as line:
        line.sendall(sent)
        answer = line.recv(4096)
    assert answer[: len(begins) or None] == begins


def test_a_request_that_is_under_way_is_answered_though_the_worker_is_told_again_and_again_to_stop(
    start: Start, tmp_path: Path
) -> None:
    server = start(1)
    (tmp_path / "wait").touch()
    with ThreadPoolExecutor(1) as other:
        asked = other.submit(server.ask, "/wait")
        until((tmp_path / "waits").exists)
        server.process.terminate()
        time.sleep(4 * supervisor.TELL_EVERY)
        (tmp_path / "wait").unlink()
        assert asked.result(PATIENCE)
    assert server.has_ended()


@pytest.mark.parametrize("stop", some(range(100), 4))
def test_a_worker_that_has_just_begun_ends_when_it_is_told(start: Start, stop: int) -> None:
    """At each moment of its first tenth of a second."""
    server = start(2, is_heard=False)
    until(lambda: len(server.workers()) == 2)
    time.sleep(stop / 1000)
    server.signal_group(*[signal.SIGTERM] * (1, 2, 5)[stop % 3])
    assert server.has_ended()


def test_its_workers_end_with_it_though_it_is_killed(start: Start) -> None:
    server = start(2)
    server.ask("/die")
    until(lambda: len(server.workers()) == 2 and server.ask())  # one of them came later
    workers = server.workers()
    server.process.kill()
    until(lambda: not any(_lives(worker) for worker in workers))
    assert server.ask() is None


def test_a_worker_that_has_just_begun_ends_with_it(start: Start) -> None:
    server = start(2, is_heard=False)
    until(lambda: len(server.workers()) == 2)
    workers = server.workers()
    server.process.kill()
    until(lambda: not any(_lives(worker) for worker in workers))


def _lives(worker: str) -> bool:
    """Whether there is a process of that number which has not ended."""
    try:
        return Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
