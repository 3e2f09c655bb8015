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


class TypedSearch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    questions: list[SearchQuestion]
    danger: list[str]
    harmless: list[str]


TYPED = msgspec.yaml.decode(
    (Path(__file__).parents[1] / "offer" / "pages" / "questions.yaml").read_bytes(), type=TypedSearch
)
