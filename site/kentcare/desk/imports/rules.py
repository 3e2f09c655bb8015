"""Each line of a list from the case system: whether it can be taken, and what it would change."""

import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Generic, TypeVar

from kentcare.cases.arrangements.rules import StayFacts, StayKey
from kentcare.cases.homes.rules import HomeFacts
from kentcare.cases.young_people.rules import CaseFacts
from kentcare.desk.imports.csv_text import Line
from kentcare.desk.imports.faults import Fault, Wrong
from kentcare.hosting.arrangements.rules import parts_after
from kentcare.hosting.households.rules import HouseholdFacts

Facts = TypeVar("Facts")
Key = TypeVar("Key", bound=Hashable)


class Kind(StrEnum):
    """What a list is of."""

    YOUNG_PEOPLE = "young-people"
    HOMES = "homes"
    ARRANGEMENTS = "arrangements"
    HOUSEHOLDS = "households"


COLUMNS: dict[Kind, tuple[str, ...]] = {
    Kind.YOUNG_PEOPLE: ("case_number", "name", "born", "language", "adviser_email"),
    Kind.HOMES: ("home_number", "name", "area", "officer_email", "host_emails"),
    Kind.ARRANGEMENTS: ("case_number", "home_number", "level", "from", "to"),
    Kind.HOUSEHOLDS: ("home_number", "approved_on", "gas", "drives"),
}
LEVELS = ("standard", "complex", "intensive")

_LONGEST_NUMBER, LONGEST_NAME, _LONGEST_AREA = 30, 120, 60
_OLDEST, _YOUNGEST = 100, 10
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
# A spreadsheet that opens a list with such a name works it out as a sum of somebody else's.
_BEGINS_A_FORMULA = ("=", "+", "-", "@")
_DAY = re.compile(
    r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"
    r"|(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"
)


@dataclass(frozen=True, slots=True)
class Checked(Generic[Facts]):
    """What a list would do. Where there are faults, it does nothing."""

    new: tuple[Facts, ...]
    changed: tuple[Facts, ...]
    unchanged: int
    faults: tuple[Fault, ...]

    @property
    def good(self) -> int:
        return len(self.new) + len(self.changed) + self.unchanged

    @property
    def bad(self) -> int:
        """How many lines have a fault: one may have several."""
        return len({fault.line for fault in self.faults})


class _Cells:
    """The cells of a line, each read for what it is. What is wrong with them is kept for the reader."""

    def __init__(self, line: Line) -> None:
        self.number = line.number
        self._cells = line.cells
        self.faults: list[Fault] = []

    def refuse(self, wrong: Wrong, column: str, *, other: int = 0, most: int = 0) -> None:
        self.faults.append(Fault(self.number, wrong, column, other=other, most=most))

    def words(self, column: str, most: int) -> str:
        """Something that must be there."""
        typed = self._cells[column]
        if not typed:
            self.refuse(Wrong.EMPTY, column)
        elif len(typed) > most:
            self.refuse(Wrong.TOO_LONG, column, most=most)
        elif typed.startswith(_BEGINS_A_FORMULA):
            self.refuse(Wrong.FORMULA, column)
        return typed

    def day(self, column: str) -> date | None:
        """A day. None where there is none, or none that ever was."""
        typed = self._cells[column]
        found = read_day(typed)
        if typed and found is None:
            self.refuse(Wrong.NO_DAY, column)
        return found

    def needed_day(self, column: str) -> date:
        found = self.day(column)
        if not self._cells[column]:
            self.refuse(Wrong.EMPTY, column)
        return found or date.min

    def one_of(self, column: str, choices: Mapping[str, Facts], wrong: Wrong) -> Facts | None:
        """What a cell stands for, whichever way its letters are written; None for an empty one."""
        return self._choose(column, self._cells[column], choices, wrong)

    def yes_or_no(self, column: str) -> bool:
        """Whether it is so. An empty cell says neither."""
        answers = {"yes": "yes", "no": "no"}
        self.words(column, _LONGEST_NUMBER)
        return self.one_of(column, answers, Wrong.NOT_YES_OR_NO) == "yes"

    def some_of(self, column: str, choices: Mapping[str, Facts], wrong: Wrong) -> frozenset[Facts]:
        """What the parts of a cell stand for, with ; between them."""
        found = [self._choose(column, part, choices, wrong) for part in self._cells[column].split(";")]
        return frozenset(one for one in found if one is not None)

    def _choose(self, column: str, typed: str, choices: Mapping[str, Facts], wrong: Wrong) -> Facts | None:
        typed = typed.strip()
        found = choices.get(typed) or choices.get(typed.casefold())
        if typed and found is None:
            self.refuse(wrong, column)
        return found


