"""Writers on PostgreSQL wait for each other only where they name the same subject, and never in a circle."""

import logging
from threading import Barrier

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people import records as young_people
from kentcare.db import locks, subjects
from kentcare.db.refused import DatabaseBusy
from kentcare.db.session import db, locked, reading, writing
from kentcare.db.subjects import Subject
from support import the_cast
from support.at_once import at_once, held, is_free
from support.patience import PATIENCE

ON_POSTGRESQL = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
_NUMBERS = (
    subjects.account(1),
    subjects.home(1),
    subjects.young_person(1),
    subjects.job("a job"),
    subjects.address("+447700900001"),
)


@ON_POSTGRESQL
@pytest.mark.parametrize("subject", _NUMBERS, ids=lambda one: one.kind.name)
def test_the_same_subject_is_locked_by_one_at_a_time(either_app: Flask, subject: Subject) -> None:
    with held(either_app, subject):
        assert not is_free(either_app, subject)
    assert is_free(either_app, subject)


@ON_POSTGRESQL
def test_two_who_write_on_different_records_proceed_side_by_side(either_app: Flask) -> None:
    with held(either_app, *_NUMBERS):
        others = (subjects.account(2), subjects.home(2), subjects.young_person(2), subjects.job("another"))
        assert is_free(either_app, *others)
        with either_app.app_context():
            manager = the_cast.viewer(either_app, "service-manager")
            audit.note(Action.VIEWED, manager, young_person=1)  # a look at the record that is being changed
            second = the_cast.viewer(either_app, "personal-adviser-2")
            now = young_people.own_record(the_cast.viewer(either_app, "young-person-2"))
            assert now is not None
            young_people.change(second, "young-person-2", now.changed_at, name="New name", language="en")


@ON_POSTGRESQL
def test_a_writer_that_names_nothing_waits_for_nobody(either_app: Flask) -> None:
    with held(either_app, *_NUMBERS), either_app.app_context(), writing():
        assert reading().scalar(db.select(db.func.count()).select_from(Home)) == 2


@ON_POSTGRESQL
def test_what_was_read_before_the_lock_is_read_again(either_app: Flask) -> None:
    def rename() -> None:
        reading().get_one(Home, 1).name = "Renamed"

    with either_app.app_context(), writing() as session:
        home = session.get_one(Home, 1)
        assert home.name != "Renamed"
        with held(either_app, subjects.home(1), act=rename):
            pass
        with writing(subjects.home(1)):
            assert home.name == "Renamed"


@ON_POSTGRESQL
def test_a_locked_query_reads_what_was_saved_meanwhile(either_app: Flask) -> None:
    def rename() -> None:
        reading().get_one(Home, 1).name = "Renamed"

    with either_app.app_context(), writing() as session:
        home = session.get_one(Home, 1)
        with held(either_app, act=rename):
            pass
        session.scalars(locked(db.select(Home))).all()
        assert home.name == "Renamed"


def _fail_inside(subject: Subject) -> None:
    with writing(subject):
        raise KeyError


@ON_POSTGRESQL
def test_an_inner_part_that_fails_lets_go_of_what_it_locked(either_app: Flask) -> None:
    outer, inner = subjects.home(1), subjects.young_person(1)
    with either_app.app_context(), writing(outer) as session:
        with pytest.raises(KeyError):
            _fail_inside(inner)
        assert locks.held(session) == {outer}
        assert is_free(either_app, inner)
        assert not is_free(either_app, outer)


@ON_POSTGRESQL
def test_more_people_are_locked_than_the_server_has_room_for_locks(either_app: Flask) -> None:
    """A lock by number stands in the server's memory, which by default has room for 6,400."""
    with either_app.app_context(), writing(*map(subjects.young_person, range(20_000))):
        pass
    assert not _is_late(either_app)


def _is_late(app: Flask) -> bool:
    with app.app_context(), writing() as session:
        return bool(locks.held(session))


def test_what_is_locked_out_of_order_is_said(
    either_app: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On both databases, so that a test on either finds it."""
    monkeypatch.setattr(logging.getLogger("kentcare.db.locks"), "handlers", [caplog.handler])
    with either_app.app_context(), writing(subjects.young_person(1)), writing(subjects.home(1)):
        pass
    assert "locked out of order: HOME after YOUNG_PERSON" in caplog.text


@ON_POSTGRESQL
@pytest.mark.parametrize("early", [subjects.home(1), subjects.job("a job")], ids=["row", "number"])
def test_what_is_locked_out_of_order_is_not_waited_for(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch, early: Subject
) -> None:
    monkeypatch.setattr(logging.getLogger("kentcare.db.locks"), "handlers", [])
    late = subjects.young_person(1)
    with held(either_app, early), either_app.app_context(), pytest.raises(DatabaseBusy), writing(late):
        _lock(early)
    with either_app.app_context(), writing(late):
        _lock(early)


def _lock(subject: Subject) -> None:
    with writing(subject):
        pass


@ON_POSTGRESQL
def test_two_who_wait_for_each_other_are_told_that_it_is_busy(either_app: Flask) -> None:
    """Rows that a statement locks by itself know no order. PostgreSQL ends one of the two."""
    both = Barrier(2)

    def swap(writer: int) -> None:
        with writing() as session:
            first, second = (1, 2) if writer else (2, 1)
            session.get_one(Home, first).name = "first"
            session.flush()
            both.wait(PATIENCE)
            session.get_one(Home, second).name = "second"
            session.flush()

    answers = at_once(either_app, swap, 2)
    assert sorted(type(one).__name__ for one in answers) == ["DatabaseBusy", "NoneType"]


@ON_POSTGRESQL
def test_nothing_locks_by_one_number_for_all(either_app: Flask) -> None:
    with either_app.app_context(), writing() as session:
        number = session.connection().exec_driver_sql(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        assert number.scalar_one() == 0
