"""Nobody waits for a list that is checked, and on PostgreSQL few for one that is written."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people import records as young_people
from kentcare.db import subjects
from kentcare.desk.imports import records
from kentcare.desk.imports.locking import subjects_of
from kentcare.desk.imports.questions import Answers, OverPlacesUndecided
from kentcare.desk.imports.rules import CheckedList, ListKind
from kentcare.hosting.arrangements.over_places import OverPlacesDecision
from kentcare.hosting.arrangements.records import case_system
from support import the_cast
from support.at_once import WRITERS, at_once, is_free, kinds
from support.lists import HOMES, HOUSEHOLDS, PEOPLE, STAYS, TERMS, listed
from support.patience import PATIENCE
from support.places import places

TODAY, NOW = date(2026, 11, 25), datetime(2026, 11, 25, 12, tzinfo=UTC)
LIST = listed(PEOPLE, "C1,Renamed by the list,2008-03-27,en,", "N1,Sam Example,2009-01-02,,")


def in_another_thread(app: Flask, act: Callable[[], object]) -> None:
    """Do something in another connection, and wait until it is done."""
    failed: list[BaseException] = []

    def work() -> None:
        with app.app_context():
            try:
                act()
            except BaseException as error:
                failed.append(error)

    other = Thread(target=work)
    other.start()
    other.join(PATIENCE)
    assert not failed, failed


def while_it_is_checked(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> list[int]:
    """Do something each time that a list is checked. Returns a list with an entry for each time."""
    check, times = records._check, list[int]()

    def slow(*args: Any) -> CheckedList[Any]:
        times.append(1)
        if len(times) == 1:
            act()
        return check(*args)

    monkeypatch.setattr(records, "_check", slow)
    return times


def name_of(app: Flask, number: str) -> str:
    with app.app_context():
        return young_people.from_case_system()[number][1].name


def test_whoever_looks_at_a_record_does_not_wait_while_a_list_is_checked(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look() -> None:
        in_another_thread(either_app, lambda: audit.note(Action.VIEWED, None, young_person=1))

    times = while_it_is_checked(monkeypatch, look)
    with either_app.app_context():
        records.import_rows(ListKind.YOUNG_PEOPLE, LIST, None, TODAY, NOW)
    assert len(times) == 1
    assert name_of(either_app, "C1") == "Renamed by the list"


def test_what_was_saved_while_a_list_was_checked_is_seen(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another list was quicker, and has brought in the same young person under another name."""
    other = listed(PEOPLE, "N1,Another Example,2009-01-02,,")

    def be_quicker() -> None:
        in_another_thread(
            either_app, lambda: records.import_rows(ListKind.YOUNG_PEOPLE, other, None, TODAY, NOW)
        )

    while_it_is_checked(monkeypatch, be_quicker)
    with either_app.app_context():
        done = records.import_rows(ListKind.YOUNG_PEOPLE, LIST, None, TODAY, NOW)
    assert (len(done.new), len(done.changed)) == (0, 2)
    assert name_of(either_app, "N1") == "Sam Example"


