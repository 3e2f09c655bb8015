"""The words of a text, the phrases that are looked for, and the faults of a list."""

import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kentcare import paths
from kentcare.cli import main
from kentcare.danger.rules import BadPhrase, Danger, Finder, Match, normal, pattern_of
from kentcare.danger.words import finder

SIMPLE = Finder.of(
    [(Danger.MISSING, "ran ... away|off"), (Danger.HURT, "self harm*"), (Danger.HURT, "*ضرب*")],
    ["ran off with the ball"],
)


WHOLE = finder()


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    WHOLE.found([text])
    assert normal(text).startswith(" ")


@given(
    before=st.text("abc .,!\n\t'", max_size=30),
    after=st.text("abc .,!\n\t'", max_size=30),
    between=st.sampled_from([" ", "  ", "\n", "\t", "-", " - "]),
    loud=st.booleans(),
)
def test_a_phrase_is_found_whatever_stands_around_it(
    before: str, after: str, between: str, loud: bool
) -> None:
    said = f"self{between}harming"
    text = f"{before} {said.upper() if loud else said} {after}"
    if between != "\n":  # a new line ends a sentence
        assert Match(Danger.HURT, "self harming") in SIMPLE.found([text])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He ran away.", True),
        ("He ran, as he often does, away", True),
        ("He ran one two three four five away", False),
        ("He ran. She went away", False),
        ("He ran off with the ball", False),
        ("He ran off with the ball and ran away", True),
        ("He outran away", False),
        ("HE RAN OFF!", True),
        ("وضربني أخي", True),
        ("وَضَرَبَنِي", True),
    ],
)
def test_what_a_phrase_means(text: str, found: bool) -> None:
    assert bool(SIMPLE.found([text])) is found


@pytest.mark.parametrize("quote", ["'", "\u2019", "\u2018", ""])
def test_an_apostrophe_may_be_any_or_none(quote: str) -> None:
    assert finder().found([f"He didn{quote}t come home"])


@pytest.mark.parametrize("phrase", ["", "...", "... away", "ran ...", "a||b", "*", "ran! away.", "a b|"])
def test_a_phrase_that_says_nothing_is_refused(phrase: str) -> None:
    with pytest.raises(BadPhrase):
        pattern_of(phrase)


def test_it_is_quick_enough_to_be_asked_as_somebody_types() -> None:
    text = "She went to college, cooked rice for all of us and rang her aunt. " * 60
    began = time.perf_counter()
    finder().found([text])
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  - unconscious\n", "  - '... unconscious'\n", "Write words, with * only before or after one"),
        ("  - unconscious\n", "  - unconscious\n  - unconscious\n", "This stands here twice"),
        ("missing:\n", "mising:\n", "mising"),
    ],
)
def test_a_fault_is_named_by_file_and_line(tmp_path: Path, old: str, new: str, what: str) -> None:
    content = Path(shutil.copytree(paths.CONTENT, tmp_path / "content"))
    file = content / "danger" / "en.yaml"
    file.write_text(file.read_text().replace(old, new, 1))
    result = CliRunner().invoke(main, ["content", "check", str(content)])
    assert result.exit_code == 1
    assert "danger/en.yaml:" in result.stdout
    assert what in result.stdout
