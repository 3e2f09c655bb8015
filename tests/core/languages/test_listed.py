"""translations/languages.toml: every row whole, and its plural rule the one of CLDR."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from gettext import GNUTranslations, c2py
from pathlib import Path

import pytest
from babel import Locale

from kentcare import paths
from kentcare.core.languages.catalogue import INTERFACE, file_of
from kentcare.core.languages.listed import ENGLISH, Language, every_language, offered_tags

EVERY = list(every_language().values())
BY_TAG = pytest.mark.parametrize("language", EVERY, ids=lambda language: language.tag)
DIRECTIONS = {"left-to-right": "ltr", "right-to-left": "rtl"}

# By hand, from CLDR's rules for cardinals (unicode.org, "Language Plural Rules"): the order of the forms in a
# catalogue, and the form for each number. Babel says something else for `ti` and 0.
FORMS = {
    "en": ("one", "other"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
    "ti": ("one", "other"),
}
PLURALS = {
    "en": {0: "other", 1: "one", 2: "other", 3: "other", 11: "other", 100: "other"},
    "ar": {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other"},
    "ti": {0: "one", 1: "one", 2: "other", 3: "other", 11: "other", 100: "other"},
}
# Where Arabic begins again: 10 is few and 99 many; of a hundred and more, the last two digits decide.
ARABIC_EDGES = {
    10: "few",
    99: "many",
    101: "other",
    102: "other",
    103: "few",
    110: "few",
    111: "many",
    200: "other",
}


def rows_in(folder: Path, toml: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Language]:
    (folder / "languages.toml").write_text(toml, encoding="utf-8")
    monkeypatch.setattr(paths, "TRANSLATIONS", folder)
    read: dict[str, Language] = every_language.__wrapped__()
    return read


def forms_of(language: Language, numbers: dict[int, str]) -> dict[int, str]:
    rule = re.fullmatch(r"nplurals=(\d); plural=(.+);", language.plural)
    assert rule is not None
    names = FORMS[language.tag]
    assert int(rule[1]) == len(names)
    return {number: names[c2py(rule[2])(number)] for number in numbers}


@BY_TAG
def test_a_row_is_whole_and_babel_knows_its_locale(language: Language) -> None:
    locale = Locale.parse(language.locale)
    assert language.direction == DIRECTIONS[locale.character_order]
    assert language.tag
    assert language.name
    assert re.fullmatch(r"nplurals=\d; plural=\(.+\);", language.plural)


@BY_TAG
def test_a_row_says_who_translated_it_and_nobody_checked_it_without_a_day(language: Language) -> None:
    is_translation = not language.is_english and not language.is_pseudo
    assert (language.translated_by is not None) == is_translation
    assert (language.checked_by is None) == (language.checked_on is None)


def test_no_tag_stands_there_twice() -> None:
    text = (paths.TRANSLATIONS / "languages.toml").read_text(encoding="utf-8")
    assert len(re.findall(r"(?m)^tag = ", text)) == len(EVERY)


@pytest.mark.parametrize("tag", PLURALS)
def test_the_plural_is_the_one_of_cldr(tag: str) -> None:
    assert forms_of(every_language()[tag], PLURALS[tag]) == PLURALS[tag]


@pytest.mark.parametrize("tag", sorted(set(PLURALS) - {ENGLISH}))
def test_the_compiled_catalogue_counts_so_too(tag: str) -> None:
    """It carries its own rule, and that is the one that readers meet."""
    with file_of(every_language()[tag], INTERFACE).open("rb") as compiled:
        form: Callable[[int], int] = vars(GNUTranslations(compiled))["plural"]
    assert {number: FORMS[tag][form(number)] for number in PLURALS[tag]} == PLURALS[tag]


def test_arabic_counts_by_the_last_two_digits() -> None:
    assert forms_of(every_language()["ar"], ARABIC_EDGES) == ARABIC_EDGES


def test_every_language_that_is_offered_has_its_plurals_written_here() -> None:
    assert set(offered_tags()) == set(PLURALS)


def test_english_is_offered_first_and_the_pseudo_locale_never() -> None:
    assert offered_tags()[0] == ENGLISH
    assert not [language.tag for language in EVERY if language.is_pseudo and language.offered]


ROW = """\
tag = "xx"
name = "X"
direction = "ltr"
locale = "en"
plural = "nplurals=1; plural=(0);"
offered = true
"""


@pytest.mark.parametrize(
    ("row", "named"),
    [(ROW + 'flag = "no"\n', "flag"), (ROW.replace('name = "X"\n', ""), "name")],
    ids=["a field too many", "a field too few"],
)
def test_a_row_that_is_not_whole_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, named: str
) -> None:
    with pytest.raises(TypeError, match=named):
        rows_in(tmp_path, f"[[language]]\n{row}", monkeypatch)


def test_a_whole_row_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toml = f'[[language]]\n{ROW}translated_by = "computer"\nchecked_by = "Zoë"\nchecked_on = 2026-11-22\n'
    (language,) = rows_in(tmp_path, toml, monkeypatch).values()
    assert (language.tag, language.checked_on) == ("xx", date(2026, 11, 22))


def test_a_translation_is_unchecked_until_somebody_has_read_it() -> None:
    arabic = every_language()["ar"]
    assert replace(arabic, checked_by=None).is_unchecked
    assert not replace(arabic, checked_by="Zoë").is_unchecked
    assert not every_language()[ENGLISH].is_unchecked
