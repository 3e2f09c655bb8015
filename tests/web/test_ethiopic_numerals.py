"""Numbers in the numerals of Ethiopia are read as those in digits."""

import pytest

from kentcare.web.ethiopic_numerals import in_digits


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("፩", "1"),
        ("፲፫", "13"),
        ("፴", "30"),
        ("፻", "100"),
        ("፲፱፻፺፱", "1999"),
        ("፳፻", "2000"),
        ("፳፻፰", "2008"),
        ("፼", "10000"),
    ],
)
def test_a_number_is_written_in_digits(typed: str, number: str) -> None:
    assert in_digits(typed) == number


@pytest.mark.parametrize("typed", ["", "12", "መስከረም", "፩2"])
def test_any_other_text_is_left_as_it_is(typed: str) -> None:
    assert in_digits(typed) == typed
