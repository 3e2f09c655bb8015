"""Lists that are too long for one page: the server shows them page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeVar

from flask import abort

PAGE = 50  # rows on a page
T = TypeVar("T")


class NavigationLink(NamedTuple):
    """A link of a row of links; `is_here` marks the page that is shown."""

    address: str
    words: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: the rows `first` to `last` of `number`, and the addresses of the pages beside it."""

    number: int
    page: int
    pages: int
    before: str | None
    after: str | None

    @classmethod
    def of(cls, number: int, page: int, address: Callable[[int], str]) -> Self:
        """The page with number `page`, counted from 1, of a list of `number` rows.

        `address` gives the address of a page. Answers the request with 404 where there is no such page.
        """
        pages = max(1, -(-number // PAGE))
        if not 1 <= page <= pages:
            abort(404)
        return cls(
            number=number,
            page=page,
            pages=pages,
            before=address(page - 1) if page > 1 else None,
            after=address(page + 1) if page < pages else None,
        )

    @property
    def skip(self) -> int:
        """How many rows are on the pages before this one."""
        return (self.page - 1) * PAGE

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        """The rows of this page, out of all rows of the list."""
        return rows[self.skip : self.skip + PAGE]

    @property
    def first(self) -> int:
        """The number of the first row on this page, counted from 1; 0 in an empty list."""
        return min(self.skip + 1, self.number)

    @property
    def last(self) -> int:
        """The number of the last row on this page; 0 in an empty list."""
        return min(self.page * PAGE, self.number)
