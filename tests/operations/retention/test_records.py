"""The dry run says what the retention schedule says, and the job does exactly that. On both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
import yaml
from flask import Flask
from sqlalchemy import func, select, text

from kentcare import paths
from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.models import YoungPerson
from kentcare.cases.young_people.record import RecordSummary
from kentcare.db.model import Model
from kentcare.db.session import db, reading, writing
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.operations.holds import records as holds
from kentcare.operations.retention import records
from kentcare.operations.retention.models import RetentionRun
from kentcare.operations.retention.rules import RecordKind, RetentionPeriod
from kentcare.services.files import records as files
from kentcare.services.long_forms import records as long_forms
from support import the_cast
from support.old_rows import COUNT, MAKE, account, add, add_account, add_line, add_young_person, count
from support.pictures import photograph
from support.retention import LONG_AGO, NOW, Says, by_kind

SECOND = timedelta(seconds=1)
# By hand, from the file: what is from before this goes. Somebody new says here what their figure means.
CUTOFFS = {
    "drafts": ("60 days", datetime(2026, 9, 27, 3, 0, tzinfo=UTC)),
    "browser_drafts": ("24 hours", datetime(2026, 11, 25, 3, 0, tzinfo=UTC)),
    "sent_forms": ("1 year", datetime(2025, 11, 26, 3, 0, tzinfo=UTC)),
    "messages": ("30 days", datetime(2026, 10, 27, 3, 0, tzinfo=UTC)),
    "sessions": ("1 day", datetime(2026, 11, 25, 3, 0, tzinfo=UTC)),
    "attempts": ("8 days", datetime(2026, 11, 18, 3, 0, tzinfo=UTC)),
    "counts": ("1 hour", datetime(2026, 11, 26, 2, 0, tzinfo=UTC)),
    "closed_proofs": ("30 days", datetime(2026, 10, 27, 3, 0, tzinfo=UTC)),
    "young_people": ("75 years", datetime(1951, 11, 26, tzinfo=UTC)),
}
SCHEDULE = yaml.safe_load((paths.CONTENT / "retention.yaml").read_text())


def both_sides(app: Flask) -> None:
    """Add three of each kind: one a second too old, one just as old as it may be, and one of now."""
    owner = account(app, "host")
    for kind, (_, cutoff) in CUTOFFS.items():
        step = timedelta(days=1) if kind == "young_people" else SECOND
        for at in (cutoff - step, cutoff, NOW):
            add(kind, at, owner)


def test_what_is_written_here_by_hand_is_what_the_file_says() -> None:
    written = {kind: row["how_long"] for kind, row in SCHEDULE.items()}
    assert {kind: how_long for kind, (how_long, _) in CUTOFFS.items()} == {
        kind: how_long for kind, how_long in written.items() if how_long[0].isdigit()
    }
    assert set(MAKE) == set(CUTOFFS)


def test_the_dry_run_says_what_the_schedule_says_and_changes_nothing(inside: Flask) -> None:
    both_sides(inside)
    planned = by_kind(records.plan(NOW))
    assert list(planned) == list(SCHEDULE)
    for kind, line in planned.items():
        if kind in CUTOFFS:
            expected = count(kind, CUTOFFS[kind][1])
            assert (line.going, line.held, line.removed) == (expected, 0, None), kind
            assert expected == 1, kind
            is_ours = SCHEDULE[kind]["basis"] == "our choice"
            assert line.row.is_carried_out is (is_ours or SCHEDULE[kind]["confirmed_by_kent"]), kind
        else:
            assert (line.cutoff, line.going) == (None, 0), kind
    assert not reading().scalars(select(RetentionRun)).all()
    assert [count(kind, CUTOFFS[kind][1]) for kind in CUTOFFS] == [1] * len(CUTOFFS)


def test_the_job_does_what_the_dry_run_said(inside: Flask) -> None:
    both_sides(inside)
    everything = {kind: count(kind, NOW + SECOND) for kind in CUTOFFS}
    told = by_kind(records.plan(NOW))
    done = by_kind(records.run(NOW))
    for kind in CUTOFFS:
        gone = everything[kind] - count(kind, NOW + SECOND)
        if kind == "young_people":
            # Only another council does so: it waits for Kent.
            assert (gone, done[kind].removed) == (0, None)
            continue
        assert gone == done[kind].removed == told[kind].going == 1, kind
        assert count(kind, CUTOFFS[kind][1]) == 0, kind
    runs = {row.kind: row.removed for row in reading().scalars(select(RetentionRun))}
    assert runs == {kind: 1 for kind in CUTOFFS if kind != "young_people"}
    removed = [one.about for one in audit.events(most=50, action=Action.REMOVED)]
    assert sorted(filter(None, removed)) == sorted(f"{kind}: 1" for kind in runs)


def test_a_second_run_finds_nothing(inside: Flask) -> None:
    both_sides(inside)
    records.run(NOW)
    assert [line.removed for line in records.run(NOW) if line.removed is not None] == [0] * 8


def test_what_goes_soon_is_told(inside: Flask) -> None:
    add("drafts", NOW - timedelta(days=40), account(inside, "host"))
    add("drafts", NOW - timedelta(days=20), account(inside, "host"))
    assert by_kind(records.plan(NOW))["drafts"].soon == 1


def test_a_message_that_waits_is_not_old(inside: Flask) -> None:
    add("messages", NOW - timedelta(days=90))
    with db.session.no_autoflush:
        db.session.rollback()
    with writing() as session:
        session.execute(text("UPDATE outgoing_message SET next_try_at = made_at, sent_at = NULL"))
    assert by_kind(records.run(NOW))["messages"].removed == 0


def test_an_old_draft_takes_its_files_with_it_and_a_new_one_keeps_its_old_ones(inside: Flask) -> None:
    holder = Holder(account=account(inside, "host"))
    old_files = NOW - timedelta(days=90)
    for form, saved in (("old", NOW - timedelta(days=61)), ("new", NOW - timedelta(days=1))):
        words = {"well": [form]}
        kept = long_forms.save(
            long_forms.FormKey(holder, form), words, form_version=1, began_from=0, now=saved
        )
        files.store(holder, photograph("PNG"), f"{form}.png", files.DRAFT, kept.ref, old_files)
    later = NOW + timedelta(days=400)
    strays = files.compare(later).without_row  # of tests before, which share the folder
    records.run(NOW)
    assert [row["name"] for row in files.held_about(holder.account or 0)] == ["new.png"]
    assert not files.compare(NOW).without_file
    assert files.compare(later).without_row == strays


# The audit trail, once somebody has said how long


def test_the_trail_stays_until_somebody_has_said_how_long(inside: Flask, says: Says) -> None:
    seven = datetime(2019, 11, 26, 3, 0, tzinfo=UTC)
    for at in (seven - SECOND, seven):
        add_line(at)
    assert by_kind(records.run(NOW))["trail"].removed is None
    says("trail", how_long="7 years", basis="our choice")
    before = count("trail", NOW + timedelta(days=400))
    assert by_kind(records.plan(NOW))["trail"].going == 1
    assert by_kind(records.run(NOW))["trail"].removed == 1
    assert count("trail", seven) == 0
    assert count("trail", seven + SECOND) == 1
    assert reading().scalar(text("SELECT count(*) FROM audit_removal WHERE removed = 1")) == 1
    assert before - 1 + 1 == count("trail", NOW + timedelta(days=400))  # one went, and one says so


# Young people


@pytest.mark.parametrize(
    ("born", "goes"), [(date(1951, 11, 25), True), (date(1951, 11, 26), False), (date(2008, 3, 27), False)]
)
def test_a_record_stays_until_the_day_after_the_birthday(
    inside: Flask, says: Says, born: date, goes: bool
) -> None:
    says("young_people", confirmed_by_kent=True)
    add("young_people", datetime.combine(born, datetime.min.time(), UTC))
    add("young_people", NOW)
    assert by_kind(records.plan(NOW))["young_people"].going == int(goes)
    assert by_kind(records.run(NOW))["young_people"].removed == int(goes)
    assert (
        reading().scalar(select(YoungPerson.id).where(YoungPerson.born == born).limit(1)) is None or not goes
    )


def test_a_number_is_never_given_to_a_second_person(inside: Flask, says: Says) -> None:
    """The trail knows people by their number: a new one must not read who looked at somebody of before."""
    says("young_people", confirmed_by_kent=True)
    owner = add_account()
    last = add_young_person(date(1950, 1, 1), owner)
    add_line(NOW - timedelta(days=5), actor=owner, young_person=last)
    assert by_kind(records.run(NOW))[RecordKind.YOUNG_PEOPLE].removed == 1
    assert last not in set(reading().scalars(select(YoungPerson.id)))
    assert owner not in set(reading().scalars(select(Account.id)))
    another = add_account()
    assert another > owner
    assert add_young_person(date(2008, 1, 1), another) > last
    assert COUNT  # the questions by hand are still asked of tables that there are
    assert the_cast.CANARY


# What is held


_KEPT_BY_A_HOLD = ("drafts", "sent_forms", "messages")
# What is held, by its number, and whose things stay then.
_HELD = [
    ("young person", "C1", "young-person"),
    ("account", "young-person@example.org", "young-person"),
    ("account", "host@example.org", "host"),
    ("home", "H1", "host"),
]


@pytest.mark.parametrize(("kind", "number", "whose"), _HELD)
def test_what_is_held_stays_and_what_is_another_s_goes(
    inside: Flask, says: Says, kind: str, number: str, whose: str
) -> None:
    says("trail", how_long="1 year", basis="our choice")
    owner, other = account(inside, whose), account(inside, f"{whose}-2")
    for name in _KEPT_BY_A_HOLD:
        add(name, LONG_AGO, owner)
        add(name, LONG_AGO, other)
    add_line(LONG_AGO, actor=owner)
    add_line(LONG_AGO, actor=other)
    holds.hold(kind, number, "A court asks for it", None, NOW)
    told = by_kind(records.plan(NOW))
    done = by_kind(records.run(NOW))
    for name in (*_KEPT_BY_A_HOLD, "trail"):
        line = told[RecordKind(name)]
        assert (line.going, line.held, done[RecordKind(name)].removed) == (1, 1, 1), name
        assert count(name, NOW - timedelta(days=1)) == 1, name
    holds.lift_number(kind, number, None, NOW)
    done = by_kind(records.run(NOW))
    assert [done[RecordKind(name)].removed for name in _KEPT_BY_A_HOLD] == [1, 1, 1]


def test_a_hold_keeps_who_looked_at_a_young_person(inside: Flask, says: Says) -> None:
    says("trail", how_long="1 year", basis="our choice")
    adviser = account(inside, "personal-adviser")
    record = young_people.find_by_number("C1")
    other = young_people.find_by_number("C1-2")
    assert record
    assert other
    for one in (record, other):
        add_line(LONG_AGO, actor=adviser, young_person=one.id)
    holds.hold("young person", "C1", "An inquiry", None, NOW)
    records.run(NOW)
    assert count("trail", NOW - timedelta(days=1)) == 1


def test_a_young_person_under_a_hold_is_not_removed_on_a_birthday(inside: Flask, says: Says) -> None:
    says("young_people", confirmed_by_kent=True, how_long="1 year")
    holds.hold("young person", "C1", "A court asks for it", None, NOW)
    assert by_kind(records.run(NOW))[RecordKind.YOUNG_PEOPLE].removed == 1
    assert young_people.find_by_number("C1") is not None
    assert young_people.find_by_number("C1-2") is None


def test_a_hold_keeps_somebody_who_has_no_account(inside: Flask, says: Says) -> None:
    says("young_people", confirmed_by_kent=True)
    for _ in range(2):
        add("young_people", datetime(1950, 1, 1, tzinfo=UTC))
    held, other = young_people.born_before(date(1951, 1, 1))
    holds.hold("young person", held.case_number, "A court asks for it", None, NOW)
    records.run(NOW)
    assert young_people.find_by_number(held.case_number) is not None
    assert young_people.find_by_number(other.case_number) is None


def test_all_of_a_young_person_goes_and_nothing_of_another(inside: Flask, says: Says) -> None:
    """Every row of every table that points at them; what they told an advocate is not the council's."""
    says("young_people", confirmed_by_kent=True, how_long="1 year")
    person = young_people.find_by_number("C1")
    assert person
    assert person.account_id
    for kind in ("drafts", "sent_forms", "messages", "sessions", "attempts"):
        add(kind, NOW, person.account_id)
    calendar.make(the_cast.viewer(inside, "young-person"), NOW)
    holds.hold("young person", "C1-2", "Stays", None, NOW)
    before = _rows(inside)
    records.run(NOW)
    after = _rows(inside)
    lost = {name for name in before if after[name] < before[name]}
    assert {"young_person", "account", "arrangement", "role_grant", "draft", "sent_form"} <= lost
    assert after["advocacy_case"] == before["advocacy_case"]
    for table in Model.metadata.tables.values():
        for key in table.foreign_keys:
            gone = {"account": person.account_id, "young_person": person.id}.get(key.column.table.name)
            if gone is not None:
                query = select(key.parent).where(key.parent == gone)
                assert not reading().execute(query).all(), f"{table.name}.{key.parent.name}"


def _rows(_app: Flask) -> dict[str, int]:
    return {
        name: reading().scalar(select(func.count()).select_from(table)) or 0
        for name, table in Model.metadata.tables.items()
    }


def test_a_hold_that_is_set_as_the_job_runs_keeps_somebody(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of whom to remove was made a moment before."""
    find = young_people.born_before

    def found(day: date) -> list[RecordSummary]:
        some = find(day)
        holds.hold("young person", "C1", "A court asks for it", None, NOW)
        return some

    monkeypatch.setattr(young_people, "born_before", found)
    records._remove_young_people(RetentionPeriod(1, "year"), NOW, holds.NOBODY, True)
    assert young_people.find_by_number("C1")
    assert not young_people.find_by_number("C1-2")
