"""What a language says for an English text: figures go past it, and what is missing is marked English."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from kentcare import paths
from kentcare.core.languages.catalogue import (
    CONTENT,
    INTERFACE,
    Catalogue,
    MissingCatalogue,
    file_of,
    put_numbers,
    take_numbers,
)
from kentcare.core.languages.english import in_english
from kentcare.core.languages.listed import Language, every_language

FRENCH = Language("fr-CA", "Français", "ltr", "fr_CA", "nplurals=2; plural=(n > 1);", offered=True)

HEADER = f"""\
msgid ""
msgstr ""
"Language: fr_CA\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {FRENCH.plural}\\n"

"""
WORDS = HEADER + 'msgid "Search"\nmsgstr "Chercher"\nmsgid "%(num)s page"\nmsgid_plural "%(num)s pages"\n'
WORDS += 'msgstr[0] "%(num)s page en français"\nmsgstr[1] "%(num)s pages en français"\n'
TEXTS = HEADER + 'msgid "{1} for {2} weeks"\nmsgstr "pendant {2} semaines, {1}"\n'
TEXTS += 'msgid "{amount} a week"\nmsgstr "{amount} par semaine"\n'


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    monkeypatch.setattr(paths, "TRANSLATIONS", tmp_path)
    for domain, po in ((INTERFACE, WORDS), (CONTENT, TEXTS)):
        file = file_of(FRENCH, domain)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            write_mo(out, read_po(BytesIO(po.encode())))
    return Catalogue.of(FRENCH)


@pytest.mark.parametrize(
    ("text", "template", "numbers"),
    [
        ("£50 for 3 weeks", "{1} for {2} weeks", ["£50", "3"]),
        ("£1,200.50 in all", "{1} in all", ["£1,200.50"]),
        ("It ends at 21.", "It ends at {1}.", ["21"]),
        ("Nothing to count", "Nothing to count", []),
    ],
)
def test_numbers_are_taken_out_before_a_text_is_translated(
    text: str, template: str, numbers: list[str]
) -> None:
    assert take_numbers(text) == (template, numbers)


def test_a_number_in_the_name_of_a_place_stays_there() -> None:
    text = "{birthday_17} and {setting_up_home_2} for 2"
    assert take_numbers(text) == ("{birthday_17} and {setting_up_home_2} for {1}", ["2"])


@given(
    st.lists(st.sampled_from(["{birthday_17}", "£58.40", "1,234", "21", " a week", "."]) | st.text("aé0 ,.£"))
)
def test_numbers_are_put_back_where_they_were(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert put_numbers(*take_numbers(text)) == text


def test_numbers_go_where_the_language_wants_them(french: Catalogue) -> None:
    assert french.translate("£58.40 for 28 weeks") == "pendant 28 semaines, £58.40"


def test_one_translation_serves_every_figure(french: Catalogue) -> None:
    """So an officer who mends a figure needs no translator."""
    assert french.translate("£60 for 4 weeks") == "pendant 4 semaines, £60"


def test_a_place_goes_through_as_it_is(french: Catalogue) -> None:
    assert french.translate("{amount} a week") == "{amount} par semaine"


def test_a_text_without_a_translation_comes_back_in_english_and_marked_so(french: Catalogue) -> None:
    assert french.translate("A text of 2026") == in_english("A text of 2026")


def test_nothing_is_nothing_in_any_language(french: Catalogue) -> None:
    """`when: ""` of a contact is allowed in place.yaml."""
    assert french.translate("") == ""


def test_the_words_of_the_site_come_from_their_own_catalogue(french: Catalogue) -> None:
    assert french.gettext("Search") == "Chercher"
    forms = [french.ngettext("%(num)s page", "%(num)s pages", number) for number in (0, 1, 2)]
    assert forms == ["%(num)s page en français", "%(num)s page en français", "%(num)s pages en français"]


def test_a_word_of_the_site_without_a_translation_is_in_english_and_marked_so(french: Catalogue) -> None:
    assert french.gettext("Save %(name)s") == in_english("Save %(name)s")
    assert french.ngettext("%(num)s day", "%(num)s days", 1) == in_english("%(num)s day")
    assert french.ngettext("%(num)s day", "%(num)s days", 2) == in_english("%(num)s days")


def test_a_catalogue_that_is_not_compiled_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "TRANSLATIONS", tmp_path)
    with pytest.raises(MissingCatalogue, match=r"fr_CA/LC_MESSAGES/content\.mo is missing"):
        Catalogue.of(FRENCH)


def test_english_is_said_as_it_is_written() -> None:
    english = Catalogue.of(every_language()["en"])
    assert english.translate("£58.40 for 28 days") == "£58.40 for 28 days"
    assert [english.ngettext("a page", "pages", number) for number in (0, 1, 2)] == [
        "pages",
        "a page",
        "pages",
    ]


def test_the_pseudo_locale_makes_all_of_it_strange_and_no_figure() -> None:
    pseudo = Catalogue.of(every_language()["en-XA"])
    assert pseudo.translate("£58.40 for 28 days").startswith("£58.40 ƒöŕ 28 đåýš")
    assert pseudo.gettext("Search").startswith("Šéåŕçĥ")
    assert pseudo.ngettext("page", "pages", 2).startswith("þåĝéš")
