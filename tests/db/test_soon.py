"""What must not wait is written at once, or again and again until it is."""

from functools import partial
from threading import Event

import pytest

from kentcare.db import soon as module
from kentcare.db.attach import database_only
from kentcare.db.refused import DatabaseBusy
from kentcare.db.soon import soon
from support.patience import PATIENCE


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSE_SECONDS", 0)


def test_what_can_be_written_is_written_before_the_answer(
    sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", PATIENCE)
    done: list[int] = []
    with database_only(sqlite):
        soon(partial(done.append, 1))
    assert done == [1]


def test_a_database_that_says_nothing_holds_nobody_up(sqlite: str) -> None:
    """As where packets are swallowed: to connect takes seconds, and whoever leaves has none."""
    answers, done = Event(), Event()

    def hangs() -> None:
        answers.wait(PATIENCE)
        done.set()

    with database_only(sqlite):
        soon(hangs)
        assert not done.is_set(), "it waited for the answer"
        answers.set()
        assert done.wait(PATIENCE)


def test_what_cannot_is_tried_again_and_holds_up_nobody(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 0.01)
    works, over, done = Event(), Event(), list[int]()

    def write(number: int) -> None:
        if not works.is_set():
            raise DatabaseBusy("Nothing was saved.")
        done.append(number)
        if len(done) == 3:
            over.set()

    with database_only(sqlite):
        for number in range(3):
            soon(partial(write, number))
        assert done == []
        works.set()
        assert over.wait(PATIENCE)
    assert sorted(done) == [0, 1, 2]


def test_one_that_breaks_is_let_go_and_the_others_are_not(
    sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 0.01)
    over, tries = Event(), list[int]()

    def breaks() -> None:
        raise ValueError

    def works() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise DatabaseBusy("Nothing was saved.")
        over.set()

    with database_only(sqlite):
        soon(breaks)
        soon(works)
        assert over.wait(PATIENCE)
