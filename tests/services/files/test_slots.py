"""A host draws a few files at once, and one of each sender, however many processes it has."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kentcare.services.files import slots
from kentcare.services.files.rules import FileRefused, Refusal
from kentcare.services.files.slots import Slots
from kentcare.services.files.store import CannotStore


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_WAIT", 0.2)


@contextmanager
def _other_process(folder: Path, sender: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a place until its standard input ends."""
    script = (
        "import sys; from pathlib import Path; from kentcare.services.files.slots import Slots\n"
        f"with Slots(Path({str(folder)!r})).taken({sender!r}):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    command = (sys.executable, "-c", script)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def _is_busy(folder: Path, sender: str) -> bool:
    try:
        with Slots(folder).taken(sender):
            return False
    except FileRefused as refused:
        return refused.reason is Refusal.BUSY


def test_one_of_each_sender_and_two_in_all(tmp_path: Path) -> None:
    with _other_process(tmp_path, "a"):
        assert _is_busy(tmp_path, "a")
        assert not _is_busy(tmp_path, "b")
        with Slots(tmp_path).taken("b"):
            assert _is_busy(tmp_path, "b")
            assert _is_busy(tmp_path, "c")
        assert not _is_busy(tmp_path, "c")
    assert not _is_busy(tmp_path, "a")


def test_a_process_that_is_killed_gives_its_place_back(tmp_path: Path) -> None:
    with _other_process(tmp_path, "a") as process:
        process.kill()
        process.wait()
        assert not _is_busy(tmp_path, "a")


def test_a_sender_whose_file_ends_badly_may_send_another(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), Slots(tmp_path).taken("a"):
        raise RuntimeError
    assert not _is_busy(tmp_path, "a")


def test_a_folder_that_cannot_be_written_is_our_fault(tmp_path: Path) -> None:
    (tmp_path / "drawing").write_text("in the way")
    with pytest.raises(CannotStore), Slots(tmp_path / "drawing").taken("a"):
        pass
