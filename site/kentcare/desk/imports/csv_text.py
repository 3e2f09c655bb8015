"""Reading CSV: from the bytes of a file, or from pasted text, to lines with named cells."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO

from kentcare.desk.imports.faults import FaultKind, LineFault

# Excel writes a tab where a list is pasted from it, and where it saves "Unicode text".
_DELIMITERS = (",", ";", "\t")
_NO_CHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
# What a page cannot show, what turns the direction of what is around it, and the sign for what was lost
# when a file was read in the wrong way. A line break in the middle of a cell is one of these.
_UNREADABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufffd-\uffff"
    f"{_NO_CHARACTERS}\U000f0000-\U0010ffff]"
)


class NotUtf8(ValueError):
    """The file is in another encoding, or is no text at all."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a list, with its number in the file. `cells`: the stripped text of each column."""

    number: int
    cells: Mapping[str, str]


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark. Raises NotUtf8 for another encoding."""
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8 from None


def showable(text: str) -> str:
    """The text with U+FFFD in place of each character that a page cannot show."""
    return _UNREADABLE.sub(lambda found: found[0] if found[0] in "\t\r\n" else "\ufffd", text)


def is_readable(text: str) -> bool:
    """Whether a page can show all of it."""
    return _UNREADABLE.search(text) is None


def read(text: str, columns: Sequence[str]) -> tuple[list[ListLine], list[LineFault]]:
    """Every line that can be split into cells, and the faults of the others.

    `columns`: those that the list must have, in any order.
    """
    rows = _rows(text.removeprefix("\ufeff"))
    number, first = next(rows, (1, []))
    if isinstance(first, LineFault):
        return [], [first]
    headings = _headings(first)
    if faults := list(_wrong_headings(number, headings, columns)):
        return [], faults
    lines: list[ListLine] = []
    for number, row in rows:
        found = row if isinstance(row, LineFault) else _line(number, row, headings)
        (faults if isinstance(found, LineFault) else lines).append(found)  # type: ignore[arg-type]  # each has its own
    if not lines and not faults:
        faults.append(LineFault(number, FaultKind.NO_LINES))
    return lines, faults


def _rows(text: str) -> Iterator[tuple[int, list[str] | LineFault]]:
    """Each row that is not empty, with the number of the line where it begins."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, LineFault(number, FaultKind.QUOTES)
            continue
        if any(cell.strip() for cell in row):
            yield number, row


def _delimiter(text: str) -> str:
    """The delimiter between the headings: Excel writes a semicolon in much of the world."""
    first = next((line for line in StringIO(text) if line.strip(" ,;\t\r\n")), "")
    return max(_DELIMITERS, key=first.count)


def _headings(row: list[str]) -> list[str]:
    headings = [re.sub(r"[\s_-]+", "_", cell.strip().lower()) for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    return headings


def _wrong_headings(number: int, headings: list[str], columns: Sequence[str]) -> Iterator[LineFault]:
    if set(columns).isdisjoint(headings):
        # Perhaps the list begins with somebody's line: what stands there is not to be told again.
        yield LineFault(number, FaultKind.NO_HEADINGS)
        return
    missing = [column for column in columns if column not in headings]
    for heading in dict.fromkeys(headings):
        if heading not in columns:
            meant = "".join(get_close_matches(heading, missing, n=1))
            yield LineFault(number, FaultKind.COLUMN_UNKNOWN, heading=showable(heading)[:60], meant=meant)
        elif headings.count(heading) > 1:
            yield LineFault(number, FaultKind.COLUMN_TWICE, heading)
    for column in missing:
        yield LineFault(number, FaultKind.COLUMN_MISSING, column)


def _line(number: int, row: list[str], headings: list[str]) -> ListLine | LineFault:
    while len(row) > len(headings) and not row[-1].strip():
        row.pop()
    if len(row) != len(headings):
        is_short = len(row) < len(headings)
        return LineFault(number, FaultKind.TOO_FEW_CELLS if is_short else FaultKind.TOO_MANY_CELLS)
    for heading, cell in zip(headings, row, strict=True):
        if not is_readable(cell):
            return LineFault(number, FaultKind.UNREADABLE, heading)
    return ListLine(number, {heading: cell.strip() for heading, cell in zip(headings, row, strict=True)})
