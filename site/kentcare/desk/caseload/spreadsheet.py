"""A list as a CSV file that is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from flask import Response

from kentcare.core.formula import begins_a_formula

Cell = str | int | date | None


def spreadsheet(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A CSV file of this name to download. A cell that looks like a formula gets an apostrophe in front."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    # With the mark at its beginning: without it a spreadsheet reads names that are not English wrongly.
    response = Response(lines.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _plain(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if begins_a_formula(text) else text
