"""How well the lists do on sentences as Hosts and young people write them. What they miss is published."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from kentcare.danger.words import finder

_HERE = Path(__file__).parent
SENTENCES: dict[str, list[str]] = yaml.safe_load((_HERE / "sentences.yaml").read_text())
MISSES: dict[str, list[str]] = yaml.safe_load((_HERE / "misses.yaml").read_text())
STOP = SENTENCES["stop"] + SENTENCES["held_back_stop"]
ORDINARY = SENTENCES["ordinary"] + SENTENCES["held_back_ordinary"]


def halts(sentence: str) -> bool:
    return bool(finder().found([sentence]))


def test_there_are_two_hundred_and_none_twice() -> None:
    everything = STOP + ORDINARY
    assert len(everything) == len(set(everything)) >= 200
    assert min(len(STOP), len(ORDINARY)) >= 80


@pytest.mark.parametrize("held_back", [False, True])
def test_how_many_it_finds(held_back: bool, record_property: Callable[[str, object], None]) -> None:
    before = "held_back_" if held_back else ""
    stop, ordinary = SENTENCES[f"{before}stop"], SENTENCES[f"{before}ordinary"]
    found, without_need = sum(map(halts, stop)), sum(map(halts, ordinary))
    what = "danger in sentences that made no list" if held_back else "danger in sentences"
    record_property(
        what, f"{found} of {len(stop)} found, {without_need} of {len(ordinary)} halted without need"
    )
    assert without_need <= len(ordinary) * 0.15
    assert held_back or found >= len(stop) * 0.95


def test_what_it_gets_wrong_is_published() -> None:
    assert MISSES["missed"] == [one for one in STOP if not halts(one)]
    assert MISSES["halted_without_need"] == [one for one in ORDINARY if halts(one)]


@pytest.mark.parametrize("sentence", SENTENCES["stop"])
def test_what_it_knows_it_finds_in_the_middle_of_a_long_text(sentence: str) -> None:
    around = "She cooked for all of us. " * 20
    assert halts(f"{around}\n{sentence.upper()}\r\n{around}")
