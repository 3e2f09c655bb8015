"""A cell that a spreadsheet may work out is told from one that it shows."""

import pytest

from kentcare.core.formula import begins_a_formula


@pytest.mark.parametrize(
    "first", [*"=+-@", *"＝＋－＠﹢﹣﹦﹫−", "\t", "\r", "\n", " =", "\u00a0=", "\u3000＝"]
)
def test_a_sign_of_any_width_begins_a_formula_even_after_blanks(first: str) -> None:
    assert begins_a_formula(f"{first}SUM(A1)")


@pytest.mark.parametrize("text", ["", " ", "Ada", "O’Brien-Smith", "a=b", "ወልደ", "محمد"])
def test_a_name_begins_none(text: str) -> None:
    assert not begins_a_formula(text)
