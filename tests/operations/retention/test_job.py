"""S25: the dry run says what the schedule says, and the job does exactly that. On both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
import yaml
from flask import Flask
from sqlalchemy import select, text

from kentcare import paths
from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import db, reading
from kentcare.operations.retention import records
from kentcare.operations.retention.models import RetentionRun
from kentcare.operations.retention.records import Line
from kentcare.services.files import records as files
from kentcare.services.long_forms import records as long_forms
from operations.retention.conftest import Says
from support import the_cast
from support.old_rows import COUNT, MAKE, account, add, add_line, count

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
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
    """Of each kind one that is a second too old, one that is just as old as it may be, and one of now."""
    owner = account(app, "host")
    for kind, (_, cutoff) in CUTOFFS.items():
        step = timedelta(days=1) if kind == "young_people" else SECOND
        for at in (cutoff - step, cutoff, NOW):
            add(kind, at, owner)


def lines(found: object) -> dict[str, Line]:
    return {line.kind.value: line for line in found}  # type: ignore[attr-defined]


def test_what_is_written_here_by_hand_is_what_the_file_says() -> None:
    written = {kind: row["how_long"] for kind, row in SCHEDULE.items()}
    assert {kind: how_long for kind, (how_long, _) in CUTOFFS.items()} == {
        kind: how_long for kind, how_long in written.items() if how_long[0].isdigit()
    }
    assert set(MAKE) == set(CUTOFFS)


def test_the_dry_run_says_what_the_schedule_says_and_changes_nothing(inside: Flask) -> None:
    both_sides(inside)
    told = lines(records.plan(NOW))
    assert list(told) == list(SCHEDULE)
    for kind, line in told.items():
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
    told = lines(records.plan(NOW))
    done = lines(records.run(NOW))
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
    assert sorted(removed) == sorted(f"{kind}: 1" for kind in runs)


def test_a_second_run_finds_nothing(inside: Flask) -> None:
    both_sides(inside)
    records.run(NOW)
    assert [line.removed for line in records.run(NOW) if line.removed is not None] == [0] * 8


def test_what_goes_soon_is_told(inside: Flask) -> None:
    add("drafts", NOW - timedelta(days=40), account(inside, "host"))
    add("drafts", NOW - timedelta(days=20), account(inside, "host"))
    assert lines(records.plan(NOW))["drafts"].soon == 1


def test_a_message_that_waits_is_not_old(inside: Flask) -> None:
    add("messages", NOW - timedelta(days=90))
    with db.session.no_autoflush:
        db.session.rollback()
    from kentcare.db.session import writing

    with writing() as session:
        session.execute(text("UPDATE outgoing_message SET next_try_at = made_at, sent_at = NULL"))
    assert lines(records.run(NOW))["messages"].removed == 0


def test_an_old_draft_takes_its_files_with_it_and_a_new_one_keeps_its_old_ones(inside: Flask) -> None:
    holder = Holder(account=account(inside, "host"))
    old_files = NOW - timedelta(days=90)
    for form, saved in (("old", NOW - timedelta(days=61)), ("new", NOW - timedelta(days=1))):
        words = {"well": [form]}
        kept = long_forms.save(
            long_forms.FormKey(holder, form), words, form_version=1, began_from=0, now=saved
        )
        files.store(holder, _picture(), f"{form}.png", files.DRAFT, kept.ref, old_files)
    later = NOW + timedelta(days=400)
    strays = files.compare(later).without_row  # of tests before, which share the folder
    records.run(NOW)
    assert [row["name"] for row in files.held_about(holder.account or 0)] == ["new.png"]
    assert not files.compare(NOW).without_file
    assert files.compare(later).without_row == strays


def _picture() -> bytes:
    from support.pictures import photograph

    return photograph("PNG")


# The audit trail, once somebody has said how long


def test_the_trail_stays_until_somebody_has_said_how_long(inside: Flask, says: Says) -> None:
    seven = datetime(2019, 11, 26, 3, 0, tzinfo=UTC)
    for at in (seven - SECOND, seven):
        add_line(at)
    assert lines(records.run(NOW))["trail"].removed is None
    says("trail", how_long="7 years", basis="our choice")
    before = count("trail", NOW + timedelta(days=400))
    assert lines(records.plan(NOW))["trail"].going == 1
    assert lines(records.run(NOW))["trail"].removed == 1
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
    assert lines(records.plan(NOW))["young_people"].going == int(goes)
    assert lines(records.run(NOW))["young_people"].removed == int(goes)
    assert (
        reading().scalar(select(YoungPerson.id).where(YoungPerson.born == born).limit(1)) is None or not goes
    )


def test_a_number_is_never_given_to_a_second_person(inside: Flask, says: Says) -> None:
    """The trail knows people by their number: a new one must not read who looked at somebody of before."""
    says("young_people", confirmed_by_kent=True)
    add("young_people", datetime(1950, 1, 1, tzinfo=UTC))
    last = max(reading().scalars(select(YoungPerson.id)))
    add_line(NOW - timedelta(days=5), actor=1, young_person=last)
    assert lines(records.plan(NOW))["young_people"].going == 0
    assert lines(records.run(NOW))["young_people"].removed == 0
    add("young_people", NOW)
    assert lines(records.run(NOW))["young_people"].removed == 1
    add("young_people", NOW)
    assert last not in set(reading().scalars(select(YoungPerson.id)))
    assert COUNT  # the questions by hand are still asked of tables that there are
    assert the_cast.CANARY
