"""How a phrase of the lists is written: what cannot be understood says why."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.offer.danger.pattern import PatternError, parse_pattern


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "no word at all"),
        ("(a b|)", "no word at all"),
        ("(home", "not closed"),
        ("home)", "was not opened"),
        ("... home", "dots away"),
        ("home ...2", "dots away"),
        ("(home|the ...) now", None),
        ("(home|... the) now", "dots away"),
        ("not ...12 home", "1 to 9"),
        ("not ...0 home", "1 to 9"),
        ("h*me", "ends a word"),
        ("h*", "At least 2 letters"),
        ("*", "no letter"),
        ("—", "no letter"),
        ("<body>", "no group"),
        ("<body", "no group"),
        ("a | b", None),
    ],
)
def test_a_phrase_that_cannot_be_understood_says_why(written: str, why: str | None) -> None:
    if why is None:
        assert parse_pattern(written, {})
        return
    with pytest.raises(PatternError, match=why):
        parse_pattern(written, {})


SIGNS = st.sampled_from([*"()|<>*. …", "...", "...2", "<number>", "<body>", "home"])


@given(st.lists(SIGNS | st.text()).map("".join))
def test_any_other_fault_is_told_as_one(written: str) -> None:
    """Whatever is written, it is a phrase or a PatternError, never an error of the parser's own."""
    with suppress(PatternError):
        assert parse_pattern(written, {}).among
