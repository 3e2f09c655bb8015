"""Whether a process says that it is ready, and for how long somebody waits to hear it."""

from pathlib import Path
from threading import Event

import pytest

from kentcare.operations.monitoring import readiness
from kentcare.operations.monitoring.readiness import Readiness, can_write


def test_it_says_what_was_found_and_asks_again_only_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["migration", None])
    ready = Readiness(lambda: next(answers))
    assert [ready.word(), ready.word()] == ["migration", "migration"]
    ready._look_at = float("-inf")
    assert [ready.word(), ready.word()] == [None, None]


def test_a_database_that_hangs_holds_nobody_up_and_is_asked_by_one_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readiness, "_PATIENCE", 0.05)
    hangs, asked = Event(), []

    def ask() -> None:
        asked.append(1)
        hangs.wait()

    ready = Readiness(ask)
    for _ in range(3):
        ready._look_at = float("-inf")
        assert ready.word() == "database"
    # It answered three times while the one who asks still waits.
    assert not hangs.is_set()
    assert len(asked) == 1
    hangs.set()
    assert ready._asking is not None
    ready._asking.join()
    ready._look_at = float("-inf")
    assert ready.word() is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_one_that_breaks_is_not_ready() -> None:
    def ask() -> None:
        raise RuntimeError("broken")

    assert Readiness(ask).word() == "database"


def test_a_folder_that_is_a_file_cannot_be_written_and_nothing_stays_in_one_that_can(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not can_write(tmp_path / "file")
    assert can_write(tmp_path / "folder")
    assert list((tmp_path / "folder").iterdir()) == []
