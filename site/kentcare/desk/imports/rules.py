"""Each line of a list from the case system: whether it can be taken, and what it would change."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Generic, TypeVar

from kentcare.cases.arrangements.rules import StayFacts, StayKey
from kentcare.cases.homes.rules import HomeFacts
from kentcare.cases.young_people.rules import CaseFacts
from kentcare.desk.imports.cells import LONGEST_NUMBER, Cells, read_day
from kentcare.desk.imports.csv_text import ListLine
from kentcare.desk.imports.faults import FaultKind, LineFault
from kentcare.hosting.arrangements.rules import parts_after
from kentcare.hosting.households.rules import HouseholdFacts
from kentcare.hosting.terms.rules import MOST_PLACES, TermsFacts, TermsProblem, gaps, is_within, problem_with

FactsT = TypeVar("FactsT")
KeyT = TypeVar("KeyT", bound=Hashable)


class ListKind(StrEnum):
    """What the lines of a list are about."""

    YOUNG_PEOPLE = "young-people"
    HOMES = "homes"
    ARRANGEMENTS = "arrangements"
    HOUSEHOLDS = "households"
    TERMS = "terms"


COLUMNS: dict[ListKind, tuple[str, ...]] = {
    ListKind.YOUNG_PEOPLE: ("case_number", "name", "born", "language", "adviser_email"),
    ListKind.HOMES: ("home_number", "name", "area", "officer_email", "host_emails"),
    ListKind.ARRANGEMENTS: ("case_number", "home_number", "level", "from", "to"),
    ListKind.HOUSEHOLDS: ("home_number", "approved_on", "gas", "drives"),
    ListKind.TERMS: ("home_number", "places", "from", "to", "decided_by_email", "decided_on"),
}
LEVELS = ("standard", "complex", "intensive")

LONGEST_NAME, _LONGEST_AREA = 120, 60
_OLDEST, _YOUNGEST = 100, 10  # years


@dataclass(frozen=True, slots=True)
class CheckedList(Generic[FactsT]):
    """What a list would do. Where there are faults, it does nothing.

    `before`: for each of `changed`, what is here of it now; of a stay that the list has as one, every part.
    `unlisted`: how many are here that the list does not mention. Nothing happens to them.
    """

    new: tuple[FactsT, ...]
    changed: tuple[FactsT, ...]
    before: tuple[tuple[FactsT, ...], ...]
    unchanged: int
    unlisted: int
    faults: tuple[LineFault, ...]

    @property
    def good(self) -> int:
        return len(self.new) + len(self.changed) + self.unchanged

    @property
    def has_changes(self) -> bool:
        """Whether anything is left to write."""
        return bool(self.new or self.changed)

    @property
    def bad(self) -> int:
        """How many lines have a fault: one may have several."""
        return len({fault.line for fault in self.faults})


def _years_before(today: date, years: int) -> date:
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - years, day=28 if is_leap_day else today.day)


def _read_lines(
    lines: Sequence[ListLine], columns: Collection[str], read: Callable[[Cells], FactsT]
) -> tuple[dict[int, FactsT], list[LineFault]]:
    """What each good line says, by the number of the line, and every fault.

    `columns`: no two lines may have the same cells in all of these.
    """
    by_line: dict[int, FactsT] = {}
    faults: list[LineFault] = []
    first: dict[Hashable, int] = {}
    for line in lines:
        cells = Cells(line)
        facts = read(cells)
        known_by = tuple(read_day(line.cells[column]) or line.cells[column] for column in columns)
        earlier = first.setdefault(known_by, line.number)
        if earlier != line.number and all(known_by):
            cells.refuse(FaultKind.TWICE, next(iter(columns)), other=earlier)
        if cells.faults:
            faults += cells.faults
        else:
            by_line[line.number] = facts
    return by_line, faults


def _compare(
    by_line: Mapping[int, FactsT],
    kept: Mapping[KeyT, FactsT],
    key: Callable[[FactsT], KeyT],
    faults: Sequence[LineFault],
    merged: Callable[[FactsT], Sequence[FactsT]] = lambda _facts: (),
) -> CheckedList[FactsT]:
    """Which of these are new or differ from `kept`. `by_line`: what each line says, by its number.

    `merged`: the others of `kept` that become one with a line.
    """
    wrong = {fault.line for fault in faults}
    good = [facts for number, facts in by_line.items() if number not in wrong]
    new = tuple(facts for facts in good if key(facts) not in kept)
    changed = tuple(facts for facts in good if key(facts) in kept and kept[key(facts)] != facts)
    before = tuple((kept[key(facts)], *merged(facts)) for facts in changed)
    listed = {key(facts) for facts in good} | {key(part) for parts in before for part in parts}
    return CheckedList(
        new=new,
        changed=changed,
        before=before,
        unchanged=len(good) - len(new) - len(changed),
        unlisted=len(kept.keys() - listed),
        faults=tuple(sorted(faults, key=lambda fault: fault.line)),
    )


def check_young_people(
    lines: Sequence[ListLine],
    faults: Sequence[LineFault],
    *,
    kept: Collection[CaseFacts],
    advisers: Mapping[str, int],
    languages: Mapping[str, str],
    today: date,
) -> CheckedList[CaseFacts]:
    """Check a list of young people against those that there are (`kept`).

    `advisers`: accounts by e-mail address. `languages`: tags by the names of each, in small letters.
    """

    def read(cells: Cells) -> CaseFacts:
        return CaseFacts(
            case_number=cells.words("case_number", LONGEST_NUMBER),
            name=cells.words("name", LONGEST_NAME),
            born=_born(cells, today),
            language=cells.one_of("language", languages, FaultKind.NO_LANGUAGE) or "en",
            adviser_id=cells.one_of("adviser_email", advisers, FaultKind.NO_ADVISER),
        )

    by_line, more = _read_lines(lines, ["case_number"], read)
    known = {facts.case_number: facts for facts in kept}
    return _compare(by_line, known, lambda facts: facts.case_number, [*faults, *more])


def _born(cells: Cells, today: date) -> date:
    born = cells.needed_day("born")
    if born == date.min:
        return born
    if born > today:
        cells.refuse(FaultKind.IN_THE_FUTURE, "born")
    elif born > _years_before(today, _YOUNGEST):
        cells.refuse(FaultKind.TOO_YOUNG, "born")
    elif born < _years_before(today, _OLDEST):
        cells.refuse(FaultKind.TOO_LONG_AGO, "born")
    return born


def check_homes(
    lines: Sequence[ListLine],
    faults: Sequence[LineFault],
    *,
    kept: Collection[HomeFacts],
    officers: Mapping[str, int],
    hosts: Mapping[str, int],
) -> CheckedList[HomeFacts]:
    """Check a list of homes against those that there are (`kept`).

    `officers` and `hosts`: accounts by e-mail address.
    """

    def read(cells: Cells) -> HomeFacts:
        return HomeFacts(
            home_number=cells.words("home_number", LONGEST_NUMBER),
            name=cells.words("name", LONGEST_NAME),
            area=cells.words("area", _LONGEST_AREA),
            officer_id=cells.one_of("officer_email", officers, FaultKind.NO_OFFICER),
            hosts=cells.some_of("host_emails", hosts, FaultKind.NO_HOST),
        )

    by_line, more = _read_lines(lines, ["home_number"], read)
    known = {facts.home_number: facts for facts in kept}
    return _compare(by_line, known, lambda facts: facts.home_number, [*faults, *more])


def check_households(
    lines: Sequence[ListLine],
    faults: Sequence[LineFault],
    *,
    kept: Collection[HouseholdFacts],
    homes: Mapping[str, int],
    today: date,
) -> CheckedList[HouseholdFacts]:
    """Check a list of households against what is known of them (`kept`). An empty day leaves what is known.

    `homes`: the id of each home by its number in the case system.
    """
    known = {one.home_id: one for one in kept}

    def read(cells: Cells) -> HouseholdFacts:
        cells.words("home_number", LONGEST_NUMBER)
        home = cells.one_of("home_number", homes, FaultKind.NO_HOME) or 0
        approved_on = cells.day("approved_on") or (known[home].approved_on if home in known else None)
        if approved_on and approved_on > today:
            cells.refuse(FaultKind.APPROVED_LATER, "approved_on")
        return HouseholdFacts(
            home_id=home,
            approved_on=approved_on,
            has_gas=cells.yes_or_no("gas"),
            drives=cells.yes_or_no("drives"),
        )

    by_line, more = _read_lines(lines, ["home_number"], read)
    return _compare(by_line, known, lambda one: one.home_id, [*faults, *more])


def check_terms(
    lines: Sequence[ListLine],
    faults: Sequence[LineFault],
    *,
    kept: Collection[TermsFacts],
    homes: Mapping[str, int],
    deciders: Mapping[str, int],
    today: date,
) -> CheckedList[TermsFacts]:
    """Check a list of the places of homes against what stands (`kept`).

    Where it does not say who decided it, what is known of that stays. `homes`: the id of each home by its
    number in the case system. `deciders`: accounts by e-mail address.
    """
    known = {one.key: one for one in kept}
    numbers = {str(number): str(number) for number in range(MOST_PLACES + 1)}
    mentioned: set[tuple[int, date]] = set()

    def read(cells: Cells) -> TermsFacts:
        cells.words("home_number", LONGEST_NUMBER)
        cells.words("places", LONGEST_NUMBER)
        said = TermsFacts(
            home_id=cells.one_of("home_number", homes, FaultKind.NO_HOME) or 0,
            places=int(cells.one_of("places", numbers, FaultKind.NO_PLACES) or 0),
            from_day=cells.needed_day("from"),
            to_day=cells.day("to"),
            decided_by_id=cells.one_of("decided_by_email", deciders, FaultKind.NO_DECIDER),
            decided_on=cells.day("decided_on"),
        )
        mentioned.add(said.key)
        before = known.get(said.key)
        if before and said.decided_by_id is None and said.decided_on is None:
            said = replace(said, decided_by_id=before.decided_by_id, decided_on=before.decided_on)
        if not cells.faults and (problem := problem_with(said, (), today)):
            cells.refuse(*_WRONG_TERMS[problem])
        return said

    by_line, more = _read_lines(lines, ["home_number", "from"], read)
    all_said = [(one, number) for number, one in by_line.items()]
    all_said += [(one, 0) for one in kept if one.key not in mentioned]
    all_said.sort(key=lambda pair: pair[0].key)
    # What stands in a line with a fault is not known: it may be what is missing.
    more += _two_terms(all_said) or ([] if faults or more else _no_terms(all_said, kept))
    return _compare(by_line, known, lambda one: one.key, [*faults, *more])


_WRONG_TERMS = {
    TermsProblem.ENDS_FIRST: (FaultKind.ENDS_FIRST, "to"),
    TermsProblem.DECIDED_BY_NOBODY: (FaultKind.DECIDED_HALF, "decided_by_email"),
    TermsProblem.DECIDED_NO_DAY: (FaultKind.DECIDED_HALF, "decided_on"),
    TermsProblem.DECIDED_LATER: (FaultKind.DECIDED_LATER, "decided_on"),
}


def _two_terms(said: Sequence[tuple[TermsFacts, int]]) -> list[LineFault]:
    """A fault for each line whose days have terms of the same home, in another line or here.

    `said`: all that a home would have, home by home from its first day on, with the numbers of their lines.
    """
    return [
        LineFault(number or line, FaultKind.TWO_TERMS, "from")
        for (before, line), (after, number) in pairwise(said)
        if before.home_id == after.home_id and after.from_day <= (before.to_day or date.max)
    ]


def _no_terms(said: Sequence[tuple[TermsFacts, int]], kept: Collection[TermsFacts]) -> list[LineFault]:
    """A fault for each line before or after which days are left out that were not left out before."""
    stood = defaultdict(list)
    for one in kept:
        stood[one.home_id].append(one)
    return [
        LineFault(number or line, FaultKind.NO_TERMS, "from" if number else "to")
        for (before, line), (after, number) in pairwise(said)
        if before.home_id == after.home_id
        and any(not is_within(gap, gaps(stood[after.home_id])) for gap in gaps([before, after]))
    ]


def check_stays(
    lines: Sequence[ListLine],
    faults: Sequence[LineFault],
    *,
    kept: Collection[StayFacts],
    people: Mapping[str, int],
    homes: Mapping[str, int],
    went_on: Collection[StayKey] = (),
) -> CheckedList[StayFacts]:
    """Check a list of arrangements against those that there are (`kept`).

    `people` and `homes`: the id of each by its number in the case system.

    `went_on`: the stays whose level of support was changed here, which the list may not know yet.
    """
    levels = {level: level for level in LEVELS}
    # Those of lines with a fault, too: what was written of a stay before is not held against its neighbours.
    mentioned: set[Hashable] = set()

    def read(cells: Cells) -> StayFacts:
        cells.words("case_number", LONGEST_NUMBER)
        cells.words("home_number", LONGEST_NUMBER)
        cells.words("level", LONGEST_NUMBER)
        from_day, to_day = cells.needed_day("from"), cells.day("to")
        if to_day and to_day < from_day:
            cells.refuse(FaultKind.ENDS_FIRST, "to")
        stay = StayFacts(
            young_person_id=cells.one_of("case_number", people, FaultKind.NO_PERSON) or 0,
            home_id=cells.one_of("home_number", homes, FaultKind.NO_HOME) or 0,
            level=cells.one_of("level", levels, FaultKind.NO_LEVEL) or "",
            from_day=from_day,
            to_day=to_day,
        )
        mentioned.add(stay.key)
        return stay

    by_line, more = _read_lines(lines, ["case_number", "home_number", "from"], read)
    known = {stay.key: stay for stay in kept}

    def merged(stay: StayFacts) -> list[StayFacts]:
        return parts_after(stay, known, went_on)

    parts = {part.key for stay in by_line.values() for part in merged(stay)}
    more += _overlaps(by_line, [stay for stay in kept if stay.key not in mentioned | parts])
    return _compare(by_line, known, lambda stay: stay.key, [*faults, *more], merged)


def _overlaps(by_line: Mapping[int, StayFacts], others: Collection[StayFacts]) -> list[LineFault]:
    """A fault for each stay in which somebody lives in two homes at once.

    `others`: the stays that the list does not mention.
    """
    stays = [(stay, number) for number, stay in by_line.items()]
    stays += [(stay, 0) for stay in others]
    stays.sort(key=lambda pair: (pair[0].young_person_id, pair[0].from_day))
    faults = []
    for _person, group in groupby(stays, key=lambda pair: pair[0].young_person_id):
        (longest, line), *later = group
        for stay, number in later:
            if stay.from_day <= (longest.to_day or date.max) and (number or line):
                other = line if number else 0
                wrong = FaultKind.OVERLAPS if other else FaultKind.OVERLAPS_KEPT
                faults.append(LineFault(number or line, wrong, "from", other=other))
            if (stay.to_day or date.max) >= (longest.to_day or date.max):
                longest, line = stay, number
    return faults
