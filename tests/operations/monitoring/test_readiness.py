"""Whether a process says that it is ready, and for how long somebody waits to hear it."""

from threading import Event

import pytest

from kentcare.operations.monitoring import readiness
from kentcare.operations.monitoring.readiness import Readiness
from support.patience import PATIENCE


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands until a test moves it on. Whoever asks waits for as long as an answer takes."""
    stands_at = [100.0]
    monkeypatch.setattr(readiness, "monotonic", lambda: stands_at[0])
    monkeypatch.setattr(readiness, "_PATIENCE", PATIENCE)
    return stands_at


def test_it_says_what_was_found_and_asks_again_only_after_a_while(now: list[float]) -> None:
    answers = iter(["migration", None])
    ready = Readiness(lambda: next(answers))
    assert ready.word() == "migration"
    now[0] += readiness._REMEMBERED_FOR - 0.01
    assert ready.word() == "migration"
    now[0] += 0.01
    assert [ready.word(), ready.word()] == [None, None]


def test_a_database_that_hangs_holds_nobody_up_and_is_asked_by_one_alone(
    monkeypatch: pytest.MonkeyPatch, now: list[float]
) -> None:
    hangs, asked = Event(), []

    def ask() -> None:
        asked.append(1)
        hangs.wait()

    ready = Readiness(ask)
    with monkeypatch.context() as patched:
        patched.setattr(readiness, "_PATIENCE", 0)
        for _ in range(3):
            assert ready.word() == "database"
            now[0] += readiness._REMEMBERED_FOR
    hangs.set()
    assert ready._asking is not None
    ready._asking.join()
    assert len(asked) == 1
    assert ready.word() is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_one_that_breaks_is_not_ready() -> None:
    def ask() -> None:
        raise RuntimeError("broken")

    assert Readiness(ask).word() == "database"
