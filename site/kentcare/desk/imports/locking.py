"""What is locked while a list is written: the records that it changes, and the accounts that it names.

Not those that it leaves alone. Whoever is at work on others need not wait for a list, however long.
"""

from collections.abc import Collection, Iterator
from typing import Any

from kentcare.cases.arrangements.rules import StayFacts
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.rules import HomeFacts
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.rules import CaseFacts
from kentcare.db import subjects
from kentcare.db.subjects import Subject
from kentcare.desk.imports.rules import CheckedList
from kentcare.hosting.households.rules import HouseholdFacts
from kentcare.hosting.terms.rules import TermsFacts


def subjects_of(checked: CheckedList[Any]) -> Collection[Subject]:
    """The young people, homes and accounts of the lines that are new or changed."""
    lines = [*checked.new, *checked.changed]
    ids: dict[str, int] = {}
    if any(isinstance(line, CaseFacts | HomeFacts) for line in lines[:1]):
        known = (
            young_people.from_case_system() if isinstance(lines[0], CaseFacts) else homes.from_case_system()
        )
        ids = {number: id_ for number, (id_, _facts) in known.items()}
    return {one for line in lines for one in _of(line, ids)}


def _of(line: object, ids: dict[str, int]) -> Iterator[Subject]:
    """What one line names. `ids`: of the records that are here, by their numbers in the case system."""
    match line:
        case CaseFacts():
            if line.case_number in ids:
                yield subjects.young_person(ids[line.case_number])
            yield from _accounts(line.adviser_id)
        case HomeFacts():
            if line.home_number in ids:
                yield subjects.home(ids[line.home_number])
            yield from _accounts(line.officer_id, *line.hosts)
        case StayFacts():
            yield subjects.home(line.home_id)
            yield subjects.young_person(line.young_person_id)
        case HouseholdFacts():
            yield subjects.home(line.home_id)
        case TermsFacts():
            yield subjects.home(line.home_id)
            yield from _accounts(line.decided_by_id)


def _accounts(*ids: int | None) -> Iterator[Subject]:
    yield from (subjects.account(one) for one in ids if one is not None)
