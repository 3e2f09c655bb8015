"""The engine as content/ is now, in any language: what the web site asks."""

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.languages.catalogue import Catalogue
from kentcare.core.languages.listed import ENGLISH, every_language
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.entitlements.engine import Engine


class Engines:
    """One book, and an engine for each language that somebody has asked for."""

    def __init__(self) -> None:
        self.book = load_book(paths.CONTENT)
        self._engines: dict[str, Engine] = {}

    def of(self, tag: str) -> Engine:
        """The engine that speaks a language."""
        found = self._engines.get(tag)
        if found is None:
            say = Catalogue.of(every_language()[tag]).translate
            found = self._engines[tag] = Engine(self.book if tag == ENGLISH else self.book.in_language(say))
        return found


_current = Current(Engines)


def engine_now(tag: str) -> Engine:
    """Raises ContentError where content/ has a fault and never was without one."""
    return _current.get().of(tag)
