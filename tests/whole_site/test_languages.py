"""What must hold of every language that a reader can choose, and of what can be translated."""

import ast
import os
import re
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from werkzeug.test import TestResponse

import kentcare
from kentcare import paths
from kentcare.core.languages.catalogue import CONTENT, INTERFACE, file_of
from kentcare.core.languages.listed import Language, every_language
from kentcare.operations.translate.state import broken_texts, missing_texts
from kentcare.operations.translate.units import Unit, every_unit
from support.every import PAGES, PSEUDO, addresses
from support.html import Node, Page, Text, attribute, href, one, page_of, text_of
from support.visitor import STUDENT, CheckerVisitor

OFFERED = [language for language in every_language().values() if language.offered and not language.is_english]
BY_TAG = pytest.mark.parametrize("language", OFFERED, ids=lambda language: language.tag)


@pytest.fixture(scope="session")
def units() -> list[Unit]:
    return every_unit()


@BY_TAG
@pytest.mark.skipif(
    "KENTCARE_RELEASE" not in os.environ,
    reason="a change may leave a text in English until it is translated; a release may not",
)
def test_a_release_leaves_no_text_of_an_offered_language_in_english(
    units: list[Unit], language: Language
) -> None:
    """The same rule as `make release-check`. KENTCARE_RELEASE is set to run it in the suite."""
    missing = missing_texts(language, units)
    assert not missing, f"{len(missing)} of {len(units)}: kentcare translations export {language.tag}"


@BY_TAG
def test_a_text_that_is_translated_is_whole(units: list[Unit], language: Language) -> None:
    """Its places, links, elements and plural forms are those of the English."""
    assert not broken_texts(language, units)


@BY_TAG
@pytest.mark.parametrize("domain", [INTERFACE, CONTENT])
def test_nothing_is_unsure_and_the_plural_is_cldr_s(language: Language, domain: str) -> None:
    path = file_of(language, domain).with_suffix(".po")
    with path.open("rb") as lines:
        catalogue = read_po(lines)
    assert not [message.id for message in catalogue if message.fuzzy]
    assert f'"Plural-Forms: {language.plural}\\n"' in path.read_text()


# The category of CLDR for each number, by the place of its form in the catalogue.
PLURALS = {
    "en": {0: 1, 1: 0, 2: 1, 3: 1, 11: 1, 100: 1},
    "ti": {0: 0, 1: 0, 2: 1, 3: 1, 11: 1, 100: 1},
    "ar": {0: 0, 1: 1, 2: 2, 3: 3, 11: 4, 100: 5},
}


@pytest.mark.parametrize("tag", PLURALS)
def test_the_plural_is_right_for_each_kind_of_number(tag: str) -> None:
    rule = re.search(r"plural=(.*);", every_language()[tag].plural)
    assert rule is not None
    form = c2py(rule[1])
    assert {number: form(number) for number in PLURALS[tag]} == PLURALS[tag]


def test_every_offered_language_has_its_plurals_here() -> None:
    assert {language.tag for language in every_language().values() if language.offered} == set(PLURALS)


def test_no_word_is_translated_before_anybody_asks() -> None:
    """At the top of a module or of a class there is no reader yet, so it would be English for everybody."""
    eager = []
    for path in Path(kentcare.__file__).parent.rglob("*.py"):
        for node in _outside_functions(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "gettext", "ngettext")
            ):
                eager.append(f"{path.name}:{node.lineno}")
    assert not eager


def _outside_functions(tree: ast.AST) -> list[ast.AST]:
    found = []
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            found += [node, *_outside_functions(node)]
    return found


@pytest.mark.parametrize("address", addresses(24))
def test_a_page_says_which_language_it_is_and_which_way_it_runs(strange_app: Flask, address: str) -> None:
    page = page_of(strange_app.test_client().get(address).text)
    language = every_language()[address.split("/")[1]]
    assert (attribute(one(page, "html"), "lang"), attribute(one(page, "html"), "dir")) == (
        language.tag,
        language.direction,
    )
    notice = page.select_one(".unchecked")
    assert (notice is not None) == (language.is_unchecked and not language.is_pseudo)
    if notice:
        link = notice.select_one("a[hreflang=en]")
        assert link is not None
        assert href(link) == address.replace(f"/{language.tag}/", "/en/", 1)


