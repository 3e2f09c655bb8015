"""`kentcare translations`: how each language stands, and export to translators and import from them."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import click

from kentcare import paths
from kentcare.core.clock import today
from kentcare.core.content.files import ContentError
from kentcare.core.content.reading_dates import future_reading_dates
from kentcare.core.languages.catalogue import CONTENT
from kentcare.core.languages.listed import Language, every_language
from kentcare.operations.translate import store
from kentcare.operations.translate.state import broken_texts, faults_of, missing_texts
from kentcare.operations.translate.units import Unit, every_unit, hash_of

# By tag, the languages with translations: all but English and the pseudo-language.
TRANSLATED = {
    language.tag: language
    for language in every_language().values()
    if not language.is_english and not language.is_pseudo
}
_LANGUAGE = click.Choice(list(TRANSLATED))
language_argument = click.argument("tag", type=_LANGUAGE)
_ROW = "{:<10}{:<30}{:>8}{:>12}{:>9}{:>10}  {:<14}{:<24}{}"
_HEADINGS = (
    *("language", "part", "English", "translated", "missing", "changed"),
    *("made from", "translated by", "checked"),
)


@click.group()
def translations() -> None:
    """How each language stands; export to a translator and import again."""


@translations.command()
def status() -> None:
    """Show what is translated, what has changed since, and who checked it, for each language and part."""
    units = _units()
    click.echo(_ROW.format(*_HEADINGS))
    for language in TRANSLATED.values():
        for part, columns in _status_by_part(language, units).items():
            click.echo(_ROW.format(language.tag, part, *columns).rstrip())


@translations.command()
@click.argument("tag", type=_LANGUAGE, required=False)
def missing(tag: str | None) -> None:
    """List each text without a translation, of one language or of all. Readers see it in English."""
    units = _units()
    languages = [TRANSLATED[tag]] if tag else list(TRANSLATED.values())
    found = [line for language in languages for line in missing_texts(language, units)]
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} texts have no translation.", err=True)


@translations.command(name="check")
@click.option("--release", is_flag=True, help="Also refuse an offered language with a text missing.")
def check_(release: bool) -> None:
    """Name each translation that is not whole: a place, a link, an element or a plural form is missing.

    So is a language that was checked on a day to come. Exits with 1 where there is a fault. With --release, a
    text without a translation is one too.
    """
    units = _units()
    faults = [str(fault) for fault in future_reading_dates(paths.TRANSLATIONS, today())]
    faults += [fault for language in TRANSLATED.values() for fault in broken_texts(language, units)]
    if release:
        offered = [language for language in TRANSLATED.values() if language.offered]
        faults += [line for language in offered for line in missing_texts(language, units)]
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"{len(faults)} to mend or to translate.", err=True)
        sys.exit(1)
    click.echo("Every translation is whole" + (", and no text is missing." if release else "."))


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
@click.option("--all", "everything", is_flag=True, help="Also what is translated, not only what is missing.")
def export_(tag: str, file: Path, everything: bool) -> None:
    """Write the texts to translate to FILE: XLIFF where its name ends in .xlf or .xliff, else PO."""
    language, units = TRANSLATED[tag], _units()
    known = _known(language, units)
    chosen = {unit.key: unit for unit in units if everything or unit.key not in known}
    made = store.po_of(language, list(chosen.values()), known)
    file.write_bytes(_xliff_from(made) if _is_xliff(file) else made)
    click.echo(f"{len(chosen)} texts are in {file}.")


@translations.command(name="import")
@language_argument
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(tag: str, file: Path) -> None:
    """Import FILE, PO or XLIFF.

    Where a placeholder, a link or an element differs from the English, nothing is imported.
    """
    language, units = TRANSLATED[tag], _units()
    given = store.read(_po_in(file))
    wanted = {unit.key: unit for unit in units}
    faults = list(faults_of(language, given, wanted.values()))
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
    """The translations of English as it now is."""
    wanted = {unit.key for unit in units}
    return {
        key: texts
        for part in store.load(language, units).values()
        for key, texts in part.items()
        if key in wanted
    }


def _status_by_part(
    language: Language, units: list[Unit]
) -> dict[str, tuple[int, int, int, int, str, str, str]]:
    """The columns of a language's row in `status` after its name, for each part.

    They are: texts in English; how many of them are translated; how many are missing; how many translations
    were made from English that has changed; the hash of the English that is translated; who translated it;
    who checked it.
    """
    found = {}
    known = store.load(language, units)
    for part in dict.fromkeys(unit.part for unit in units):
        own = [unit for unit in units if unit.part == part]
        keys, translated = {unit.key for unit in own}, known.get(part, {})
        found[part] = (
            len(keys),
            len(keys & translated.keys()),
            len(keys - translated.keys()),
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


# The toolkit is imported where it is used, because it takes half a second to load.
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
