"""`kentcare content check` on files that an officer has broken names the file, the line and the fault."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from kentcare.cli import main
from kentcare.paths import CONTENT

FIGURE = """\
id: example
what: An invented figure
per: week
values:
  - from: 2017-03-23
    to: 2018-03-31
    value: "58.40"
    cap: exact
    state: in_force
    sources:
      - "004:706"
    verified_on: 2026-11-22
    review_by: 2027-05-22
    conflicts:
      - value: "58.45"
        source: "004:2330"
        why_not_used: A later paper gives the other value.
  - from: 2019-04-01
    value: "60.00"
    cap: up_to
    state: in_force
    confirmed: false
    sources: ["004:706"]
    verified_on: 2026-11-22
    review_by: 2027-05-22
gaps:
  - from: 2018-04-01
    to: 2019-03-31
    why: Nobody has said what was paid.
"""

WORDS = """\
id: advocate
name: An advocate
theme: say
what: Somebody on your side.
ask: Ask any worker.
sources: ["004:2535-2537"]
reasons:
  "yes": You have a right to an advocate.
  "no": This right is for people in care.
"""


class Broken(NamedTuple):
    """One thing wrong in a good file: what replaces what, the line at fault, words of the sentence."""

    fault: str
    old: str
    new: str
    line: int
    says: tuple[str, ...]


FIGURES = [
    # What the days say.
    Broken(
        "two values overlap", "- from: 2019-04-01", "- from: 2018-03-31", 18, ("begins before", "2018-03-31")
    ),
    Broken(
        "a value goes on under the next", "    to: 2018-03-31\n", "", 17, ("above has no end", "last day")
    ),
    Broken("values in the wrong order", "- from: 2019-04-01", "- from: 2016-04-01", 18, ("begins before",)),
    Broken(
        "a gap is not declared",
        FIGURE[FIGURE.index("gaps:") :],
        "",
        18,
        ("No value holds from 2018-04-01 to 2019-03-31", "declare it under “gaps”"),
    ),
    Broken(
        "a declared gap that is none",
        "gaps:\n",
        "gaps:\n  - from: 2020-01-01\n    to: 2020-12-31\n    why: A guess.\n",
        27,
        ("No gap of these days", "delete the gap"),
    ),
    Broken(
        "a value ends before it begins", "to: 2018-03-31", "to: 2017-03-22", 6, ("ends before it begins",)
    ),
    Broken(
        "reviewed before it was checked",
        "2027-05-22\n    conflicts",
        "2026-11-21\n    conflicts",
        13,
        ("review is due before", "checked"),
    ),
    Broken(
        "checked on a day that has not come",
        "verified_on: 2026-11-22\n    review_by: 2027-05-22\n    conflicts",
        "verified_on: 2999-01-01\n    review_by: 2999-06-01\n    conflicts",
        12,
        ("later than today", "on which it was read"),
    ),
    Broken(
        "a day that does not exist",
        "from: 2017-03-23",
        "from: 2017-02-30",
        5,
        ("a day that exists as 2017-",),
    ),
    Broken("a day in quotes that does not exist", "2017-03-23", '"2017-02-30"', 5, ("a day that exists",)),
    Broken(
        "a day as people write it", "from: 2017-03-23", "from: 23/03/2017", 5, ("a day that exists as 2017-",)
    ),
    Broken("a day with a time", "from: 2017-03-23", "from: 2017-03-23 10:00:00", 5, ("a day that exists",)),
    # Where it comes from.
    Broken(
        "no source", '    sources: ["004:706"]\n', "    sources: []\n", 23, ("source is needed", "004:2336")
    ),
    Broken("sources left out", '    sources: ["004:706"]\n', "", 18, ("“sources” is missing",)),
    Broken("a source that is no list", 'sources: ["004:706"]', 'sources: "004:706"', 23, ("list", "dash")),
    Broken(
        "an unknown document", '- "004:706"', '- "909:706"', 11, ("“909” is not a document in sources.yaml",)
    ),
    Broken(
        "a document without a place", '- "004:706"', '- "004"', 11, ("where in the document", "004:section")
    ),
    Broken("a colon without a place", '- "004:706"', '- "004: "', 11, ("where in the document",)),
    Broken("a conflict cites no document", '"004:2330"', '"909:1"', 16, ("“909” is not a document",)),
    Broken("a conflict that is the winner", '"58.45"', '"58.40"', 15, ("value itself", "another value")),
    # Amounts and fixed words.
    Broken(
        "an amount without quotes", '"58.40"', "58.40", 7, ("quotes around this", '"58.40"', "two decimals")
    ),
    Broken("a whole amount without quotes", '"58.40"', "58", 7, ("quotes around this", "two decimals")),
    Broken("an amount with one decimal", '"58.40"', '"58.4"', 7, ("two decimals", '"120.00"')),
    Broken("an amount with a pound sign", '"58.40"', '"£58.40"', 7, ("two decimals", '"120.00"')),
    Broken("an amount left out", 'value: "58.40"', "value:", 7, ("Nothing is written here",)),
    Broken(
        "an unknown state",
        "state: in_force\n    sources",
        "state: current\n    sources",
        9,
        ("“current”", "in_force"),
    ),
    Broken("an unknown cap", "cap: exact", "cap: about", 8, ("“about”", "at_least, exact, up_to")),
    Broken("an unknown period", "per: week", "per: day", 3, ("“day”", "week", "month", "course")),
    Broken("confirmed is neither", "confirmed: false", "confirmed: maybe", 22, ("true or false",)),
    Broken(
        "parts that do not add up",
        "gaps:",
        'parts:\n  food: "38.40"\n  heat: "20.00"\ngaps:',
        26,
        ("58.40", "60.00"),
    ),
    Broken(
        "a part without quotes",
        "gaps:",
        'parts:\n  food: "38.40"\n  heat: 20.00\ngaps:',
        28,
        ("quotes", '"20.00"'),
    ),
    # Fields.
    Broken("a misspelt field", "    cap: exact", "    capp: exact", 8, ("no field of the name “capp”",)),
    Broken("a misspelt field at the top", "what: An", "whta: An", 2, ("no field of the name “whta”",)),
    Broken("a missing field", "    cap: exact\n", "", 5, ("“cap” is missing", "at_least, exact, up_to")),
    Broken("a missing field at the top", "per: week\n", "", 1, ("“per” is missing",)),
    Broken(
        "a key written twice",
        "    cap: exact\n",
        "    cap: exact\n    cap: up_to\n",
        9,
        ("“cap” is written twice",),
    ),
    Broken(
        "an id that is not the file's", "id: example", "id: exmaple", 1, ("name of the file", "“example”")
    ),
    Broken("no value at all", FIGURE[FIGURE.index("values:") :], "values: []\n", 4, ("at least one value",)),
    # What is no YAML.
    Broken("a tab", "    cap: exact", "\tcap: exact", 8, ("tab", "spaces")),
    Broken("a space too few", "    cap: exact", "   cap: exact", 8, ("spaces", "beginning of this line")),
    Broken("a space too many", "    cap: exact", "     cap: exact", 8, ("spaces",)),
    Broken("a quote that is not closed", '"58.40"', '"58.40', 7, ("quote", "missing in this line")),
    Broken("a quote that is not opened", '"58.40"', '58.40"', 7, ("two decimals",)),
    Broken("a colon in the words", "what: An invented", "what: An: invented", 2, ("quotes", "colon")),
    Broken("no colon after the name", "per: week", "per week", 3, ("colon", "missing")),
    Broken("an apostrophe in single quotes", "An invented figure", "'Kent's figure'", 2, ("quotes",)),
    Broken("words that begin with a sign", "An invented", "@n invented", 2, ("quotes", "@")),
    Broken("a bracket left open", "An invented", "[An invented", 2, ("bracket",)),
    Broken("a sign that cannot be seen", "An invented", "An\x07 invented", 2, ("cannot be seen",)),
    Broken("two documents in a file", "per: week", "---\nper: week", 3, ("three dashes",)),
    Broken("a file of nothing but words", FIGURE, "£58.40 a week, I think.", 1, ("Fields with names",)),
    Broken("an empty file", FIGURE, "", 1, ("empty",)),
    Broken("a file with a comment alone", FIGURE, "# to do\n", 1, ("empty",)),
]

OFFER = [
    Broken(
        "an id that is not the file's", "id: advocate", "id: avocado", 1, ("name of the file", "“advocate”")
    ),
    Broken(
        "a verdict without words",
        '  "no": This right is for people in care.\n',
        "",
        7,
        ("Words for “no”", "“reasons”"),
    ),
    Broken(
        "words of no verdict",
        "reasons:\n",
        "reasons:\n  may: Perhaps.\n",
        8,
        ("Nothing uses “may”", "“reasons”"),
    ),
    Broken(
        "a note of no verdict",
        "reasons:\n",
        "notes:\n  extra: Soon.\nreasons:\n",
        8,
        ("Nothing uses “extra”", "“notes”"),
    ),
    Broken(
        "a figure that is none",
        "You have a right",
        "You get {nothing}",
        8,
        ("Nothing can be put in the place “{nothing}”",),
    ),
    Broken("words that YAML takes for yes", '  "no"', "  no", 9, ("quotes", "before the colon")),
    Broken("a reason that is a number", "You have a right to an advocate.", "5", 8, ("quotes around this",)),
    Broken("an unknown document", '"004:2535-2537"', '"404:1"', 6, ("“404” is not a document",)),
    Broken("no source", '["004:2535-2537"]', "[]", 6, ("source is needed",)),
    Broken("a misspelt field", "theme: say", "thema: say", 3, ("no field of the name “thema”",)),
    Broken("no way to ask", "ask: Ask any worker.\n", "", 1, ("“ask” is missing",)),
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the real content with two small files in it, whose lines the tests know."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    (copy / "rates" / "example.yaml").write_text(FIGURE, encoding="utf-8")
    (copy / "offer" / "advocate.yaml").write_text(WORDS, encoding="utf-8")
    return copy


def check(*arguments: str) -> Result:
    """Run the command. A crash is no answer."""
    return CliRunner().invoke(main, ["content", "check", *arguments], catch_exceptions=False)


def broken(text: str, case: Broken) -> str:
    assert text.count(case.old) >= 1, "the case no longer fits the example"
    return text.replace(case.old, case.new, 1)


def assert_one_fault(content: Path, file: str, line: int, says: tuple[str, ...]) -> None:
    result = check(str(content))
    assert result.exit_code == 1
    assert result.stderr == "1 to mend.\n"
    found = re.fullmatch(r"(?P<file>\S+):(?P<line>\d+): (?P<what>.+)\n", result.stdout)
    assert found, result.stdout
    assert (found["file"], int(found["line"])) == (file, line), result.stdout
    assert [words for words in says if words not in found["what"]] == [], result.stdout
    assert_plain(found["what"])


def assert_plain(sentence: str) -> None:
    """A sentence, in none of the words that only programmers know."""
    assert re.match("[A-Z“]", sentence)
    assert sentence.endswith((".", '."'))
    jargon = r"\b(str|float|int|null|array|object|regex|token|scalar|mapping|key|codec|byte|None|expected)\b"
    assert not re.search(jargon, sentence, re.IGNORECASE), sentence


def test_the_real_content_has_no_fault() -> None:
    result = check()
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(
        r"No fault in \d+ figures, 58 entitlements, \d+ pages and \d+ kinds of record\. "
        r"\d+ links lead to other sites; .*\n",
        result.stdout,
    )


def test_the_small_files_of_these_tests_have_no_fault(content: Path) -> None:
    assert check(str(content)).exit_code == 0


@pytest.mark.parametrize("case", FIGURES, ids=lambda case: case.fault)
def test_a_broken_figure_is_named_by_file_line_and_fault(content: Path, case: Broken) -> None:
    (content / "rates" / "example.yaml").write_text(broken(FIGURE, case), encoding="utf-8")
    assert_one_fault(content, "rates/example.yaml", case.line, case.says)


@pytest.mark.parametrize("case", OFFER, ids=lambda case: case.fault)
def test_broken_words_of_an_entitlement_are_named_by_file_line_and_fault(content: Path, case: Broken) -> None:
    (content / "offer" / "advocate.yaml").write_text(broken(WORDS, case), encoding="utf-8")
    assert_one_fault(content, "offer/advocate.yaml", case.line, case.says)


def test_a_gap_of_other_days_than_declared_is_named_at_the_value_and_at_the_gap(content: Path) -> None:
    text = FIGURE.replace("to: 2019-03-31\n    why", "to: 2019-03-30\n    why")
    (content / "rates" / "example.yaml").write_text(text, encoding="utf-8")
    result = check(str(content))
    at_value, at_gap = result.stdout.splitlines()
    assert at_value.startswith("rates/example.yaml:18: No value holds from 2018-04-01 to 2019-03-31.")
    assert at_gap.startswith("rates/example.yaml:27: No gap of these days lies between two values.")
    assert (result.exit_code, result.stderr) == (1, "2 to mend.\n")


def test_a_file_saved_in_another_encoding_is_named_with_the_line_of_the_letter(content: Path) -> None:
    text = WORDS.replace("Somebody", "Sömebody")
    (content / "offer" / "advocate.yaml").write_bytes(text.encode("latin-1"))
    assert_one_fault(content, "offer/advocate.yaml", 4, ("cannot be read", "UTF-8"))


def test_a_file_that_a_windows_editor_saved_is_read_all_the_same(content: Path) -> None:
    raw = WORDS.replace("\n", "\r\n").encode("utf-8-sig")
    (content / "offer" / "advocate.yaml").write_bytes(raw)
    assert check(str(content)).exit_code == 0


def test_an_entitlement_without_a_file_is_named(content: Path) -> None:
    (content / "offer" / "advocate.yaml").unlink()
    assert_one_fault(content, "offer/advocate.yaml", 1, ("missing",))


def test_a_file_for_an_entitlement_that_no_rule_knows_is_named(content: Path) -> None:
    (content / "offer" / "free_bicycle.yaml").write_text(WORDS, encoding="utf-8")
    assert_one_fault(content, "offer/free_bicycle.yaml", 1, ("No rule",))


def test_a_figure_whose_file_would_never_be_read_is_named(content: Path) -> None:
    (content / "rates" / "example.yaml").rename(content / "rates" / "example.yml")
    assert_one_fault(content, "rates/example.yml", 1, ("name of this file", "“.yaml”"))


def test_a_list_of_documents_that_is_missing_is_named(content: Path) -> None:
    (content / "sources.yaml").unlink()
    assert_one_fault(content, "sources.yaml", 1, ("missing",))


@pytest.mark.parametrize(
    ("file", "line_before", "line", "says"),
    [
        ("answer/law.yaml", "support_to_25:", "  day: 2018-02-30", ("a day that exists",)),
        (
            "answer/law.yaml",
            "  what: Support on request until 25 becomes law.",
            '  source: "909:1"',
            ("“909”",),
        ),
        ("answer/milestones.yaml", "transition_meeting:", "  text: 17", ("quotes around this",)),
        (
            "answer/milestones.yaml",
            "transition_meeting:",
            "  txet: Meeting",
            ("no field of the name “txet”",),
        ),
        ("answer/status.yaml", "  eligible:", "    title: 16", ("quotes around this",)),
        ("answer/status.yaml", "  age:", "    text:", ("Nothing is written here",)),
        ("answer/shared.yaml", "caps:", "  exact: 5", ("quotes around this",)),
        ("place.yaml", "  become:", "    name: 2026-01-01", ("quotes around this",)),
        ("sources.yaml", "ca-1989:", "  title: 1989", ("quotes around this", '"1989"')),
        ("sources.yaml", "ca-1989:", "  titel: Children Act", ("no field of the name “titel”",)),
        (
            "pages/en/money.md",
            "owner: Kent 18+ Care Leavers Service",
            "checked_on: 2999-01-01",
            ("later than",),
        ),
    ],
)
def test_a_fault_deep_in_a_long_file_is_named_by_its_own_line(
    content: Path, file: str, line_before: str, line: str, says: tuple[str, ...]
) -> None:
    path = content / file
    lines = path.read_text(encoding="utf-8").splitlines()
    at = lines.index(line_before) + 1
    lines[at] = line
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert_one_fault(content, file, at + 1, says)


def test_a_document_that_is_cited_and_taken_away_is_named_wherever_it_was_cited(content: Path) -> None:
    path = content / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ca-1989:", "ca-1990:"), encoding="utf-8")
    (content / "offer" / "advocate.yaml").write_text(
        WORDS.replace("004:2535-2537", "ca-1989:section 26A"), encoding="utf-8"
    )
    result = check(str(content))
    assert "offer/advocate.yaml:6: “ca-1989” is not a document in sources.yaml.\n" in result.stdout


def test_several_faults_are_told_at_once_in_the_order_of_files_and_lines(content: Path) -> None:
    (content / "offer" / "advocate.yaml").write_text(WORDS.replace("say", "[say"), encoding="utf-8")
    (content / "rates" / "example.yaml").write_text(
        FIGURE.replace('"004:706"', '"909:706"').replace("review_by: 2027", "review_by: 2025"),
        encoding="utf-8",
    )
    result = check(str(content))
    places = [line.partition(": ")[0] for line in result.stdout.splitlines()]
    assert places == [
        "offer/advocate.yaml:3",
        "rates/example.yaml:11",
        "rates/example.yaml:13",
        "rates/example.yaml:23",
        "rates/example.yaml:25",
    ]
    assert (result.exit_code, result.stderr) == (1, "5 to mend.\n")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = check(str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
