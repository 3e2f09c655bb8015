"""The table in docs/operate.md names every environment variable that the code reads, and no other."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kentcare import config
from kentcare.config import Settings

ROOT = Path(__file__).resolve().parents[2]
CONFIG = Path(config.__file__)
MODULES = sorted((ROOT / "site").rglob("*.py"))
OPERATE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "deploy" / "kentcare.env.example"
# Passed to the process that redraws files, which gets nothing else of the environment. They are no settings.
OF_THE_SYSTEM = {"PATH", "LANG"}
READERS = {"get", "pop", "setdefault"}


class Recording(dict[str, str]):
    """An environment that notes which names it was asked for."""

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]  # of text alone
        self.asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)


def listed() -> set[str]:
    """The first column of the table."""
    table = OPERATE.partition("\n## Settings\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([A-Z][A-Z0-9_]*)` \| .+ \| .+ \|$", table, re.MULTILINE)
    assert len(rows) == len(set(rows)), "a setting is listed twice"
    return set(rows)


def asked_by_config(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What `Settings.from_env` reads, whatever helpers it uses."""
    environment = Recording({})
    monkeypatch.setattr(os, "environ", environment)
    Settings.from_env(inspect_only=True)
    return environment.asked


def _is_environment(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ" and ast.unparse(node) == "os.environ"


def _read_at(node: ast.AST) -> ast.expr | None:
    """The name that is asked for, where this node asks the environment for one."""
    match node:
        case ast.Subscript(value=value, slice=name, ctx=ast.Load()) if _is_environment(value):
            return name
        case ast.Call(func=ast.Attribute(value=value, attr=reader), args=[name, *_]) if (
            reader in READERS and _is_environment(value)
        ):
            return name
        case ast.Call(func=ast.Attribute(attr="getenv"), args=[name, *_]):
            return name
        case ast.Compare(left=name, ops=[ast.In() | ast.NotIn()], comparators=[value]) if _is_environment(
            value
        ):
            return name
    return None


def _constants(tree: ast.Module) -> dict[str, list[str]]:
    """What a name stands for: a text of the module, or each in turn of a row of texts."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[*targets], value=value):
                for target in targets:
                    names = target.elts if isinstance(target, ast.Tuple) else [target]
                    values = value.elts if isinstance(value, ast.Tuple) else [value]
                    for name, one in zip(names, values, strict=False):
                        if isinstance(name, ast.Name) and isinstance(one, ast.Constant):
                            found.setdefault(name.id, []).append(str(one.value))
            case ast.comprehension(target=ast.Name(id=name), iter=ast.Tuple(elts=elements)):
                found.setdefault(name, []).extend(
                    str(one.value) for one in elements if isinstance(one, ast.Constant)
                )
    return found


def read_in(module: Path) -> Iterator[str]:
    """Every setting that a module reads. Fails where a reading does not say which."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    constants = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            assert not {"environ", "getenv"} & {one.name for one in node.names}, f"{module}: use os.environ"
        if isinstance(node, ast.keyword) and node.arg in {"envvar", "auto_envvar_prefix"}:
            yield str(ast.literal_eval(node.value))
        name = _read_at(node)
        if isinstance(name, ast.Constant):
            yield str(name.value)
        elif isinstance(name, ast.Name):
            assert name.id in constants, f"{module}:{name.lineno}: nobody can tell which setting this reads"
            yield from constants[name.id]
        else:
            assert name is None, f"{module}: nobody can tell which setting `{ast.unparse(name)}` is"


def test_the_table_lists_what_the_code_reads_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    # config.py reads through helpers of its own: it is asked, not read.
    elsewhere = {name for module in MODULES if module != CONFIG for name in read_in(module)}
    with monkeypatch.context() as patched:
        asked = asked_by_config(patched)
    assert len(asked) > 20
    assert listed() == (asked | elsewhere) - OF_THE_SYSTEM


def test_the_example_of_the_settings_names_only_what_there_is() -> None:
    named = re.findall(r"^#?([A-Z][A-Z0-9_]*)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) == len(set(named))
    assert set(named) <= listed()


def test_the_example_holds_no_secret() -> None:
    secret = {
        name for name in listed() if re.search(rf"^\| `{name}` \|[^|]+\| secret;", OPERATE, re.MULTILINE)
    }
    assert {"SECRET_KEY", "ADVOCACY_KEY", "METRICS_TOKEN"} <= secret
    given = dict(re.findall(r"^([A-Z][A-Z0-9_]*)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    assert not {name for name in secret if given.get(name)}


def test_every_secret_is_marked_as_one() -> None:
    """What is kept out of a traceback must be kept out of a ticket too."""
    hidden = {name.upper() for name, field in Settings.__dataclass_fields__.items() if not field.repr}
    hidden = {"SECRET_KEY_OLD" if name == "OLD_SECRET_KEYS" else name for name in hidden}
    marked = set(re.findall(r"^\| `([A-Z0-9_]+)` \|[^|]+\| secret;", OPERATE, re.MULTILINE))
    assert marked == hidden | {"ADVOCACY_KEY"}


def test_the_readme_does_not_repeat_the_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not re.findall(r"^\| `[A-Z]+_[A-Z0-9_]+`", readme, re.MULTILINE)