def read_day(typed: str) -> date | None:
    """2008-03-27 or 27/03/2008. None for anything else, and for a day that there is not."""
    parts = _DAY.fullmatch(typed)
    if parts is None:
        return None
    year, month, day = (int(one or two) for one, two in zip(*(parts.group(*g) for g in _WAYS), strict=True))
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


_WAYS = (("y", "m", "d"), ("year", "month", "day"))


def _years_before(today: date, years: int) -> date:
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - years, day=28 if is_leap_day else today.day)


def _read_lines(
    lines: Sequence[Line], columns: Collection[str], read: Callable[[_Cells], Facts]
) -> tuple[dict[int, Facts], list[Fault]]:
    """What each good line says, by its number. `columns`: together they may stand in the list only once."""
    said: dict[int, Facts] = {}
    faults: list[Fault] = []
    first: dict[Hashable, int] = {}
    for line in lines:
        cells = _Cells(line)
        facts = read(cells)
        known_by = tuple(read_day(line.cells[column]) or line.cells[column] for column in columns)
        earlier = first.setdefault(known_by, line.number)
        if earlier != line.number and all(known_by):
            cells.refuse(Wrong.TWICE, next(iter(columns)), other=earlier)
        if cells.faults:
            faults += cells.faults
        else:
            said[line.number] = facts
    return said, faults


def _compare(
    said: Mapping[int, Facts],
    kept: Mapping[Key, Facts],
    key: Callable[[Facts], Key],
    faults: Sequence[Fault],
) -> Checked[Facts]:
    wrong = {fault.line for fault in faults}
    good = [facts for number, facts in said.items() if number not in wrong]
    new = tuple(facts for facts in good if key(facts) not in kept)
    changed = tuple(facts for facts in good if key(facts) in kept and kept[key(facts)] != facts)
    return Checked(
        new,
        changed,
        len(good) - len(new) - len(changed),
        tuple(sorted(faults, key=lambda fault: fault.line)),
    )


def check_young_people(
    lines: Sequence[Line],
    faults: Sequence[Fault],
    *,
    kept: Collection[CaseFacts],
    advisers: Mapping[str, int],
    languages: Mapping[str, str],
    today: date,
) -> Checked[CaseFacts]:
    """`advisers`: accounts by e-mail address. `languages`: tags by the names of each, in small letters."""

    def read(cells: _Cells) -> CaseFacts:
        return CaseFacts(
            cells.words("case_number", _LONGEST_NUMBER),
            cells.words("name", LONGEST_NAME),
            _born(cells, today),
            cells.one_of("language", languages, Wrong.NO_LANGUAGE) or "en",
            cells.one_of("adviser_email", advisers, Wrong.NO_ADVISER),
        )

    said, more = _read_lines(lines, ["case_number"], read)
    known = {facts.case_number: facts for facts in kept}
    return _compare(said, known, lambda facts: facts.case_number, [*faults, *more])


def _born(cells: _Cells, today: date) -> date:
    born = cells.needed_day("born")
    if born == date.min:
        return born
    if born > today:
        cells.refuse(Wrong.IN_THE_FUTURE, "born")
    elif born > _years_before(today, _YOUNGEST):
        cells.refuse(Wrong.TOO_YOUNG, "born")
    elif born < _years_before(today, _OLDEST):
        cells.refuse(Wrong.TOO_LONG_AGO, "born")
    return born


