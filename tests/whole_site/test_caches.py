"""Whatever is kept in memory has a bound: nobody can fill a process by asking for one thing in many ways."""

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.core.languages.listed import ENGLISH
from kentcare.offer.pages.current import CurrentPages
from kentcare.web.page_cache import personal, prerendered
from kentcare.web.place import EXTENSION
from support.locks import ROOT

SITE = ROOT / "site"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def unbounded(tree: ast.AST) -> Iterator[str]:
    """Functions whose results are all kept, for as many arguments as anybody gives them."""
    for node in ast.walk(tree):
        if not isinstance(node, Function):
            continue
        for decorator in node.decorator_list:
            written = ast.unparse(decorator).removeprefix("functools.")
            is_kept = written in {"cache", "lru_cache(maxsize=None)", "lru_cache(None)"}
            if is_kept and (node.args.args or node.args.kwonlyargs or node.args.vararg or node.args.kwarg):
                yield node.name


@pytest.mark.parametrize("file", sorted(SITE.rglob("*.py")), ids=lambda file: str(file.relative_to(SITE)))
def test_no_function_keeps_what_it_gave_for_every_argument(file: Path) -> None:
    assert not list(unbounded(ast.parse(file.read_text(encoding="utf-8"))))


def test_it_would_be_found() -> None:
    source = "@cache\ndef one(a): ...\n@functools.cache\ndef two(*a): ...\n@cache\ndef three(): ...\n"
    assert list(unbounded(ast.parse(source))) == ["one", "two"]


def test_pre_rendered_pages_have_a_bound(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = app.extensions["kentcare_prerendered_pages"]
    monkeypatch.setattr(cache, "_pages", {})
    monkeypatch.setattr(prerendered, "MOST_PAGES", 2)
    for page in ("money", "health", "debt", "savings", "debt"):
        assert client.get(f"/en/{page}").status_code == 200
    assert len(cache._pages) <= 2


def test_pages_that_differ_by_reader_have_a_bound(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(personal, "_MOST_PAGES", 2)
    for tag in ("en", "ar", "ti", "en", "ar"):
        assert client.get(f"/{tag}/checker/1").status_code == 200
    assert len(app.extensions["kentcare_personal_pages"]._pages) <= 2


def test_the_index_of_yesterday_is_dropped(app: Flask) -> None:
    pages, day = CurrentPages(), date(2026, 11, 30)
    names = dict.fromkeys(("cookie", "language_cookie", "session_cookie"), "-")
    with app.app_context():
        place = app.extensions[EXTENSION].get()[ENGLISH]
        for days in range(3):
            pages.index(ENGLISH, place, day + timedelta(days), names)
    assert len(pages._indexes) == 1
