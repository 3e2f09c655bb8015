"""What young people type into the search: questions with their answers, danger, and what is harmless."""

from pathlib import Path

import msgspec


class SearchQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ask: str
    wants: str
    answer: list[str]

    @property
    def pages(self) -> set[str]:
        """The pages that answer it, without their parts."""
        return {one.partition("#")[0] for one in self.answer}


class TypedInDanger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Searches by language: those of danger, by kind or of any kind, and harmless ones.

    `held_back` are of danger too, and never used to mend the lists.
    """

    danger: dict[str, dict[str, list[str]]]
    more: dict[str, list[str]]
    held_back: dict[str, list[str]]
    harmless: dict[str, list[str]]


class TypedSearch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    questions: list[SearchQuestion]
    danger: list[str]
    harmless: list[str]


OFFER = Path(__file__).parents[1] / "offer"
TYPED = msgspec.yaml.decode((OFFER / "pages" / "questions.yaml").read_bytes(), type=TypedSearch)
TYPED_IN_DANGER = msgspec.yaml.decode((OFFER / "danger" / "typed.yaml").read_bytes(), type=TypedInDanger)
