"""A file is opened by whoever may, as an attachment, and by nobody else."""

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from urllib.parse import quote
from uuid import uuid4

import pytest
from flask import Flask

import kentcare
from kentcare.hosting.training_and_checks.records.lines import CERTIFICATE
from kentcare.services.files import records as files
from kentcare.services.files import views
from kentcare.services.files.store import StoreUnavailable
from support.html import attribute, one, page_of
from support.long_forms import Open, shown
from support.pictures import MAKER, photograph
from support.site import SignedIn
from support.uploads import attach, attach_and_look, links, look_at_files

pytestmark = pytest.mark.usefixtures("empty_store")


def test_a_photograph_comes_back_as_an_attachment_without_its_place(opened: Open) -> None:
    window = opened()
    assert attach_and_look(window, (photograph("HEIF"), "IMG_1.HEIC"), health="Well").status_code == 303
    [link] = links(window.client)
    response = window.client.get(link)
    assert response.headers["Content-Disposition"] == "attachment; filename=IMG_1.jpg"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert MAKER.encode() not in response.data
    assert shown(opened(client=window.client).page) == {"health": "Well"}


def test_nobody_else_opens_it(opened: Open, signed_in: SignedIn, report_app: Flask) -> None:
    window = opened()
    attach_and_look(window, (photograph(), "a.jpg"))
    [link] = links(window.client)
    for other in (signed_in("host-2"), signed_in("administrator"), report_app.test_client()):
        response, unknown = other.get(link), other.get("/en/file/unknown")
        assert (response.status_code, unknown.status_code) == (404, 404)


def test_a_name_in_any_letters_comes_back(opened: Open) -> None:
    window = opened()
    attach_and_look(window, (photograph(), "شهادة.jpg"))
    [link] = links(window.client)
    told = window.client.get(link).headers["Content-Disposition"]
    assert told.endswith("filename*=UTF-8''" + quote("شهادة.jpg"))


def test_one_that_is_gone_is_our_fault_and_said_so(opened: Open, report_app: Flask) -> None:
    window = opened()
    attach_and_look(window, (photograph(), "a.jpg"))
    [link] = links(window.client)
    with report_app.app_context():
        files.clear_away([key for key, _ in files._storage().store.every()])
    response = window.client.get(link)
    assert response.status_code == 500
    assert "This is our fault" in response.text


def test_one_in_the_place_of_another_is_not_shown(opened: Open, report_app: Flask) -> None:
    window = opened()
    attach_and_look(window, (photograph(), "a.jpg"), (photograph("PNG"), "b.png"))
    with report_app.app_context():
        store = files._storage().store
        one, other = (key for key, _ in store.every())
        store.put(one, store.get(other))
    assert sorted(window.client.get(link).status_code for link in links(window.client)) == [200, 500]


def test_a_store_that_does_not_answer_is_not_the_end(
    opened: Open, report_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened()
    attach_and_look(window, (photograph(), "a.jpg"))
    [link] = links(window.client)
    with report_app.app_context():
        store = files._storage().store

    def away(_key: str) -> bytes:
        raise StoreUnavailable("not now")

    monkeypatch.setattr(store, "get", away)
    assert window.client.get(link).status_code == 503


def test_one_that_waits_and_one_that_was_not_kept_are_given_to_nobody(
    opened: Open, report_app: Flask
) -> None:
    window = opened()
    attach(window, (photograph()[:-200], "half.jpg"))
    with report_app.app_context():
        [(ref, _)] = files.every_file()
    address = f"/en/file/{ref}"
    told = window.client.get(address)
    assert (told.status_code, "We are looking at this file." in told.text) == (409, True)
    look_at_files(report_app)
    told = window.client.get(address)
    assert (told.status_code, "We cannot open this file." in told.text) == (410, True)
    # Others learn not even that it is there.
    assert opened("host-2").client.get(address).status_code == 404


def test_the_list_is_given_once_something_came_of_a_file_and_only_to_whoever_may(
    opened: Open, report_app: Flask
) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"), (photograph()[:-200], "half.jpg"))
    address = attribute(one(opened(client=window.client).page, "[hx-get]"), "hx-get")
    asked = {"HX-Request": "true"}
    assert window.client.get(address, headers=asked).status_code == 204
    look_at_files(report_app)
    response = window.client.get(address, headers=asked)
    assert response.status_code == 200
    there = page_of(response)
    assert [link.text for link in there.select("a")] == ["a.jpg"]
    assert "We did not keep this file." in there.text
    # Nothing waits, so the page does not ask again.
    assert not there.select("[hx-get]")
    for other in (opened("host-2").client, report_app.test_client()):
        assert other.get(address, headers=asked).status_code == 404


def _kinds_given(module: ModuleType) -> Iterator[str]:
    """Every kind of record that this module lets files belong to: a long form that takes files is one."""
    for node in ast.walk(ast.parse(getsource(module))):
        if not isinstance(node, ast.Call):
            continue
        match ast.unparse(node.func), {one.arg: ast.unparse(one.value) for one in node.keywords}:
            case "LongForm", {"takes_files": takes}:
                assert takes in {"True", "False"}, f"{module.__name__}:{node.lineno}: say it outright"
                yield from [_value(node.args[0], module)] if takes == "True" else []
            case "files.store", _:
                yield _value(node.args[3], module)
            case "files.hand_over", _:
                # What is sent takes the name of its long form, which the first case finds.
                assert ast.unparse(node.args[2]) == "key.form", f"{module.__name__}:{node.lineno}"


def _value(node: ast.expr, module: ModuleType) -> str:
    """What a name or a constant of a module is. Raises AssertionError where only its run can tell."""
    match node:
        case ast.Constant(value):
            return str(value)
        case ast.Name(name):
            return str(getattr(module, name))
        case ast.Attribute(ast.Name(of), name):
            return str(getattr(getattr(module, of), name))
    raise AssertionError(f"{module.__name__}:{node.lineno}: name the kind by a constant")


def test_each_kind_of_record_with_files_says_who_may_open_them(app: Flask) -> None:
    """The rules are filled as the rooms are imported: a kind without one would be opened by nobody."""
    names = [one.name for one in walk_packages(kentcare.__path__, "kentcare.")]
    modules = [import_module(name) for name in names if "migrations" not in name]
    given = {kind for module in modules for kind in _kinds_given(module)}
    assert given == set(views._RULES) >= {files.DRAFT, CERTIFICATE}


@pytest.mark.parametrize(
    "source",
    [
        "LongForm(NAME, 1, takes_files=True)",
        "files.store(holder, content, name, NAME, about, now)",
    ],
)
def test_a_kind_without_a_rule_is_found(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = f"a_new_room_{uuid4().hex}"  # one that nothing has kept from the case before
    (tmp_path / f"{room}.py").write_text(f'NAME = "new"\n\n\ndef later():\n    return {source}\n')
    monkeypatch.syspath_prepend(tmp_path)
    module = import_module(room)
    monkeypatch.delitem(sys.modules, room)
    assert list(_kinds_given(module)) == ["new"]
