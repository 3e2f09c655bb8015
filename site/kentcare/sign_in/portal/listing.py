"""A list that is too long for one page: the server cuts it, whatever it is a list of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeVar

from flask import abort

PAGE = 50
T = TypeVar("T")


class Way(NamedTuple):
    """Where somebody can go, one of some beside each other; `is_here`: it is the page that is shown."""

    address: str
    words: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Where a reader is in a list: its rows from `first` to `last` of `number`."""

    number: int
    page: int
    pages: int
    before: str | None
    after: str | None

    @classmethod
    def of(cls, number: int, page: int, address: Callable[[int], str]) -> Self:
        """`address` gives that of another page. A page that there is not is no address."""
        pages = max(1, -(-number // PAGE))
        if not 1 <= page <= pages:
            abort(404)
        return cls(
            number,
            page,
            pages,
            address(page - 1) if page > 1 else None,
            address(page + 1) if page < pages else None,
        )

    @property
    def skip(self) -> int:
        """How many rows stand on the pages before."""
        return (self.page - 1) * PAGE

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        """The rows of this page, out of all."""
        return rows[self.skip : self.skip + PAGE]

    @property
    def first(self) -> int:
        return min(self.skip + 1, self.number)

    @property
    def last(self) -> int:
        return min(self.page * PAGE, self.number)
