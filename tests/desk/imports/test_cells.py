"""Each cell of a list is read as what its column holds."""

from datetime import date

import pytest

from kentcare.desk.imports.cells import read_day


@pytest.mark.parametrize("typed", ["2008-03-27", "2008-3-27", "27/03/2008", "27/3/2008"])
def test_both_ways_to_write_a_day(typed: str) -> None:
    assert read_day(typed) == date(2008, 3, 27)
