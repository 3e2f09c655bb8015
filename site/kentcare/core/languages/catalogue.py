"""The translations of a language: one gettext catalogue for the code, and one for the words of content/.

The key of a translation is the English itself. So a text whose English has changed since has none, and the
English is shown, marked as such, until somebody translates it again.
"""

import re
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from kentcare import paths
from kentcare.core.languages.english import in_english
from kentcare.core.languages.listed import Language
from kentcare.core.languages.pseudo import pseudo_translate

INTERFACE, CONTENT, DESK = "messages", "content", "desk"


class MissingCatalogue(FileNotFoundError):
    """A language is offered whose catalogue has not been compiled."""


class Catalogue:
    """The translations of one language.

    `gettext` and `ngettext` translate texts of the code. English without a translation is marked as English.
    """

    def __init__(self, interface: NullTranslations, content: NullTranslations) -> None:
        self.gettext = interface.gettext
        self.ngettext = interface.ngettext
        self._content = content.gettext

    def translate(self, text: str, where: str = "") -> str:
        """A text of content/ in this language, or in English and marked so.

        `where` is not used here: whoever collects the texts for a translator notes it.
        """
        if not text:  # gettext answers nothing with the head of the catalogue
            return ""
        template, numbers = take_numbers(text)
        return put_numbers(self._content(template), numbers)

    @classmethod
    def of(cls, language: Language) -> "Catalogue":
        """The translations of a language. Raises MissingCatalogue where they have not been compiled."""
        if language.is_english:
            return cls(NullTranslations(), NullTranslations())
        if language.is_pseudo:
            return cls(_Pseudo(), _Pseudo())
        content, interface = _read(file_of(language, CONTENT)), _read(file_of(language, INTERFACE))
        if file_of(language, DESK).exists():
            interface.add_fallback(_read(file_of(language, DESK)))
        # The last in each chain: what has no translation is shown in English, and marked as English.
        content.add_fallback(_MarkedEnglish())
        interface.add_fallback(_MarkedEnglish())
        return cls(interface, content)


# A placeholder keeps the numbers in its name.
_NUMBER = re.compile(r"(\{[^{}]*\})|£?[0-9]+(?:[.,][0-9]+)*")
_TAKEN = re.compile(r"\{([0-9]+)\}")


def take_numbers(text: str) -> tuple[str, list[str]]:
    """A text with {1} for its first number and so on, because no figure may stand inside a translation."""
    numbers: list[str] = []

    def take(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        numbers.append(found[0])
        return f"{{{len(numbers)}}}"

    return _NUMBER.sub(take, text), numbers


def put_numbers(template: str, numbers: list[str]) -> str:
    """The text with its numbers again: the opposite of `take_numbers`."""
    return _TAKEN.sub(lambda found: numbers[int(found[1]) - 1], template)


def file_of(language: Language, domain: str) -> Path:
    """Where the compiled catalogue of a language is."""
    return paths.TRANSLATIONS / language.tag.replace("-", "_") / "LC_MESSAGES" / f"{domain}.mo"


def _read(file: Path) -> GNUTranslations:
    try:
        with file.open("rb") as compiled:
            return GNUTranslations(compiled)
    except FileNotFoundError:
        raise MissingCatalogue(f"{file} is missing. `make serve` and `make test` compile it.") from None


class _MarkedEnglish(NullTranslations):
    def gettext(self, message: str) -> str:
        return in_english(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return in_english(super().ngettext(msgid1, msgid2, n))


class _Pseudo(NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo_translate(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo_translate(super().ngettext(msgid1, msgid2, n))
