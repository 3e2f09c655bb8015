"""The engine as content/ is now, in any language: what the web site asks."""

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.languages.catalogue import Catalogue
from kentcare.core.languages.listed import ENGLISH, every_language
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.entitlements.engine import Engine


class Engines:
    """The engines over one reading of content/: one for each language, made when first asked for."""

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
    """The engine over content/ as it is now, in the language with this tag.

    While content/ has a fault it is the last engine that had none. Raises ContentError where there is none.
    """
    return _current.get().of(tag)
