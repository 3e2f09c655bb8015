"""How a phrase of the lists looks when somebody has typed it."""

from functools import cache
from random import Random

from kentcare.offer.danger.pattern import NUMBER, Beginning, Choice, Exactly, Series, WordGap


def one_reading(chance: Random, meant: Choice, between: tuple[str, ...] = ("so",)) -> list[str]:
    """The words of one of the series that a phrase stands for; `between` stand where any words may."""
    return _words(chance, (meant,), between)


def _words(chance: Random, series: Series, between: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for part in series:
        if isinstance(part, Choice):
            found += _words(chance, chance.choice(_in_order(part)), between)
        elif isinstance(part, WordGap):
            found += chance.choices(between, k=chance.randint(0, part.most))
        elif isinstance(part, Beginning):
            found.append(part.letters + chance.choice(("", "", "xq")))
        elif part == Exactly(f"<{NUMBER}>"):
            found.append(str(chance.randint(1, 999)))
        else:
            found.append(part.letters)
    return found


@cache
def _in_order(meant: Choice) -> list[Series]:
    return sorted(meant.among, key=repr)
