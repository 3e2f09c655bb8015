"""What can be wrong with a line of a list. labels.py has the words for each."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """A kind of fault, of the list, a line or a cell."""

    # of the list
    NO_HEADINGS = "no headings"
    COLUMN_MISSING = "column missing"
    COLUMN_UNKNOWN = "column unknown"
    COLUMN_TWICE = "column twice"
    NO_LINES = "no lines"
    # of a line
    TOO_FEW_CELLS = "too few cells"
    TOO_MANY_CELLS = "too many cells"
    QUOTES = "quotes"
    UNREADABLE = "unreadable"
    TWICE = "twice"
    # of a cell
    EMPTY = "empty"
    TOO_LONG = "too long"
    FORMULA = "formula"
    NO_DAY = "no day"
    IN_THE_FUTURE = "in the future"
    TOO_LONG_AGO = "too long ago"
    TOO_YOUNG = "too young"
    NO_LANGUAGE = "no language"
    NO_LEVEL = "no level"
    NO_ADVISER = "no adviser"
    NO_OFFICER = "no officer"
    NO_HOST = "no host"
    NO_PERSON = "no person"
    NO_HOME = "no home"
    NOT_YES_OR_NO = "not yes or no"
    APPROVED_LATER = "approved later"
    ENDS_FIRST = "ends first"
    OVERLAPS = "overlaps"
    OVERLAPS_KEPT = "overlaps one that is kept"
    NO_PLACES = "no number of places"
    NO_DECIDER = "no head of service"
    DECIDED_HALF = "who decided, or the day, alone"
    DECIDED_LATER = "decided on a day to come"
    TWO_TERMS = "two terms on a day"
    NO_TERMS = "days without terms beside it"
    NO_COLLEAGUE = "no colleague"
    NO_HEIR = "no heir"
    HEIR_LEAVES = "heir leaves"
    NOTHING_TO_HAND_ON = "nothing to hand on"


@dataclass(frozen=True, slots=True)
class LineFault:
    """A fault of one line: its number, what is wrong there, and in which column.

    It never holds what stands in the line: only a heading that is not one of ours (`heading`), the one that
    it is most like (`meant`), the line that it does not go with (`other`), how long it may be (`most`).
    """

    line: int
    wrong: FaultKind
    column: str = ""
    heading: str = ""
    meant: str = ""
    other: int = 0
    most: int = 0
