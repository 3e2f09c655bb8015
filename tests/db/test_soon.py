"""What must not wait is written at once, or again and again until it is."""

from functools import partial
from threading import Event

import pytest

from kentcare.db import soon as module
from kentcare.db.attach import database_only
from kentcare.db.refused import DatabaseBusy
from kentcare.db.soon import soon
from support.patience import PATIENCE


def test_what_can_be_written_is_written_at_once(sqlite: str) -> None:
    asked: list[float | None] = []
    with database_only(sqlite):
        soon(asked.append)
    assert asked == [module._AT_ONCE]


def test_what_cannot_is_tried_again_and_holds_up_nobody(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSE_SECONDS", 0)
    works, done, tries = Event(), list[int](), list[float | None]()

    def write(number: int, wait: float | None) -> None:
        tries.append(wait)
        if not works.is_set():
            raise DatabaseBusy("Nothing was saved.")
        done.append(number)
        if len(done) == 3:
            over.set()

    over = Event()
    with database_only(sqlite):
        for number in range(3):
            soon(partial(write, number))
        assert (done, tries[0]) == ([], module._AT_ONCE)
        works.set()
        assert over.wait(PATIENCE)
    assert sorted(done) == [0, 1, 2]


def test_one_that_breaks_is_let_go_and_the_others_are_not(
    sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAUSE_SECONDS", 0)
    over, first = Event(), list[float | None]()

    def breaks(wait: float | None) -> None:
        if wait is not None:
            raise DatabaseBusy("Nothing was saved.")
        raise ValueError

    def works(wait: float | None) -> None:
        if not first:
            first.append(wait)
            raise DatabaseBusy("Nothing was saved.")
        over.set()

    with database_only(sqlite):
        soon(breaks)
        soon(works)
        assert over.wait(PATIENCE)