def test_the_answer_and_the_sheet_speak_the_language_and_the_sheet_english_beside_it(
    strange_app: Flask,
) -> None:
    for language in OFFERED:
        visitor = CheckerVisitor(strange_app.test_client(), STUDENT, language.tag).finish()
        assert attribute(one(visitor.page, "html"), "lang") == language.tag
        assert not _english_in(one(visitor.page, "main"), ignore_language=True)
        visitor.go(f"/{language.tag}/checker/sheet")
        sheet = visitor.page
        assert sheet.select(".both > [lang=en]")
        for pair in sheet.select(".both"):
            own, english = pair.select(":scope > div")
            untranslated = own.select_one("[lang=en]") is not None
            assert untranslated or text_of(own) != text_of(english)
        _remove(sheet, "[lang=en]")
        assert not _english_in(one(sheet, "main"), ignore_language=True)


@pytest.mark.parametrize("page", [*PAGES, "nowhere"])
def test_the_pseudo_locale_shows_no_bare_english(strange_app: Flask, page: str) -> None:
    """What still reads as English could not be translated into any language."""
    html = strange_app.test_client().get(f"/{PSEUDO}/{page}").text
    assert not _english_in(page_of(html))


def test_the_pseudo_locale_shows_none_in_the_whole_checker(strange_app: Flask) -> None:
    found: list[str] = []

    class Reader(CheckerVisitor):
        def go(self, path: str) -> TestResponse:
            response = super().go(path)
            if self.response.mimetype == "text/html":
                found.extend(_english_in(page_of(self.response.text)))
            return response

    visitor = Reader(strange_app.test_client(), STUDENT, PSEUDO).finish()
    visitor.go(f"/{PSEUDO}/checker/sheet")
    assert not found
    visitor.client.post(f"/{PSEUDO}/checker/again")
    wrong = Reader(strange_app.test_client(), {}, PSEUDO)
    wrong.reply(("32", "13", "1"))
    assert not _english_in(wrong.page)


def test_the_pseudo_locale_would_show_english_if_there_were_any() -> None:
    page = page_of("<p>Ŵé <b>do not</b> ķñöŵ <bdi>Kent</bdi> <cite lang='en'>Kent policy</cite></p>")
    assert _english_in(page) == ["do not"]


# Names, figures and what is marked as English.
_NAMES = "[lang=en], bdi, time, code, script, style, .languages, .tel, svg, .money"
_ATTRIBUTES = (
    "aria-label",
    "title",
    "placeholder",
    "alt",
    "data-two",
    "data-one",
    "data-leaving",
    "data-stop",
)
# Signs of no language, and numbers.
_WORD = re.compile(r"[A-Za-z]{2,}")


def _english_in(page: Node, *, ignore_language: bool = False) -> list[str]:
    """Texts of plain Latin letters that no element marks as English or as a name."""
    found = []
    marked = set(page.select(_NAMES))
    for text in page.descendants:
        if not isinstance(text, Text) or not _WORD.search(text.data):
            continue
        if any(parent in marked for parent in text.ancestors):
            continue
        found.append(" ".join(text.data.split()))
    for name in _ATTRIBUTES:
        found += [
            attribute(tag, name)
            for tag in page.select(f"[{name}]")
            # An attribute can hold no element: the signs around English mark it there.
            if _WORD.search(_without_names(attribute(tag, name)))
        ]
    if ignore_language:
        # Names stand in Latin letters inside a translation, and a hard word in brackets after it.
        return [text for text in found if not re.search(r"[\u0600-\u06ff\u1200-\u137f]", text)]
    return [text for text in found if not _is_strange(text)]


def _is_strange(text: str) -> bool:
    """Every word has a letter that English has not, or is a name in a title."""
    return all(
        re.search(r"[^\x00-\x7f]", word)
        for word in re.findall(r"[^\s\u2066\u2069–]*[A-Za-z]{2,}[^\s\u2066\u2069–]*", _without_names(text))
    )


def _without_names(text: str) -> str:
    return re.sub(r"\u2066[^\u2069]*\u2069", "", text)


def _remove(page: Page, what: str) -> None:
    for tag in page.select(what):
        tag.decompose()


def test_an_english_word_in_arabic_does_not_run_into_the_english_in_brackets() -> None:
    """Without a sign between them both are read as one piece, and stand in the wrong order."""
    runs_on = re.compile(r"[A-Za-z] \([A-Za-z]")
    for file in (paths.TRANSLATIONS / "ar" / "LC_MESSAGES").glob("*.po"):
        said = [line for line in file.read_text().splitlines() if line.startswith("msgstr")]
        assert not [line for line in said if runs_on.search(line)], file.name
