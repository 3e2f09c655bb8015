"""Sentences that must halt a form, and ordinary ones that must not, in three languages."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from kentcare.offer.danger.rules import DangerKind
from kentcare.offer.danger.words import Lexicon
from kentcare.paths import CONTENT

HERE = Path(__file__).parents[1] / "offer" / "danger"


LANGUAGES = ("en", "ar", "ti")


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    language: Literal["en", "ar", "ti"]
    stops: DangerKind | Literal["no"]
    held_back: bool = False

    @property
    def must_stop(self) -> bool:
        return self.stops != "no"

    @property
    def kinds(self) -> set[str]:
        """What the lists find in it."""
        return {match.kind for match in lexicon().find([self.says])}

    @property
    def is_right(self) -> bool:
        return bool(self.kinds) == self.must_stop


@cache
def lexicon() -> Lexicon:
    return Lexicon.load(CONTENT)


@cache
def sentences(name: str) -> tuple[Sentence, ...]:
    return msgspec.yaml.decode((HERE / name).read_bytes(), type=tuple[Sentence, ...])


SENTENCES = sentences("sentences.yaml")


ROUNDABOUT = sentences("roundabout.yaml")


class TwoSides(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences of Hosts that must halt their report, and ordinary ones that must not."""

    stop: tuple[str, ...]
    ordinary: tuple[str, ...]

    @property
    def wrong(self) -> set[tuple[str, str]]:
        """What the lists get wrong of them, as content/danger/misses.yaml says it."""
        missed = {(one, "missed") for one in self.stop if not lexicon().find([one])}
        return missed | {(one, "stopped for nothing") for one in self.ordinary if lexicon().find([one])}


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences that must halt a report, and ordinary ones, by what they speak of."""

    stop: dict[str, tuple[str, ...]]
    ordinary: dict[str, tuple[str, ...]]


# Of another hand, written before the lists were changed for them.
HOSTS = msgspec.yaml.decode((HERE / "hosts.yaml").read_bytes(), type=TwoSides)
# Of another hand too, and heard once by the lists before they were mended with these in sight.
HOSTS_AGAIN = msgspec.yaml.decode((HERE / "hosts_again.yaml").read_bytes(), type=TwoSides)
KINDS = msgspec.yaml.decode((HERE / "kinds.yaml").read_bytes(), type=Kinds)
