"""A real process that is killed, a real disk that is full, and several who post at once."""

import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from kentcare.config import Settings
from support import host_report as reports
from support.html import attribute, one, page_of
from support.long_forms import WHOLE, hidden, shown
from support.machine import FORM, Machine, started_on
from support.patience import PATIENCE
from support.pictures import photograph
from support.small_disk import own_mounts


@dataclass(frozen=True)
class Form:
    """A long form, what is typed into it, and how many rows there are once it was sent."""

    address: str
    whole: dict[str, str]
    rows: dict[str, int]


MADE_FOR_TESTS = Form(FORM, WHOLE, {"test_report": 1, "sent_form": 1, "outgoing_message": 1})
REPORT = Form(reports.FORM, reports.WHOLE, {"monthly_report": 1, "skill_level": 6, "sent_form": 1})
on_both = pytest.mark.parametrize(
    "form", [MADE_FOR_TESTS, REPORT], ids=["for tests", "report"], indirect=True
)


@pytest.fixture
def form(request: pytest.FixtureRequest) -> Form:
    found: Form = getattr(request, "param", MADE_FOR_TESTS)
    return found


@pytest.fixture
def machine(form: Form, tmp_path: Path, peopled: Path, settings: Settings) -> Iterator[Machine]:
    with started_on(tmp_path, peopled, settings, form.address) as machine:
        yield machine


def counted(machine: Machine, form: Form) -> dict[str, int]:
    return {table: machine.count(table) for table in form.rows}


@on_both
def test_killed_before_it_is_saved(machine: Machine, form: Form) -> None:
    running = machine.start("before_commit")
    running.post(running.page(), "save", health="Well")
    with pytest.raises(requests.ConnectionError):
        running.post(running.page(), "send", **form.whole)
    assert running.ended() == -signal.SIGKILL
    assert set(counted(machine, form).values()) == {0}
    again = machine.start()
    page = again.page()
    assert shown(page) == {"health": "Well"}
    assert again.post(page, "send", **form.whole).status_code == 303
    assert counted(machine, form) == form.rows


@on_both
def test_killed_after_it_is_saved_and_before_it_answers(machine: Machine, form: Form) -> None:
    running = machine.start("after_commit")
    page = running.page()
    with pytest.raises(requests.ConnectionError):
        running.post(page, "send", **form.whole)
    assert running.ended() == -signal.SIGKILL
    assert counted(machine, form) == form.rows
    again = machine.start()
    assert again.post(page, "send", **form.whole).status_code == 303
    assert again.page().select_one(".reference") is not None
    assert counted(machine, form) == form.rows
    assert machine.count("draft") == 0


@on_both
def test_five_at_once_are_one(machine: Machine, form: Form) -> None:
    running = machine.start()
    page = running.page()
    with ThreadPoolExecutor(5) as together:
        answers = list(together.map(lambda _: running.post(page, "send", **form.whole), range(5)))
    assert [answer.status_code for answer in answers] == [303] * 5
    assert {answer.headers["Location"] for answer in answers} == {form.address}
    assert counted(machine, form) == form.rows


def test_a_full_disk(machine: Machine, tmp_path: Path) -> None:
    way = own_mounts()
    if not way:
        pytest.skip("this machine lets nobody mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        f'mount -t tmpfs -o size=4m tmpfs "{disk}" && cp "{tmp_path}"/people.sqlite3* "{disk}" && exec "$@"'
    )
    running = machine.start(wrapped=(*way, "sh", "-c", script, "sh"), inside=disk)
    # The disk as the process sees it.
    seen = Path(f"/proc/{running.process.pid}/root{disk}")
    page = running.page()
    assert running.post(page, "save", health="Well").status_code == 303
    page = running.page()
    _fill(seen / "ballast")
    long = {**WHOLE, "hard": "Much was hard. " * 5000}
    for do in ("save", "send"):
        answer = running.post(page, do, **long)
        assert answer.status_code == 503
        again = page_of(answer)
        assert "Your words are still on this page" in one(again, "[role=alert]").text
        assert shown(again)["hard"] == long["hard"]
    assert shown(running.page()) == {"health": "Well"}
    (seen / "ballast").unlink()
    assert running.post(again, "send").status_code == 303
    assert running.page().select_one(".reference") is not None


def test_an_upload_that_is_cut_half_way(machine: Machine) -> None:
    """The connection breaks when half of the photograph is there: none of it is kept, and the answers are."""
    running = machine.start()
    assert running.post(running.page(), "save", health="Well").status_code == 303
    form = one(running.page(), "form.long")
    typed = hidden(form) | {"health": "Better"}
    url = f"http://127.0.0.1:{running.port}{attribute(form, 'action')}"
    sent = requests.Request("POST", url, data=typed, files={"_files": ("a.jpg", photograph())})
    whole = running.browser.prepare_request(sent)
    assert isinstance(whole.body, bytes)
    lines = [f"{name}: {value}" for name, value in whole.headers.items() if isinstance(value, str)]
    head = "\r\n".join(
        [f"POST {attribute(form, 'action')} HTTP/1.1", f"Host: 127.0.0.1:{running.port}", *lines, "", ""]
    )
    with socket.create_connection(("127.0.0.1", running.port), PATIENCE) as connection:
        connection.sendall(head.encode() + whole.body[:-1000])
        connection.shutdown(socket.SHUT_WR)
        # Until the server has seen it and is done.
        while connection.recv(4096):
            pass
    assert not list((running.folder / "files").glob("*"))
    assert machine.count("stored_file") == 0
    assert shown(running.page()) == {"health": "Well"}
    # The same whole, to see that it was the cut.
    assert running.browser.send(whole, timeout=PATIENCE, allow_redirects=False).status_code == 303
    assert (machine.count("stored_file"), len(list((running.folder / "files").glob("*")))) == (1, 1)


def _fill(file: Path) -> None:
    """Fill the disk of a file to the last byte."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(handle, bytes(4096))
    except OSError:
        os.close(handle)
