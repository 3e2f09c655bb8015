"""The audit trail can be added to and read. Only the retention command removes, and records that it did."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Executable, delete, select, text, update
from sqlalchemy.exc import DatabaseError

from kentcare.accounts.audit import records
from kentcare.accounts.audit.actions import Action
from kentcare.accounts.audit.models import AuditEvent, AuditRemoval
from kentcare.accounts.audit.records import AdvocacyStaff
from kentcare.db.attach import database_only
from kentcare.db.session import reading, writing

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
OLD = NOW - timedelta(days=400)
ADVOCATES = AdvocacyStaff({"advocate", "advocacy-lead"}, ["adv1"])


@dataclass(frozen=True)
class Somebody:
    id: int = 7
    name: str = "Sam"
    roles: set[str] = field(default_factory=lambda: {"personal-adviser"})


@pytest.fixture
def trail(address: str) -> Iterator[None]:
    """Two old lines, and two that were just written."""
    with database_only(address):
        with writing() as session:
            for days in (400, 500):
                session.add(
                    AuditEvent(at=NOW - timedelta(days=days), action=Action.VIEWED.value, actor_name="Old")
                )
        records.note(Action.VIEWED, Somebody(), young_person=3)
        records.note(Action.SIGNED_IN, Somebody())
        yield


def lines() -> int:
    return records.count_before(datetime(2100, 1, 1, tzinfo=UTC))


def refused(words: str, *statements: Executable) -> None:
    """None of these statements does anything: the database says why."""
    for statement in statements:
        with pytest.raises(DatabaseError, match=words), writing() as session:
            session.execute(statement)


@pytest.mark.usefixtures("trail")
def test_a_line_cannot_be_changed() -> None:
    refused(
        "cannot be changed",
        update(AuditEvent).values(actor_name="Somebody else"),
        update(AuditEvent).where(AuditEvent.actor_name == "Old").values(about="x"),
        text("UPDATE audit_event SET id = id"),
    )
    assert set(reading().scalars(select(AuditEvent.actor_name))) == {"Old", "Sam"}


@pytest.mark.usefixtures("trail")
def test_a_line_cannot_be_removed() -> None:
    refused("is kept", delete(AuditEvent), delete(AuditEvent).where(AuditEvent.at < OLD))
    assert lines() == 4


@pytest.mark.usefixtures("trail")
def test_a_line_cannot_be_replaced_by_another_of_its_number() -> None:
    """SQLite's REPLACE removes a row without asking the rule about removing, unless it is told to ask."""
    if reading().get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    number = reading().scalar(select(AuditEvent.id).limit(1))
    columns = "(id, at, action, actor_roles)"
    for way in ("REPLACE INTO", "INSERT OR REPLACE INTO"):
        refused(
            "cannot be changed",
            text(f"{way} audit_event {columns} VALUES ({number}, '2026-01-01', 'viewed', '')"),
        )


def test_the_whole_trail_cannot_be_emptied_at_once(address: str) -> None:
    with database_only(address):
        if reading().get_bind().dialect.name == "sqlite":
            pytest.skip("SQLite has no TRUNCATE")
        records.note(Action.SIGNED_IN, Somebody())
        refused("is kept", text("TRUNCATE audit_event"), text("TRUNCATE audit_event CASCADE"))
        refused("is kept", text("TRUNCATE audit_removal"))
        assert lines() == 1


@pytest.mark.usefixtures("trail")
def test_the_retention_command_removes_what_is_older_and_says_so() -> None:
    assert records.count_before(OLD) == 1
    assert records.remove_before(OLD, NOW) == 1
    assert lines() == 3
    removal = reading().scalars(select(AuditRemoval)).one()
    assert (removal.at, removal.before, removal.removed) == (NOW, OLD, 1)


