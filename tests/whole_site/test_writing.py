"""Whatever writes says what it locks, or stands here with the reason why it needs no lock.

On PostgreSQL nothing else keeps another writer from coming between a check and what is saved after it.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "site"


class Why(Enum):
    """Why a function may write without naming a subject. The value: what its code must not have, or must."""

    ADDS = "it adds rows, and reads nothing first"
    ONE_STATEMENT = "its condition stands in the statement that changes or deletes"
    LOCKED_ROWS = "it reads the rows to change with `locked` or `free`"
    SAME_WHOEVER_IS_LAST = "it sets columns to what somebody chose: the last one counts"
    INSIDE = "it is called inside a transaction that has named the subject"
    NOBODY_ELSE = "it is for a database that was restored, in which nobody is at work yet"


ONE, ADDS, ROWS, INSIDE = Why.ONE_STATEMENT, Why.ADDS, Why.LOCKED_ROWS, Why.INSIDE
# By the module and the function.
NAMELESS: dict[str, Why] = {
    "accounts/accounts/records.py save_preferences": Why.SAME_WHOEVER_IS_LAST,
    "accounts/audit/records.py note_each": ADDS,
    "accounts/audit/records.py _remove_some": ONE,  # what is old stays old: two who remove it leave nothing
    "advocacy/records.py ask": ADDS,
    "cases/arrangements/records.py forget_young_person": INSIDE,
    "cases/homes/records.py import_rows": INSIDE,
    "cases/young_people/records.py import_rows": INSIDE,
    "db/session.py sweep": ROWS,
    "db/session.py remove_where": ONE,
    "desk/reminders/records.py forget_young_person": INSIDE,
    "hosting/arrangements/records/case_system.py merge_parts": INSIDE,
    "hosting/arrangements/records/case_system.py import_stays": INSIDE,
    "hosting/calendar_feed/records.py forget_account": ONE,
    "hosting/households/records.py import_rows": INSIDE,
    "hosting/reports/records/notes.py put_back_for_supervision": ROWS,
    "hosting/reports/skills/records.py add_levels": INSIDE,
    "hosting/reports/skills/records.py forget_young_person": INSIDE,
    "hosting/reversals/records.py add": INSIDE,
    "hosting/reversals/records.py forget": INSIDE,
    "hosting/safeguarding/escalation/records.py _write_down": INSIDE,
    "hosting/safeguarding/escalation/records.py forget": INSIDE,
    "hosting/safeguarding/records.py _add_press": INSIDE,
    "hosting/safeguarding/records.py look_into": ROWS,
    "hosting/safeguarding/records.py open_again": ROWS,
    "hosting/safeguarding/records.py forget_young_person": INSIDE,
    "hosting/terms/records/changes.py import_rows": INSIDE,
    "hosting/training_and_checks/records/certificates.py decide": ROWS,
    "hosting/training_and_checks/records/reversing.py take_back": ROWS,
    "operations/holds/records.py forget_young_person": INSIDE,
    "operations/monitoring/records.py forget": ONE,
    "operations/retention/records.py _carried_out": ADDS,  # and then fills in its own row
    "services/answers/records.py forget": ONE,
    "services/answers/records.py forget_account": ONE,
    "services/cover/records.py end": ROWS,
    "services/file_inspection/records.py take": ROWS,
    "services/file_inspection/records.py _save_kept": ROWS,
    "services/file_inspection/records.py refuse": ROWS,
    "services/file_inspection/records.py put_back": ROWS,
    "services/files/records.py hand_over": INSIDE,
    "services/files/records.py _take_out": ONE,
    "services/long_forms/records.py forget_browser": ONE,
    "services/long_forms/records.py forget_account": ONE,
    "services/long_forms/records.py _remove": ROWS,
    "services/messages/records.py queue": ADDS,
    "services/messages/records.py queue_decoy": ADDS,
    "services/messages/records.py cancel": ONE,
    "services/messages/records.py dismiss": ROWS,
    "services/messages/records.py forget_account": ONE,
    "services/outbox/records.py lease": ROWS,
    "services/outbox/records.py _update_leased": ONE,
    "sign_in/codes/records.py begin": ADDS,
    "sign_in/codes/records.py count_try": ROWS,
    "sign_in/codes/records.py redeem": ROWS,
    "sign_in/codes/records.py discard": ONE,
    "sign_in/codes/records.py forget_account": ONE,
    "sign_in/passkeys/records.py verify": ROWS,
    "sign_in/passkeys/records.py forget_account": ONE,
    "sign_in/sessions/records.py mark_seen": ONE,
    "sign_in/sessions/records.py end": ROWS,
    "sign_in/sessions/records.py leave": ROWS,
    "sign_in/sessions/records.py end_one": ONE,
    "sign_in/sessions/records.py forget_account": ONE,
}
# How a function shows that it reads rows with a lock, by itself or by what it calls.
_LOCKS = re.compile(r"\b(locked|free)\(|to_change=True|\b_find_to_act\(")


@dataclass(frozen=True)
class Writer:
    """A call of `writing` in the function of a module, and the text of that function."""

    where: str
    names_a_subject: bool
    text: str


def _writers(module: str, text: str) -> Iterator[Writer]:
    def visit(node: ast.AST, function: ast.FunctionDef | None) -> Iterator[Writer]:
        for child in ast.iter_child_nodes(node):
            within = child if isinstance(child, ast.FunctionDef) and function is None else function
            if isinstance(child, ast.Call) and getattr(child.func, "id", None) == "writing":
                source = (ast.get_source_segment(text, within) or "") if within else ""
                yield Writer(f"{module} {within.name if within else ''}", bool(child.args), source)
            yield from visit(child, within)

    return visit(ast.parse(text), None)


def _of_the_site() -> Iterator[Writer]:
    for file in sorted(SITE.rglob("*.py")):
        module = file.relative_to(SITE).as_posix().removeprefix("kentcare/")
        yield from _writers(module, file.read_text())


EVERY = list(_of_the_site())


def test_whatever_writes_names_what_it_locks_or_has_a_reason() -> None:
    assert len(EVERY) > 150
    nameless = {one.where for one in EVERY if not one.names_a_subject}
    assert nameless == set(NAMELESS)


@pytest.mark.parametrize(
    ("why", "must_have"),
    [(Why.LOCKED_ROWS, True), (Why.ADDS, False), (Why.ONE_STATEMENT, False)],
    ids=lambda one: getattr(one, "name", ""),
)
def test_the_reason_is_true(why: Why, must_have: bool) -> None:
    wrong = [
        one.where
        for one in EVERY
        if not one.names_a_subject
        and NAMELESS.get(one.where) is why
        and bool(_LOCKS.search(one.text)) is not must_have
    ]
    assert not wrong


def test_what_locks_nothing_sets_no_row_that_it_has_read() -> None:
    """To read a row, decide by it and set it: what was decided by may be gone by then."""
    sets = re.compile(r"\b(row|one|found)\.\w+ (=|\+=) ")
    wrong = [one.where for one in EVERY if NAMELESS.get(one.where) in {ADDS, ONE} and sets.search(one.text)]
    assert not wrong


def test_the_walk_finds_a_writer_that_names_nothing() -> None:
    text = "def f():\n    with writing() as s: pass\ndef g():\n    with writing(home(1)): pass\n"
    assert [(one.where, one.names_a_subject) for one in _writers("m", text)] == [
        ("m f", False),
        ("m g", True),
    ]
