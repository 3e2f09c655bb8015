"""Reading CSV from bytes and text: lines with named cells, and each fault told by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.desk.imports.csv_text import NotUtf8, decode, is_readable, read, showable
from kentcare.desk.imports.faults import FaultKind, LineFault

COLUMNS = ("number", "name")


def faults(text: str) -> list[tuple[int, FaultKind]]:
    return [(fault.line, fault.wrong) for fault in read(text, COLUMNS)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, FaultKind.NO_HEADINGS)]),
        ("\n\n", [(1, FaultKind.NO_HEADINGS)]),
        ("1,Sam\n2,Ali\n", [(1, FaultKind.NO_HEADINGS)]),
        ('"number,name\n1,Sam\n', [(1, FaultKind.QUOTES)]),
        ("number,name\n", [(1, FaultKind.NO_LINES)]),
        ("number\n1\n", [(1, FaultKind.COLUMN_MISSING)]),
        ("\nnumber,name,age\n1,Sam,3", [(2, FaultKind.COLUMN_UNKNOWN)]),
        ("number,name,name\n1,Sam,Sam", [(1, FaultKind.COLUMN_TWICE)]),
        ("number,name\n1\n2,Ali,x", [(2, FaultKind.TOO_FEW_CELLS), (3, FaultKind.TOO_MANY_CELLS)]),
        ('number,name\n1,"Sam\n2,Ali\n', [(2, FaultKind.QUOTES)]),
        ('number,name\n1,"Sam"y\n2,Ali\n', [(2, FaultKind.QUOTES)]),
        (
            'number,name\n1,"Sam\nSamson"\n\n2,"Al\x07i"\n',
            [(2, FaultKind.UNREADABLE), (5, FaultKind.UNREADABLE)],
        ),
        ("number,name\n1,Sam\ufffd\n2,\u202eSam", [(2, FaultKind.UNREADABLE), (3, FaultKind.UNREADABLE)]),
    ],
)
def test_each_fault_has_its_line(text: str, expected: list[tuple[int, FaultKind]]) -> None:
    assert faults(text) == expected
    assert faults(text.replace("\n", "\r\n")) == expected


def test_a_heading_that_is_nearly_right_is_named_with_the_right_one() -> None:
    lines, found = read("number,nmae\n1,Sam\n", COLUMNS)
    assert not lines
    assert found == [
        LineFault(1, FaultKind.COLUMN_UNKNOWN, heading="nmae", meant="name"),
        LineFault(1, FaultKind.COLUMN_MISSING, "name"),
    ]


def test_somebody_in_the_place_of_the_headings_is_not_told_again() -> None:
    """What stands in a first line that is no headings is case data."""
    (fault,) = read("N1,Canaryword\n", COLUMNS)[1]
    assert "canaryword" not in repr(fault).lower()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_order_of_columns_empty_lines_and_empty_cells_at_the_end_do_not_matter(delimiter: str) -> None:
    text = f"\ufeffName {delimiter}Number{delimiter}\n\n Sam{delimiter}1{delimiter}\n{delimiter}\n"
    lines, found = read(text, COLUMNS)
    assert not found
    assert [(line.number, dict(line.cells)) for line in lines] == [(3, {"name": "Sam", "number": "1"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_excel_writes_is_read(encoding: str) -> None:
    assert decode("ሳሙኤል Zoë سامي".encode(encoding)) == "ሳሙኤል Zoë سامي"


@pytest.mark.parametrize("content", ["Zoë".encode("cp1252"), b"\xff\xfea", b"\xd0\xcf\x11\xe0"])
def test_another_encoding_is_no_text(content: bytes) -> None:
    with pytest.raises(NotUtf8):
        decode(content)


def test_a_name_that_needs_a_sign_without_width_is_readable() -> None:
    """Persian joins and parts letters with them."""
    assert is_readable("علی\u200cرضا")


@given(st.text())
def test_whatever_is_pasted_is_read_and_can_be_shown(text: str) -> None:
    """Nothing raises, each fault is on a line that is there, and what is shown is readable."""
    lines, found = read(f"number,name\n{text}", COLUMNS)
    last = len(text.splitlines()) + 2
    assert lines or found
    assert all(1 <= fault.line <= last for fault in found)
    shown = showable(text)
    assert len(shown) == len(text)
    assert is_readable(shown.replace("\t", "").replace("\r", "").replace("\n", "").replace("\ufffd", ""))