def check_homes(
    lines: Sequence[Line],
    faults: Sequence[Fault],
    *,
    kept: Collection[HomeFacts],
    officers: Mapping[str, int],
    hosts: Mapping[str, int],
) -> Checked[HomeFacts]:
    """`officers` and `hosts`: accounts by e-mail address."""

    def read(cells: _Cells) -> HomeFacts:
        return HomeFacts(
            cells.words("home_number", _LONGEST_NUMBER),
            cells.words("name", LONGEST_NAME),
            cells.words("area", _LONGEST_AREA),
            cells.one_of("officer_email", officers, Wrong.NO_OFFICER),
            cells.some_of("host_emails", hosts, Wrong.NO_HOST),
        )

    said, more = _read_lines(lines, ["home_number"], read)
    known = {facts.home_number: facts for facts in kept}
    return _compare(said, known, lambda facts: facts.home_number, [*faults, *more])


def check_households(
    lines: Sequence[Line],
    faults: Sequence[Fault],
    *,
    kept: Collection[HouseholdFacts],
    homes: Mapping[str, int],
    today: date,
) -> Checked[HouseholdFacts]:
    """`homes`: what each is here, by its number in the case system. An empty day leaves what is known."""
    known = {one.home_id: one for one in kept}

    def read(cells: _Cells) -> HouseholdFacts:
        cells.words("home_number", _LONGEST_NUMBER)
        home = cells.one_of("home_number", homes, Wrong.NO_HOME) or 0
        approved_on = cells.day("approved_on") or (known[home].approved_on if home in known else None)
        if approved_on and approved_on > today:
            cells.refuse(Wrong.APPROVED_LATER, "approved_on")
        return HouseholdFacts(
            home,
            approved_on,
            cells.yes_or_no("gas"),
            cells.yes_or_no("drives"),
        )

    said, more = _read_lines(lines, ["home_number"], read)
    return _compare(said, known, lambda one: one.home_id, [*faults, *more])


def check_stays(
    lines: Sequence[Line],
    faults: Sequence[Fault],
    *,
    kept: Collection[StayFacts],
    people: Mapping[str, int],
    homes: Mapping[str, int],
    went_on: Collection[StayKey] = (),
) -> Checked[StayFacts]:
    """`people` and `homes`: what each is here, by its number in the case system.

    `went_on`: the stays whose level of support was changed here, which the list may not know yet.
    """
    levels = {level: level for level in LEVELS}
    # Those of lines with a fault, too: what was written of a stay before is not held against its neighbours.
    mentioned: set[Hashable] = set()

    def read(cells: _Cells) -> StayFacts:
        cells.words("case_number", _LONGEST_NUMBER)
        cells.words("home_number", _LONGEST_NUMBER)
        cells.words("level", _LONGEST_NUMBER)
        from_day, to_day = cells.needed_day("from"), cells.day("to")
        if to_day and to_day < from_day:
            cells.refuse(Wrong.ENDS_FIRST, "to")
        stay = StayFacts(
            cells.one_of("case_number", people, Wrong.NO_PERSON) or 0,
            cells.one_of("home_number", homes, Wrong.NO_HOME) or 0,
            cells.one_of("level", levels, Wrong.NO_LEVEL) or "",
            from_day,
            to_day,
        )
        mentioned.add(stay.key)
        return stay

    said, more = _read_lines(lines, ["case_number", "home_number", "from"], read)
    known = {stay.key: stay for stay in kept}
    parts = {part.key for stay in said.values() for part in parts_after(stay, known, went_on)}
    more += _overlaps(said, [stay for stay in kept if stay.key not in mentioned | parts])
    return _compare(said, known, lambda stay: stay.key, [*faults, *more])


def _overlaps(said: Mapping[int, StayFacts], others: Collection[StayFacts]) -> list[Fault]:
    """Nobody lives in two homes at once. `others`: the stays that the list does not speak of."""
    stays = [(stay, number) for number, stay in said.items()]
    stays += [(stay, 0) for stay in others]
    stays.sort(key=lambda pair: (pair[0].young_person_id, pair[0].from_day))
    faults = []
    for _person, group in groupby(stays, key=lambda pair: pair[0].young_person_id):
        (longest, line), *later = group
        for stay, number in later:
            if stay.from_day <= (longest.to_day or date.max) and (number or line):
                other = line if number else 0
                wrong = Wrong.OVERLAPS if other else Wrong.OVERLAPS_KEPT
                faults.append(Fault(number or line, wrong, "from", other=other))
            if (stay.to_day or date.max) >= (longest.to_day or date.max):
                longest, line = stay, number
    return faults
