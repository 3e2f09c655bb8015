"""Documents lead only to what is there, and the README stays short enough to be read."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DECISIONS = ROOT / "docs" / "decisions"
INDEX = DECISIONS / "README.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
PARTS = ["Question", "Decision", "Why", "What follows"]
MOST_WORDS = 600
# What begins like a path of the repository, in backticks.
FOLDERS = ("site/", "content/", "translations/", "tests/", "assets/", "deploy/", "docs/", ".github/")
# Papers that lie beside somebody's clone, and what the first versions were written from.
ELSEWHERE = re.compile(r"\.\./(shared|facts|spec)\b|\b(the|its) (second )?specifications?\b", re.IGNORECASE)
A_LINE_OF_THE_NETWORK = re.compile(
    r"without[ _]a[ _]line\b|\bslow lines?\b|\blines? (drops?|is cut(?! off)|(is|comes) back)\b|[-]no-line",
    re.IGNORECASE,
)
TEXTS = {".py", ".md", ".yaml", ".toml", ".html", ".js", ".scss", ".sh", ".conf", ".service", ".example"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _prose(document: Path) -> str:
    """The text of a document without its code blocks, which may name files that are yet to be made."""
    return re.sub(r"(?ms)^\s*```.*?^\s*```$", "", document.read_text(encoding="utf-8"))


def _anchors(document: Path) -> set[str]:
    """The ids that a forge gives to headings."""
    headings = re.findall(r"(?m)^#+ (.+)$", document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").split()) <= MOST_WORDS


def test_the_readme_lists_every_wing() -> None:
    table = README.read_text(encoding="utf-8").partition("## Find your way")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z_, ]+) \|", table, re.MULTILINE)
    named = {wing for row in rows for wing in row.split(", ")} - {"wing"}
    wings = {found.parent.name for found in (ROOT / "site" / "kentcare").glob("*/__init__.py")}
    assert named == wings


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_a_document_links_to_what_is_there(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _prose(document)):
        if target.startswith("https://") or target.partition(":")[0] in {"page", "out"}:
            continue
        path, _, anchor = target.partition("#")
        to = (document.parent / path).resolve() if path else document
        assert to.exists(), target
        assert not anchor or anchor in _anchors(to), target


@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one.parent != DECISIONS], ids=_name)
def test_a_document_names_files_that_are_there(document: Path) -> None:
    """A record of a decision may name what has since gone; whatever explains the site of today may not."""
    named = re.findall(r"`([^`\s]+)`", _prose(document))
    paths = [name for name in named if name.startswith(FOLDERS) and not set(name) & set("<>*{}:")]
    assert not [path for path in paths if not (ROOT / path).exists()]


@pytest.mark.parametrize("record", RECORDS, ids=_name)
def test_a_decision_has_its_four_parts(record: Path) -> None:
    words = record.read_text(encoding="utf-8")
    assert re.findall(r"(?m)^## (.+)$", words) == PARTS
    number = re.match(r"# (\d+)\. ", words)
    assert number
    assert int(number[1]) == int(record.name[:4])


def _lines_that_say(words: re.Pattern[str]) -> list[str]:
    """Each line of a text of the repository in which a pattern is found, by file and number."""
    folders = ("content", "deploy", "docs", "site", "tests", "translations", "assets/js", "assets/scss")
    found = (file for folder in folders for file in sorted((ROOT / folder).rglob("*")))
    return [
        f"{_name(file)}:{number}"
        for file in (*ROOT.glob("*.md"), *found)
        if file.suffix in TEXTS
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]


def test_nothing_cites_a_paper_that_is_not_in_the_repository() -> None:
    """Whoever has a clone can find each source: a law, a paper of content/sources.yaml, a file of it."""
    assert not _lines_that_say(ELSEWHERE)


def test_a_network_connection_is_not_called_a_line() -> None:
    """A line is one of a file, a list or a table. Without a connection somebody is offline."""
    assert not _lines_that_say(A_LINE_OF_THE_NETWORK)


def test_no_two_decisions_have_one_number() -> None:
    numbers = [record.name[:4] for record in RECORDS]
    assert len(numbers) == len(set(numbers)), numbers


def test_every_decision_is_in_the_index_and_says_there_whether_it_holds() -> None:
    rows = re.findall(r"^\| (\d+) \| \[(.+)\]\((\S+)\) \| (.+) \|$", INDEX.read_text(encoding="utf-8"), re.M)
    titles = [(int(number), title, file) for number, title, file, _ in rows]
    assert titles == [
        (
            int(record.name[:4]),
            record.read_text(encoding="utf-8").split("\n")[0].partition(". ")[2],
            record.name,
        )
        for record in RECORDS
    ]
    superseded = {
        record.name
        for record in RECORDS
        if re.search(r"(?m)^Superseded by ", record.read_text(encoding="utf-8"))
    }
    assert superseded == {file for _, _, file, status in rows if status.startswith("superseded by ")}


def test_the_newest_version_of_the_changelog_is_the_project_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\] – (\d{4}-\d\d-\d\d)", changelog, re.MULTILINE)
    assert released[0][0] == project["version"]
    assert released == sorted(released, key=lambda one: tuple(map(int, one[0].split("."))), reverse=True)
    assert [day for _, day in released] == sorted((day for _, day in released), reverse=True)


def test_the_forge_tests_every_python_that_the_site_supports() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["test"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    assert ".ci/run" in [step.get("run") for step in job["steps"]]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
