"""What is missing from a language's translations, and what is not whole in them.

A text without a translation is shown in English and marked so: somebody who speaks English alone may change
a page, and a translator follows. A release refuses it. A translation that there is must always be whole.
"""

from collections.abc import Iterable, Iterator

from kentcare.core.languages.listed import Language
from kentcare.operations.translate import store
from kentcare.operations.translate.units import Unit


def missing_texts(language: Language, units: list[Unit]) -> list[str]:
    """Each text without a translation, in a line: the language, the part and the English."""
    known = store.load(language, units)
    return [
        f"{language.tag}  {unit.part}  {' '.join(unit.english.split())}"
        for unit in units
        if unit.key not in known.get(unit.part, {})
    ]


def broken_texts(language: Language, units: list[Unit]) -> list[str]:
    """Each fault of a translation of English as it now is, in a line."""
    known = store.load(language, units)
    return [
        f"{language.tag}  {part}  {fault}"
        for part in dict.fromkeys(unit.part for unit in units)
        for fault in faults_of(language, known.get(part, {}), [unit for unit in units if unit.part == part])
    ]


def faults_of(language: Language, given: store.Translations, units: Iterable[Unit]) -> Iterator[str]:
    """What is not whole in some translations, each fault with its English. Other texts are passed over."""
    plural_forms = int(language.plural.split(";")[0].removeprefix("nplurals="))
    by_key = {unit.key: unit for unit in units}
    for key, texts in given.items():
        unit = by_key.get(key)
        if unit is None:
            continue
        if unit.plural and len(texts) != plural_forms:
            yield f"“{unit.english}”: {len(texts)} forms of the plural, and the language has {plural_forms}."
        yield from (f"“{unit.english}”: {fault}" for fault in unit.faults(texts))
