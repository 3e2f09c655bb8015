"""`kentcare translations`: how each language stands, and work that goes to a translator and comes back."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kentcare.cli import main
from kentcare.core.languages.listed import every_language
from kentcare.operations.translate import commands
from support.small_site import ARABIC, ARABIC_PAGE, PAGE, arabic_page, change, mark

PARTS = (
    "messages",
    "content",
    *(f"pages/{slug}" for slug in ("accessibility", "clothes", "contact", "home")),
)
ARABIC_RULE = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)
PAGES = ("%(num)s page", "%(num)s pages")
SIX = ["لا صفحات", "صفحة", "صفحتان", "%(num)s صفحات", "%(num)s صفحة", "%(num)s صفحات"]
BEGIN = "Begin here."
GIVEN: dict[str | tuple[str, str], str | list[str]] = {
    "Search": "بحث",
    "Read on %(date)s.": "قرئ في %(date)s.",
    "<strong>Ask</strong> today": "<strong>اسأل</strong> اليوم",
    PAGES: SIX,
    "managers who decide": "مديرون يقررون",
    "NHS {1}": "NHS {1}",
    "# A small site": "# موقع صغير",
    BEGIN: "ابدأ هنا.\nثم اقرأ.",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["translations", *map(str, arguments)], catch_exceptions=False)


def po(given: dict[str | tuple[str, str], str | list[str]], rule: str = ARABIC_RULE, before: str = "") -> str:
    """A gettext file as a translator sends it."""
    entries = [f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: {rule}\\n"']
    for english, texts in given.items():
        one, many = english if isinstance(english, tuple) else (english, None)
        lines = [f"{before}msgid {quoted(one)}"]
        if many is None:
            lines.append(f"msgstr {quoted(str(texts))}")
        else:
            lines.append(f"msgid_plural {quoted(many)}")
            lines += [f"msgstr[{number}] {quoted(text)}" for number, text in enumerate(texts)]
        entries.append("\n".join(lines))
    return "\n\n".join(entries) + "\n"


def quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"').replace("\n", "\\n") + '"'


def take_in(data: Path, text: str, name: str = "work.po", tag: str = "ar") -> Result:
    file = data.parent / name
    file.write_text(text, encoding="utf-8")
    return run("import", tag, file)


def everything_in(data: Path) -> dict[str, bytes]:
    return {str(path.relative_to(data)): path.read_bytes() for path in data.rglob("*") if path.is_file()}


def rows(tag: str = "ar") -> dict[str, list[str]]:
    """The table, by part: English, translated, missing, changed, and the rest of the row."""
    result = run("status")
    assert result.exit_code == 0
    found = [re.split(r"\s{2,}|(?<=\d)\s+", line) for line in result.stdout.splitlines()]
    return {row[1]: row[2:] for row in found if row[0] == tag}


def test_the_status_has_a_row_for_each_part_of_each_language(data: Path) -> None:
    for tag in ("ar", "ti"):
        assert set(rows(tag)) >= set(PARTS)
    assert not rows("en")
    assert not rows("en-XA")


def test_a_row_counts_what_there_is(data: Path) -> None:
    assert rows()["messages"][:4] == ["4", "0", "4", "0"]
    assert rows()["pages/clothes"][:4] == [str(len(ARABIC))] * 2 + ["0", "0"]
    take_in(data, po(GIVEN))
    assert rows()["messages"][:4] == ["4", "4", "0", "0"]
    assert rows()["content"][1] == "2"
    assert rows()["pages/home"][:4] == ["4", "2", "2", "0"]


def test_a_row_counts_what_was_made_from_english_that_is_no_more(data: Path) -> None:
    change(data / "content", PAGE, "In winter", "In spring")
    assert rows()["pages/clothes"][:4] == [str(len(ARABIC)), str(len(ARABIC) - 1), "1", "1"]


def test_a_row_has_the_hash_of_the_english_that_is_translated(data: Path) -> None:
    before = rows()["pages/clothes"][4]
    change(data / "content", PAGE, "In winter", "In spring")
    assert re.fullmatch("[0-9a-f]{12}", before)
    assert rows()["pages/clothes"][4] != before


def test_a_row_says_who_translated_and_who_checked(data: Path) -> None:
    assert rows()["pages/clothes"][5:] == ["computer", "not yet"]
    checked = arabic_page().replace("by: computer", "by: Amal\nchecked_by: Zoë\nchecked_on: 2026-11-22")
    (data / "content" / ARABIC_PAGE).write_text(checked, encoding="utf-8")
    assert rows()["pages/clothes"][5:] == ["Amal", "by Zoë, 2026-11-22"]


def test_what_is_missing_is_listed_with_its_part(data: Path) -> None:
    take_in(data, po(GIVEN))
    assert "ar  pages/clothes" not in run("missing", "ar").stdout
    change(data / "content", PAGE, "In winter", "In spring")
    result = run("missing", "ar")
    spring = "In spring {council_short} gives you {rate:small_coat}."
    assert (result.exit_code, f"ar  pages/clothes  {spring}\n" in result.stdout) == (0, True)
    assert "ar  messages" not in result.stdout
    assert result.stderr == f"{len(result.stdout.splitlines())} texts have no translation.\n"
    # Every language, where none is named.
    assert {line.split("  ")[0] for line in run("missing").stdout.splitlines()} >= {"ar", "ti"}


def test_a_text_without_a_translation_passes_the_check_and_not_that_of_a_release(data: Path) -> None:
    assert run("check").exit_code == 0
    result = run("check", "--release")
    assert result.exit_code == 1
    assert "ar  messages  Search\n" in result.stdout
    assert result.stderr == f"{len(result.stdout.splitlines())} to mend or to translate.\n"


def test_a_language_that_is_not_offered_does_not_hold_up_a_release(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tigrinya = replace(every_language()["ti"], offered=False)
    monkeypatch.setitem(commands.TRANSLATED, "ti", tigrinya)
    tags = {line.split("  ")[0] for line in run("check", "--release").stdout.splitlines()}
    assert tags == {"ar"}


def test_a_language_that_was_checked_on_a_day_to_come_fails_the_check(data: Path) -> None:
    listed = data / "translations" / "languages.toml"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(f'{text}checked_by = "Zoë"\nchecked_on = 2999-01-01\n', encoding="utf-8")
    result = run("check")
    line = len(text.splitlines()) + 2
    assert result.exit_code == 1
    assert result.stdout.startswith(f"languages.toml:{line}: This is later than today")


def test_a_translation_that_is_not_whole_fails_either_check(data: Path) -> None:
    take_in(data, po(GIVEN))
    catalogue = data / "translations" / "ar" / "LC_MESSAGES" / "messages.po"
    catalogue.write_text(catalogue.read_text().replace("قرئ في %(date)s.", "قرئ"))
    for arguments in (("check",), ("check", "--release")):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "ar  messages  “Read on %(date)s.”: The places differ" in result.stdout


def test_an_export_has_what_waits_and_with_all_the_rest_too(data: Path) -> None:
    take_in(data, po(GIVEN))
    waiting, everything = data.parent / "waiting.po", data.parent / "everything.po"
    assert re.fullmatch(r"\d+ texts are in .+\.\n", run("export", "ar", waiting).stdout)
    run("export", "ar", everything, "--all")
    assert 'msgid "Search"' not in waiting.read_text()
    assert 'msgid "Read about [clothes](page:clothes#ask)."\nmsgstr ""' in waiting.read_text()
    assert 'msgid "Search"\nmsgstr "بحث"' in everything.read_text()
    assert "#. place.yaml: nhs_111: name" in everything.read_text()


def test_an_export_says_how_many_plurals_the_language_has(data: Path) -> None:
    file = data.parent / "waiting.po"
    run("export", "ar", file)
    text = file.read_text()
    assert f'"Plural-Forms: {ARABIC_RULE}\\n"' in text
    assert text[text.index("msgid_plural") :].split("\n\n")[0].count("msgstr[") == 6


def test_what_is_taken_in_goes_where_it_belongs(data: Path) -> None:
    result = take_in(data, po(GIVEN))
    assert (result.exit_code, result.stdout) == (
        0,
        "8 texts taken in; 0 are of English that has changed since.\n",
    )
    catalogues = data / "translations" / "ar" / "LC_MESSAGES"
    assert 'msgid "Search"\nmsgstr "بحث"' in (catalogues / "messages.po").read_text()
    assert 'msgid "managers who decide"\nmsgstr "مديرون يقررون"' in (catalogues / "content.po").read_text()
    page = (data / "content" / "pages" / "ar" / "home.md").read_text()
    assert f"{mark(BEGIN)}\nابدأ هنا.\nثم اقرأ.\n" in page
    assert "translated_by: computer" in page


def test_what_was_there_before_stays(data: Path) -> None:
    take_in(data, po(GIVEN))
    take_in(data, po({BEGIN: "من هنا."}))
    assert rows()["messages"][1] == "4"
    assert (data / "content" / ARABIC_PAGE).read_text().endswith(arabic_page().partition("---\n\n")[2])
    assert "من هنا." in (data / "content" / "pages" / "ar" / "home.md").read_text()


def test_who_checked_a_page_stays_in_its_head(data: Path) -> None:
    checked = arabic_page().replace("by: computer", "by: computer\nchecked_by: Zoë\nchecked_on: 2026-11-22")
    (data / "content" / ARABIC_PAGE).write_text(checked, encoding="utf-8")
    take_in(data, po(GIVEN))
    assert rows()["pages/clothes"][5:] == ["computer", "by Zoë, 2026-11-22"]


@pytest.mark.parametrize("name", ["all.po", "all.xlf", "all.xliff"])
def test_all_that_goes_out_comes_back_the_same(data: Path, name: str) -> None:
    take_in(data, po(GIVEN))
    file, before = data.parent / name, everything_in(data)
    run("export", "ar", file, "--all")
    for catalogue in (data / "translations" / "ar").rglob("*.po"):
        catalogue.unlink()
    for page in (data / "content" / "pages" / "ar").iterdir():
        # Its head is no text to translate, so it does not travel.
        page.write_text(page.read_text().partition("\n<!--")[0])
    result = run("import", "ar", file)
    assert result.stdout == f"{8 + len(ARABIC)} texts taken in; 0 are of English that has changed since.\n"
    assert everything_in(data) == before


REFUSED: dict[str, tuple[dict[str | tuple[str, str], str | list[str]], str]] = {
    "a place is missing": ({"Read on %(date)s.": "قرئ"}, "The places differ"),
    "an element has changed": ({"<strong>Ask</strong> today": "<b>اسأل</b> اليوم"}, "The elements"),
    "a link has changed": (
        {"Read about [clothes](page:clothes#ask).": "[ملابس](page:clothes#what)"},
        "This link",
    ),
    "a place of a page is missing": ({"It keeps {standard}.": "هو"}, "This place"),
    "an id has changed": ({"## What comes first {#first}": "## ما {#who}"}, "This place"),
    "a number stands in the words": ({"Search": "بحث 24"}, "A number stands in the words"),
    "a number stands in a page": ({BEGIN: "ابدأ ٢٤"}, "A number stands in the words"),
    "html stands in a page": ({BEGIN: "<b>ابدأ</b>"}, "No HTML"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_text_with_a_fault_is_refused_and_all_the_others_with_it(data: Path, fault: str) -> None:
    given, says = REFUSED[fault]
    before = everything_in(data)
    result = take_in(data, po(GIVEN | given))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"“{next(iter(given))}”: {says}" in result.stderr
    assert "Nothing was taken in." in result.stderr
    assert everything_in(data) == before


def test_too_few_forms_of_the_plural_are_refused(data: Path) -> None:
    before = everything_in(data)
    result = take_in(data, po({**GIVEN, PAGES: SIX[:2]}, "nplurals=2; plural=(n != 1);"))
    assert result.exit_code == 1
    assert "“%(num)s page”: 2 forms of the plural, and the language has 6." in result.stderr
    assert everything_in(data) == before


def test_too_few_forms_are_refused_under_the_right_rule_too(data: Path) -> None:
    assert take_in(data, po({**GIVEN, PAGES: SIX[:2]})).exit_code == 1


def test_every_fault_is_told_at_once(data: Path) -> None:
    result = take_in(data, po({"Search": "بحث 24", "Read on %(date)s.": "قرئ"}))
    assert "“Search”" in result.stderr
    assert "“Read on %(date)s.”" in result.stderr
    assert result.stderr.endswith("Nothing was taken in. 2 to mend.\n")


def test_what_was_made_from_older_english_is_counted_and_not_taken(data: Path) -> None:
    change(data / "content", "pages/en/home.md", BEGIN, "Begin there.")
    result = take_in(data, po(GIVEN))
    assert (result.exit_code, result.stdout) == (
        0,
        "7 texts taken in; 1 are of English that has changed since.\n",
    )
    assert "ابدأ" not in (data / "content" / "pages" / "ar" / "home.md").read_text()


def test_what_is_empty_or_not_sure_is_no_translation(data: Path) -> None:
    assert take_in(data, po({"Search": ""})).stdout.startswith("0 texts")
    assert take_in(data, po({"Search": "بحث"}, before="#, fuzzy\n")).stdout.startswith("0 texts")


def xliff(data: Path, english: str, attributes: str, target: str) -> str:
    """The export with one text filled in by hand."""
    file = data.parent / "out.xlf"
    run("export", "ar", file)
    found = rf"<trans-unit ([^>]*>\s*<source>{re.escape(english)}</source>\s*)<target></target>"
    filled, times = re.subn(found, rf"<trans-unit {attributes}\1{target}", file.read_text(encoding="utf-8"))
    assert times == 1
    return filled


def test_what_a_translator_approved_in_xliff_is_taken(data: Path) -> None:
    filled = xliff(data, BEGIN, 'approved="yes" ', "<target>ابدأ هنا.</target>")
    assert take_in(data, filled, "work.xlf").stdout.startswith("1 texts taken in; 0 ")


@pytest.mark.parametrize("state", ["", ' state="translated"', ' state="final"'])
def test_what_a_translator_filled_in_in_xliff_is_taken(data: Path, state: str) -> None:
    """`approved` is for a second reader: many programs leave it out, and XLIFF then means “no”."""
    filled = xliff(data, BEGIN, "", f"<target{state}>ابدأ هنا.</target>")
    assert take_in(data, filled, "work.xlf").stdout.startswith("1 texts taken in; 0 ")


def test_a_fault_in_xliff_is_refused_too(data: Path) -> None:
    filled = xliff(data, BEGIN, 'approved="yes" ', "<target>ابدأ 24.</target>")
    result = take_in(data, filled, "work.xlf")
    assert result.exit_code == 1
    assert f"“{BEGIN}”: A number stands in the words." in result.stderr


def test_xliff_that_names_a_file_of_this_machine_gets_nothing_of_it(data: Path) -> None:
    """The words of a translator are not ours: what they name outside their file is not fetched."""
    (data.parent / "canary").write_text("canary")
    filled = xliff(data, BEGIN, 'approved="yes" ', "<target>ابدأ &e;هنا.</target>")
    declared = f'<!DOCTYPE xliff [<!ENTITY e SYSTEM "{(data.parent / "canary").as_uri()}">]>\n<xliff'
    assert take_in(data, filled.replace("<xliff", declared, 1), "work.xlf").stdout.startswith("1 texts")
    written = [one.read_text(encoding="utf-8") for one in data.rglob("*") if one.suffix in {".po", ".md"}]
    assert any("ابدأ هنا." in one for one in written)
    assert not any("canary" in one for one in written)


def test_a_file_that_is_no_xliff_is_refused_in_a_sentence(data: Path) -> None:
    file = data.parent / "a.xlf"
    file.write_text("no xliff")
    result = CliRunner().invoke(main, ["translations", "import", "ar", str(file)])
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("tag", ["en", "en-XA", "xx"])
def test_only_a_language_that_is_translated_can_be_named(data: Path, tag: str) -> None:
    assert run("export", tag, data.parent / "out.po").exit_code == 2


def test_a_fault_in_the_content_is_told_and_nothing_is_written(data: Path) -> None:
    change(data / "content", PAGE, " {#much}", "")
    for command in (("status",), ("export", "ar", data.parent / "out.po")):
        result = run(*command)
        assert result.exit_code == 1
        assert "pages/en/clothes.md:23" in result.stdout + result.stderr
    assert not (data.parent / "out.po").exists()