def test_what_was_not_shown_is_not_written(either_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with either_app.app_context(), either_app.test_request_context("/en/"):
        adviser = the_cast.viewer(either_app, "service-manager")
        checked = records.check(ListKind.YOUNG_PEOPLE, LIST, adviser, TODAY)
        shown = records.preview(ListKind.YOUNG_PEOPLE, checked, adviser, TODAY).mark
    other = listed(PEOPLE, "C1,Another Name,2008-03-27,en,")

    def be_quicker() -> None:
        in_another_thread(
            either_app, lambda: records.import_rows(ListKind.YOUNG_PEOPLE, other, None, TODAY, NOW)
        )

    while_it_is_checked(monkeypatch, be_quicker)
    with (
        either_app.app_context(),
        either_app.test_request_context("/en/"),
        pytest.raises(records.ChangedSinceShown),
    ):
        records.import_shown(ListKind.YOUNG_PEOPLE, LIST, adviser, TODAY, NOW, shown)
    assert name_of(either_app, "C1") == "Another Name"


def test_a_place_that_goes_while_a_list_is_checked_is_asked_about(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = date(2026, 2, 1)
    moved = listed(STAYS, "C1-2,H1-2,standard,2026-01-05,2026-01-31", f"C1-2,H1,standard,{came},")
    places(either_app, 2)

    def be_quicker() -> None:
        in_another_thread(either_app, lambda: places(either_app, 1, first=came))

    while_it_is_checked(monkeypatch, be_quicker)
    with either_app.app_context():
        with pytest.raises(OverPlacesUndecided):
            records.import_rows(ListKind.ARRANGEMENTS, moved, None, TODAY, NOW)
        assert came not in {one.from_day for one in case_system.every_stay()}
        nobody = OverPlacesDecision(None)
        records.import_rows(ListKind.ARRANGEMENTS, moved, None, TODAY, NOW, answers=Answers(nobody))
        assert came in {one.from_day for one in case_system.every_stay()}


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_while_a_list_is_written_others_look_and_save(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, has_written, may_save = records._write, Event(), Event()

    def slow(*args: Any) -> None:
        write(*args)
        has_written.set()
        may_save.wait(PATIENCE)

    def bring_in() -> None:
        with either_app.app_context():
            records.import_rows(ListKind.YOUNG_PEOPLE, LIST, None, TODAY, NOW)

    with either_app.app_context():
        ids = {number: id_ for number, (id_, _facts) in young_people.from_case_system().items()}
        second = the_cast.viewer(either_app, "personal-adviser-2")
    monkeypatch.setattr(records, "_write", slow)
    importer = Thread(target=bring_in)
    importer.start()
    try:
        assert has_written.wait(PATIENCE)
        with either_app.app_context():
            audit.note(Action.VIEWED, second, young_person=ids["C1"])
            young_people.change(second, "young-person-2", NOW, name="Changed meanwhile", language="en")
        assert not is_free(either_app, subjects.young_person(ids["C1"]))
    finally:
        may_save.set()
        importer.join()
    assert name_of(either_app, "C1") == "Renamed by the list"
    assert name_of(either_app, "C1-2") == "Changed meanwhile"


def test_a_list_is_written_once_by_many(either_app: Flask) -> None:
    answered = at_once(
        either_app, lambda _: records.import_rows(ListKind.YOUNG_PEOPLE, LIST, None, TODAY, NOW).unchanged
    )
    assert set(kinds(answered)) <= {"0", "2"}
    with either_app.app_context():
        lines = [one for one in audit.events(most=WRITERS) if one.action is Action.IMPORTED]
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("kind_of_list", "text", "locked"),
    [
        (ListKind.YOUNG_PEOPLE, LIST, {"YOUNG_PERSON"}),
        (ListKind.HOMES, listed(HOMES, f"H1,New,Dover,,{the_cast.email('host')}"), {"ACCOUNT", "HOME"}),
        (ListKind.ARRANGEMENTS, listed(STAYS, "C1,H1,complex,2026-01-05,"), {"HOME", "YOUNG_PERSON"}),
        (ListKind.HOUSEHOLDS, listed(HOUSEHOLDS, "H1,2024-06-14,no,yes"), {"HOME"}),
        (
            ListKind.TERMS,
            listed(TERMS, f"H1,2,2025-09-01,,{the_cast.email('head-of-service')},2025-08-01"),
            {"ACCOUNT", "HOME"},
        ),
    ],
    ids=list(ListKind),
)
def test_what_a_list_changes_is_locked(
    people_app: Flask, kind_of_list: ListKind, text: str, locked: set[str]
) -> None:
    with people_app.app_context():
        checked = records.check(kind_of_list, text, None, TODAY)
        assert not checked.faults
        assert {one.kind.name for one in subjects_of(checked)} == locked