@pytest.mark.usefixtures("trail")
def test_many_entries_are_removed_and_recorded_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part is a transaction of its own, so that whoever looks at a record is not held up."""
    monkeypatch.setattr(records, "_REMOVED_AT_ONCE", 1)
    assert records.remove_before(NOW + timedelta(days=1), NOW) == 2
    assert lines() == 2
    assert reading().scalars(select(AuditRemoval.removed)).all() == [1, 1, 0]


@pytest.mark.usefixtures("trail")
def test_the_day_itself_stays() -> None:
    """One of the lines is exactly as old as that."""
    assert records.remove_before(NOW - timedelta(days=500), NOW) == 0
    assert lines() == 4


@pytest.mark.usefixtures("trail")
def test_a_removal_that_removed_nothing_is_on_record_too() -> None:
    assert records.remove_before(NOW - timedelta(days=9000), NOW) == 0
    assert reading().scalars(select(AuditRemoval.removed)).all() == [0]


@pytest.mark.usefixtures("trail")
def test_after_a_removal_nothing_more_can_be_removed() -> None:
    records.remove_before(OLD, NOW)
    refused("is kept", delete(AuditEvent), delete(AuditEvent).where(AuditEvent.actor_name == "Old"))


@pytest.mark.usefixtures("trail")
def test_a_removal_cannot_be_opened_again_changed_or_forgotten() -> None:
    records.remove_before(OLD, NOW)
    refused(
        "cannot be changed",
        update(AuditRemoval).values(removed=None),
        update(AuditRemoval).values(before=NOW),
        update(AuditRemoval).values(removed=0),
    )
    refused("stays on record", delete(AuditRemoval))


@pytest.mark.usefixtures("trail")
def test_an_open_removal_lets_nothing_go_that_is_not_older() -> None:
    with pytest.raises(DatabaseError, match="is kept"):
        _remove_more_than_was_said()
    assert lines() == 4


def _remove_more_than_was_said() -> None:
    with writing() as session:
        session.add(AuditRemoval(at=NOW, before=OLD, removed=None))
        session.flush()
        session.execute(delete(AuditEvent))


def test_a_line_is_saved_with_what_it_tells_of_or_not_at_all(address: str) -> None:
    with database_only(address):
        with pytest.raises(KeyError):
            _change_and_fail()
        assert lines() == 0


def _change_and_fail() -> None:
    with writing():
        records.note(Action.CHANGED, Somebody(), young_person=3)
        raise KeyError


def test_each_young_person_of_a_list_can_read_that_a_copy_was_taken(address: str) -> None:
    """Exporting a list is noted for each young person on it, and for nobody else."""
    with database_only(address):
        records.note_each(Action.EXPORTED, Somebody(), [3, 4])
        for young_person in (3, 4):
            (look,) = records.looks_at(young_person, own_account=None, most=5)
            assert (look.action, look.actor_name) == (Action.EXPORTED, "Sam")
            assert records.count_looks_at(young_person, own_account=None) == 1
        assert records.count_looks_at(5, own_account=None) == 0


def test_to_look_at_one_s_own_record_is_nobody_s_business(address: str) -> None:
    with database_only(address):
        records.note(Action.VIEWED, Somebody(id=9), young_person=3)
        records.note(Action.VIEWED, None, young_person=3)
        assert records.count_looks_at(3, own_account=9) == 1
        assert [look.actor_name for look in records.looks_at(3, own_account=9, most=5)] == [None]


def test_the_council_reads_nothing_of_the_advocates(address: str) -> None:
    """Nothing that an advocate did, nothing done to an advocate's account, and no case."""
    with database_only(address):
        advocate = Somebody(8, "Ada", {"advocate"})
        lead = Somebody(9, "Lee", {"advocacy-lead", "advocate"})
        for who in (advocate, lead):
            records.note(Action.SIGNED_IN, who)
            records.note(Action.REFUSED, who, kind="page", about="people")
        records.note(Action.VIEWED, advocate, kind="advocacy case", ref="c1")
        records.note(Action.REFUSED, Somebody(), kind="advocacy case", ref="c1")
        records.note(Action.CHANGED, None, kind="advocacy case", ref="c1", young_person=3)
        records.note(Action.INVITED, None, kind="account", ref="adv1")
        records.note(Action.SIGN_IN_REFUSED, None, kind="account", ref="adv1")
        records.note(Action.REFUSED, Somebody(), kind="account", ref="adv1")
        assert records.council_events(ADVOCATES, most=50) == []
        assert records.count_council_events(ADVOCATES) == 0
        assert len(records.events(most=50)) == lines() == 10


def test_the_council_reads_everything_else(address: str) -> None:
    """A line that says nothing of a kind, a ref or a person is among it."""
    with database_only(address):
        records.note(Action.SIGNED_IN, Somebody())
        records.note(Action.SIGN_IN_REFUSED, None)
        records.note(Action.INVITED, None, kind="account", ref="acc1")
        records.note(Action.CLOSED, Somebody(), kind="account", ref=None)
        records.note(Action.HANDED_ON, Somebody(), kind="home", ref="adv1")  # a home may have any ref
        records.note(Action.VIEWED, Somebody(roles={"advocate-in-name-only"}), young_person=3)
        assert records.count_council_events(ADVOCATES) == lines() == 6
        assert [one.action for one in records.council_events(ADVOCATES, most=2)] == [
            Action.VIEWED,
            Action.HANDED_ON,
        ]
        assert records.count_council_events(ADVOCATES, action=Action.CLOSED) == 1
        assert len(records.council_events(ADVOCATES, most=50, skip=4)) == 2
