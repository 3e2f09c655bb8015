"""Files that wait: each is taken by one, senders take turns, and nothing is left of what is not kept."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from kentcare.accounts.accounts.holder import Holder
from kentcare.services.file_inspection import records
from kentcare.services.file_inspection.records import Taken
from kentcare.services.file_inspection.rules import LEASE_LASTS
from kentcare.services.files import records as files
from kentcare.services.files.rules import JPEG, FileRefused, Refusal
from support import the_cast
from support.pictures import photograph
from support.uploads import in_the_store

pytestmark = pytest.mark.usefixtures("empty_store")
NOW = datetime.now(UTC)
# Keeps a file of somebody, in a draft, and returns its ref.
Send = Callable[..., str]


@pytest.fixture
def send(report_app: Flask) -> Send:
    def keep(name: str = "a.jpg", who: str = "host", about: str = "draft-1", kind: str = files.DRAFT) -> str:
        with report_app.test_request_context("/en/"):
            holder = Holder(account=the_cast.account_id(report_app, who))
            return files.store(holder, photograph(), name, kind, about, NOW).ref

    return keep


def taken_by(app: Flask, worker: str = "one", now: datetime = NOW) -> Taken:
    with app.app_context():
        taken = records.take(worker, now)
    assert taken is not None
    return taken


def name_of(app: Flask, taken: Taken) -> str:
    with app.app_context():
        for ref, key in files.every_file():
            if key == taken.key and (found := files.find(ref)):
                return found.name
    raise AssertionError("it is gone")


def test_what_somebody_has_taken_nobody_else_gets_until_the_lease_is_over(
    report_app: Flask, send: Send
) -> None:
    send()
    first = taken_by(report_app)
    with report_app.app_context():
        assert records.take("two", NOW + LEASE_LASTS - timedelta(seconds=1)) is None
    second = taken_by(report_app, "two", NOW + LEASE_LASTS)
    assert (first.id, first.tries, second.id, second.tries) == (second.id, 1, first.id, 2)


def test_whoever_lost_the_lease_changes_nothing_and_leaves_nothing(report_app: Flask, send: Send) -> None:
    ref = send()
    first, second = taken_by(report_app), taken_by(report_app, "two", NOW + LEASE_LASTS)
    with report_app.app_context():
        records.keep(first, b"of the first", JPEG)
        records.refuse(first, Refusal.BROKEN, NOW, {})
        records.put_back(first, NOW, counts=True)
        stored = files.find(ref)
        assert stored is not None
        assert (stored.is_waiting, stored.refusal) == (True, None)
        records.keep(second, b"of the second", JPEG)
        assert files.content(ref) == b"of the second"
    assert in_the_store(report_app) == 1


def test_senders_take_turns(report_app: Flask, send: Send) -> None:
    """Whoever sends many does not keep others waiting, and has one looked at at a time."""
    for number in range(3):
        send(f"{number}.jpg")
    first = taken_by(report_app)
    assert name_of(report_app, first) == "0.jpg"
    with report_app.app_context():
        assert records.take("two", NOW) is None
    send("other.jpg", who="host-2", about="draft-2")
    other = taken_by(report_app, "two")
    assert name_of(report_app, other) == "other.jpg"
    with report_app.app_context():
        records.keep(first, b"first", JPEG)
        records.keep(other, b"other", JPEG)
    send("another.jpg", who="host-2", about="draft-2")
    # Each has sent one before it.
    assert [name_of(report_app, taken_by(report_app, name)) for name in ("three", "four")] == [
        "1.jpg",
        "another.jpg",
    ]


def test_one_that_is_removed_meanwhile_leaves_nothing(report_app: Flask, send: Send) -> None:
    ref = send()
    taken = taken_by(report_app)
    with report_app.app_context():
        files.remove(ref, files.DRAFT, "draft-1")
        assert in_the_store(report_app) == 0
        records.keep(taken, b"drawn", JPEG)
    assert in_the_store(report_app) == 0


def test_one_whose_form_is_sent_meanwhile_goes_with_it(report_app: Flask, send: Send) -> None:
    ref, told = send(), list[str]()
    other = send(who="host-2", about="draft-2")
    one, two = taken_by(report_app), taken_by(report_app, "two")
    tell = {"certificate": lambda _account, about, _now: told.append(about)}
    with report_app.app_context():
        files.hand_over(files.DRAFT, "draft-1", "certificate", "AAAA-BBBB")
        files.hand_over(files.DRAFT, "draft-2", "certificate", "CCCC-DDDD")
        records.keep(one, b"drawn", JPEG)
        records.refuse(two, Refusal.LOCKED, NOW, tell)
        assert files.content(ref) == b"drawn"
        stored = files.find(other)
        assert stored is not None
        assert (stored.about, stored.refusal) == ("CCCC-DDDD", Refusal.LOCKED)
    assert told == ["CCCC-DDDD"]
    assert in_the_store(report_app) == 1


def test_nobody_is_told_of_a_draft(report_app: Flask, send: Send) -> None:
    """Whoever fills it in has it before them."""
    send()

    def tell(*_: object) -> None:
        pytest.fail("somebody was told")

    with report_app.app_context():
        records.refuse(taken_by(report_app), Refusal.LOCKED, NOW, {"certificate": tell})
    assert in_the_store(report_app) == 0


def test_the_files_of_a_form_are_bounded_together(
    report_app: Flask, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MOST_BYTES_OF_A_FORM", 10)
    send()
    send("b.jpg")
    with report_app.app_context():
        records.keep(taken_by(report_app), bytes(8), JPEG)
        with pytest.raises(FileRefused) as refused:
            records.keep(taken_by(report_app), bytes(3), JPEG)
    assert refused.value.reason is Refusal.TOO_MUCH
    # What is kept, and the other as it came, which whoever refuses it removes.
    assert in_the_store(report_app) == 2


def test_how_many_wait_and_how_long(report_app: Flask, send: Send) -> None:
    later = NOW + timedelta(minutes=7)
    with report_app.app_context():
        assert records.waiting(later) == (0, timedelta())
    send()
    send("b.jpg")
    with report_app.app_context():
        assert records.waiting(later) == (2, timedelta(minutes=7))
