"""`kentcare translations`: how each language stands, and the way to a translator and back."""

import sys
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

import click

from kentcare.core.content.files import ContentError
from kentcare.core.languages.catalogue import CONTENT
from kentcare.core.languages.listed import Language, every_language
from kentcare.operations.translate import store
from kentcare.operations.translate.units import Unit, every_unit, hash_of

_TO_TRANSLATE = {language.tag: language for language in every_language().values() if not language.is_english}
language_argument = click.argument(
    "tag", type=click.Choice([tag for tag, language in _TO_TRANSLATE.items() if not language.is_pseudo])
)


@click.group()
def translations() -> None:
    """How each language stands, and the way to a translator and back."""


@translations.command()
def status() -> None:
    """For each language and part: what is translated, what has changed since, and who checked it."""
    units = _units()
    row = "{:<10}{:<30}{:>8}{:>12}{:>10}  {:<14}{:<24}{}"
    click.echo(
        row.format(
            "language", "part", "English", "translated", "changed", "made from", "translated by", "checked"
        )
    )
    for language in every_language().values():
        if language.is_english or language.is_pseudo:
            continue
        for part, counts in _standing(language, units).items():
            click.echo(row.format(language.tag, part, *counts).rstrip())


@translations.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def collect(file: Path) -> None:
    """Write the words of content/ to translate to FILE.

    `make catalogues` calls it for translations/content.pot.
    """
    units = [unit for unit in _units() if unit.part == CONTENT]
    template = Language("en", "", "", "", "nplurals=2; plural=(n != 1);", offered=False)
    made = store.po_of(template, sorted(units, key=lambda unit: unit.english), {})
    file.write_bytes(made)


@translations.command(name="export")
@language_argument
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="What is translated too, not only what waits.")
def export_(tag: str, file: Path, everything: bool) -> None:
    """Write what is to be translated to FILE: XLIFF where its name ends in .xlf or .xliff, else PO."""
    language, units = _TO_TRANSLATE[tag], _units()
    known = _known(language, units)
    chosen = {unit.key: unit for unit in units if everything or unit.key not in known}
    made = store.po_of(language, list(chosen.values()), known)
    file.write_bytes(_xliff_from(made) if _is_xliff(file) else made)
    click.echo(f"{len(chosen)} texts are in {file}.")


@translations.command(name="import")
@language_argument
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(tag: str, file: Path) -> None:
    """Take in FILE, PO or XLIFF.

    Where a place, a link or an element differs from the English, nothing is taken.
    """
    language, units = _TO_TRANSLATE[tag], _units()
    given = store.read(_po_in(file))
    wanted = {unit.key: unit for unit in units}
    faults = list(_faults(language, given, wanted))
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        click.echo(f"Nothing was taken in. {len(faults)} to mend.", err=True)
        sys.exit(1)
    taken = {key: texts for key, texts in given.items() if key in wanted}
    store.save(language, units, _known(language, units) | taken)
    click.echo(
        f"{len(taken)} texts taken in; {len(given) - len(taken)} are of English that has changed since."
    )


def _units() -> list[Unit]:
    try:
        return every_unit()
    except ContentError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _known(language: Language, units: list[Unit]) -> store.Translations:
    """The translations that fit English as it now is."""
    wanted = {unit.key for unit in units}
    return {
        key: texts
        for part in store.load(language, units).values()
        for key, texts in part.items()
        if key in wanted
    }


def _faults(
    language: Language, given: store.Translations, wanted: dict[tuple[str, str | None], Unit]
) -> Iterable[str]:
    forms = int(language.plural.split(";")[0].removeprefix("nplurals="))
    for key, texts in given.items():
        unit = wanted.get(key)
        if unit is None:
            continue
        if unit.plural and len(texts) != forms:
            yield f"“{unit.english}”: {len(texts)} forms of the plural, and the language has {forms}."
        yield from (f"“{unit.english}”: {fault}" for fault in unit.faults(texts))


def _standing(language: Language, units: list[Unit]) -> dict[str, tuple[int, int, int, str, str, str]]:
    """For each part.

    Texts in English, of them translated, made from English that is no more, hash, who, checked.
    """
    found = {}
    known = store.load(language, units)
    for part in dict.fromkeys(unit.part for unit in units):
        own = [unit for unit in units if unit.part == part]
        keys, translated = {unit.key for unit in own}, known.get(part, {})
        found[part] = (
            len(keys),
            len(keys & translated.keys()),
            len(translated.keys() - keys),
            hash_of([unit for unit in own if unit.key in translated]),
            *_who(language, part),
        )
    return found


def _who(language: Language, part: str) -> tuple[str, str]:
    front = store.front_of(language, part)
    by = front.translated_by if front else language.translated_by
    checked_by, checked_on = (
        (front.checked_by, front.checked_on) if front else (language.checked_by, language.checked_on)
    )
    return by or "nobody yet", f"by {checked_by}, {checked_on or date.min}" if checked_by else "not yet"


def _is_xliff(file: Path) -> bool:
    return file.suffix in {".xlf", ".xliff"}


# Imported where they are used: the toolkit takes half a second to load.
def _xliff_from(po: bytes) -> bytes:
    from translate.convert.po2xliff import convertpo

    out = BytesIO()
    convertpo(BytesIO(po), out, None)
    return out.getvalue()


def _po_in(file: Path) -> bytes:
    """What a translator sent, as PO. Ends the command with a sentence where the file is neither."""
    from translate.storage.base import ParseError

    raw = file.read_bytes()
    try:
        if not _is_xliff(file):
            return raw
        return _po_from(raw)
    except (ParseError, SyntaxError, ValueError):
        click.echo(f"{file} cannot be read. Ask for it again, as XLIFF 1.2 or as PO.", err=True)
        sys.exit(1)


def _po_from(xliff: bytes) -> bytes:
    from translate.convert.xliff2po import convertxliff
    from translate.storage.poxliff import PoXliffFile

    work = PoXliffFile.parsestring(xliff)  # type: ignore[no-untyped-call]  # the toolkit ships few types
    for unit in work.units:
        # `approved` is for a second reader, and many programs leave it out. What says of itself that it still
        # needs work is not taken.
        states = [target.get("state") or "" for target in unit.xmlelement.iter("{*}target")]
        if unit.target and not any(state.startswith(("needs", "new")) for state in states):
            unit.markapproved()
    out = BytesIO()
    convertxliff(BytesIO(bytes(work)), out, None)
    return out.getvalue()
