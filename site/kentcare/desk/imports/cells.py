"""The cells of a line, each read as what its column holds."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from kentcare.core.formula import begins_a_formula
from kentcare.desk.imports.csv_text import ListLine
from kentcare.desk.imports.faults import FaultKind, LineFault

Value = TypeVar("Value")

LONGEST_NUMBER = 30
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_DAY = re.compile(
    r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"
    r"|(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"
)
# The groups of the pattern for each way of writing a day.
_WAYS = (("y", "m", "d"), ("year", "month", "day"))


class Cells:
    """The cells of one line. Reading one that is wrong adds to `faults` and answers something harmless."""

    def __init__(self, line: ListLine) -> None:
        self.number = line.number
        self._cells = line.cells
        self.faults: list[LineFault] = []

    def refuse(self, wrong: FaultKind, column: str, *, other: int = 0, most: int = 0) -> None:
        """Add a fault of this cell."""
        self.faults.append(LineFault(self.number, wrong, column, other=other, most=most))

    def words(self, column: str, most: int) -> str:
        """The text of a cell that must not be empty. `most`: how many letters it may have."""
        typed = self._cells[column]
        if not typed:
            self.refuse(FaultKind.EMPTY, column)
        elif len(typed) > most:
            self.refuse(FaultKind.TOO_LONG, column, most=most)
        elif begins_a_formula(typed):
            # A spreadsheet that opens a list with such a name works it out as a sum of somebody else's.
            self.refuse(FaultKind.FORMULA, column)
        return typed

    def day(self, column: str) -> date | None:
        """The day in a cell; None for an empty cell and for a day that does not exist."""
        typed = self._cells[column]
        found = read_day(typed)
        if typed and found is None:
            self.refuse(FaultKind.NO_DAY, column)
        return found

    def needed_day(self, column: str) -> date:
        """The day in a cell that must not be empty; `date.min` where there is none."""
        found = self.day(column)
        if not self._cells[column]:
            self.refuse(FaultKind.EMPTY, column)
        return found or date.min

    def one_of(self, column: str, choices: Mapping[str, Value], wrong: FaultKind) -> Value | None:
        """What a cell stands for, whichever way its letters are written; None for an empty one."""
        return self._choose(column, self._cells[column], choices, wrong)

    def yes_or_no(self, column: str) -> bool:
        """Whether a cell says yes. An empty cell is a fault."""
        answers = {"yes": "yes", "no": "no"}
        self.words(column, LONGEST_NUMBER)
        return self.one_of(column, answers, FaultKind.NOT_YES_OR_NO) == "yes"

    def some_of(self, column: str, choices: Mapping[str, Value], wrong: FaultKind) -> frozenset[Value]:
        """What each part of a cell stands for. Parts have ; between them."""
        found = [self._choose(column, part, choices, wrong) for part in self._cells[column].split(";")]
        return frozenset(one for one in found if one is not None)

    def _choose(
        self, column: str, typed: str, choices: Mapping[str, Value], wrong: FaultKind
    ) -> Value | None:
        typed = typed.strip()
        found = choices.get(typed) or choices.get(typed.casefold())
        if typed and found is None:
            self.refuse(wrong, column)
        return found


def read_day(typed: str) -> date | None:
    """The day of 2008-03-27 or 27/03/2008. None for anything else, and for a day that does not exist."""
    parts = _DAY.fullmatch(typed)
    if parts is None:
        return None
    year, month, day = (int(one or two) for one, two in zip(*(parts.group(*g) for g in _WAYS), strict=True))
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
