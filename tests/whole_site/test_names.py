"""Names in strings, which no tool checks: views, modules, templates. Names of classes; and docstrings."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from flask import Flask

import kentcare
from kentcare.config import Settings
from support.routes import rules_of
from support.site import make_app

SITE = Path(kentcare.__file__).parents[1]
ROOT = SITE.parent
MODULES = sorted(file for file in SITE.rglob("*.py") if "migrations" not in file.parts)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted(SITE.rglob("templates/**/*.html"))
# A module by its full name. What derives a key has a space after "kentcare"; loggers have names of their own.
_MODULE = re.compile(r"kentcare(?:_demo)?(?:\.[a-z_]+)+(?::[a-z_]+)?")
_VIEW = re.compile(r"([a-z_]+)\.([a-z_]+)")
_IN_TEMPLATE = re.compile(r"url_for\(\s*[\"']([a-z_]+\.[a-z_]+)[\"']")


@pytest.fixture(scope="module")
def demonstration(settings: Settings) -> Flask:
    """The site with every page that it can have."""
    return make_app(replace(settings, demo=True))


def _strings(file: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module but for its docstrings, with its line."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_every_view_that_is_named_is_there(demonstration: Flask) -> None:
    """A lower room names a view of a higher one, which it may not import."""
    views = {rule.endpoint for rule in rules_of(demonstration)}
    own = set(demonstration.blueprints)
    named, wrong = 0, []
    for file in MODULES:
        for line, text in _strings(file):
            found = _VIEW.fullmatch(text)
            if found and found[1] in own and not text.endswith((".html", ".css", ".js", ".yaml", ".pot")):
                named += 1
                wrong += [f"{file.relative_to(SITE)}:{line}: {text}"] * (text not in views)
    for file in TEMPLATES:
        for text in _IN_TEMPLATE.findall(file.read_text(encoding="utf-8")):
            named += 1
            wrong += [f"{file.relative_to(SITE)}: {text}"] * (text not in views)
    assert named > 300
    assert not wrong


def test_every_module_that_is_named_is_there() -> None:
    named, wrong = 0, []
    for file in MODULES:
        text = file.read_text(encoding="utf-8")
        loggers = set(re.findall(r"getLogger\(\"([a-z_.]+)\"\)", text))
        for line, words in _strings(file):
            if _MODULE.fullmatch(words) and words not in loggers and words not in _ENVIRON:
                named += 1
                module = words.partition(":")[0]
                wrong += [f"{file.relative_to(SITE)}:{line}: {words}"] * (not find_spec(module))
    assert named >= 15
    assert not wrong


# Keys of a request's environment, in the form that WSGI asks for.
_ENVIRON = {"kentcare.view", "kentcare.reference", "kentcare.request", "kentcare.is_overloaded"}


def test_every_template_that_is_named_is_there(demonstration: Flask) -> None:
    there = set(demonstration.jinja_env.list_templates())
    named, wrong = 0, []
    for file in MODULES:
        for line, text in _strings(file):
            if re.fullmatch(r"[a-z_]+(?:/[a-z_]+)+\.html", text):
                named += 1
                wrong += [f"{file.relative_to(SITE)}:{line}: {text}"] * (text not in there)
    assert named > 60
    assert not wrong


def test_no_two_classes_have_the_same_name() -> None:
    """A name that stands for two things is looked up twice by everybody who reads it."""
    where = defaultdict(list)
    for file in (*MODULES, *TESTS):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                where[node.name].append(str(file.relative_to(ROOT)))
    assert len(where) > 250
    assert not {name: files for name, files in where.items() if len(files) > 1}


# An editor shows a docstring alone, so its first sentence says what the thing is or does. It does not if it
# leans on the lines above, or begins with a detail: what is raised, for whom it is, a parameter, an example.
LEANING = re.compile(
    r"(The same|One more|One of|They|It|Its|That|Those|These|Likewise|And|But|Or|Otherwise|Also|Then|Not"
    r"|Raises|After|Before|For|Of|If|As|In|Inside|Into|On|At|By|From|To|Until|With|Without|Whichever|Asked"
    r"|Is|Has|Was|Are|May)\b"
    r"|[`\"“]\S+?[`\"”]: |[£\d]"
)
FEWEST_WORDS = 3
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef


def _docstrings(files: list[Path]) -> Iterator[tuple[str, str, str]]:
    """Every docstring of some modules, with its file and the name of what it describes."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            words = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
            if words is not None:
                yield str(file.relative_to(ROOT)), getattr(node, "name", "the module"), words


def test_every_docstring_stands_alone() -> None:
    """A test is left out: its name is a sentence, and its docstring adds to it."""
    leaning, seen = [], 0
    for file, name, words in _docstrings([*MODULES, *TESTS]):
        if name.startswith("test_"):
            continue
        seen += 1
        first = re.split(r"[.?!](?:\s|$)", " ".join(words.split()), maxsplit=1)[0]
        if LEANING.match(words) or len(first.split()) < FEWEST_WORDS:
            leaning.append(f"{file}: {name}: {words}")
    assert seen > 2500
    assert not leaning


def test_no_docstring_is_a_number_or_a_few_signs() -> None:
    """A number of a list that is not in the repository tells nothing to whoever has a clone."""
    short = [
        f"{file}: {name}: {words}"
        for file, name, words in _docstrings([*MODULES, *TESTS])
        if not re.search(r"[a-z]{2}\W+[a-z]{2}", words) or re.match(r"[A-Z]\d+\b", words)
    ]
    assert not short
