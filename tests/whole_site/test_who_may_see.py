"""Who may see a record is decided by two named conditions of its room: decision 12 in docs/decisions.

`visible_to` is for lists, `openable_by` for one record by its ref. Each function that finds a record by its
ref for a viewer asks one of them, or a narrower one.
"""

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sqlalchemy import ColumnElement

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.db.model import Model

SITE = Path(__file__).resolve().parents[2] / "site"
TWO = {"visible_to", "openable_by"}
# Narrower than `openable_by`: to change or to assign, as somebody's own work or own home, or by whoever has
# spoken to them.
NARROWER = {
    *("changeable_by", "_assignable_by", "_may_assign"),
    *("looked_after", "officered_by", "hosted_by", "_spoken_to_by"),
}
# Tables without the two, and why.
OTHERWISE = {
    "Adult": "opened with the home that they live in",
    "Passkey": "nobody but its owner sees it",
    "SignIn": "nobody but its owner sees it",
}
# What has lists of its own for each role, of months that are due whether a record is there or not.
OWN_LISTS = {"MonthlyReport"}


class Function:
    """A function of a module in which rows are read."""

    def __init__(self, module: Mapping[str, object], node: ast.FunctionDef) -> None:
        self.module, self.node = module, node
        self.key = (str(module.get("__name__")), node.name)
        self.text = ast.unparse(node)

    def mentions(self) -> set[str]:
        """The last words of everything that it mentions."""
        nodes = list(ast.walk(self.node))
        attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        return attributes | {node.id for node in nodes if isinstance(node, ast.Name)}

    def given_the_viewer(self) -> Iterator[tuple[str, str]]:
        """Every function that it calls with the viewer, by module and name."""
        for node in ast.walk(self.node):
            if isinstance(node, ast.Call) and any(ast.unparse(one) == "viewer" for one in node.args):
                match node.func:
                    case ast.Attribute(value=ast.Name(id=name), attr=function):
                        yield getattr(self.module.get(name), "__name__", ""), function
                    case ast.Name(id=function):
                        there = getattr(self.module.get(function), "__module__", self.key[0])
                        yield str(there), function

    def tables_by_ref(self) -> set[str]:
        """The tables of which it finds one row for a viewer, by the ref that it was given."""
        found = set()
        for node in ast.walk(self.node):
            match node:
                case ast.Compare(
                    left=ast.Attribute(value=ast.Name(id=table), attr="ref" | "reference"),
                    ops=[ast.Eq()],
                    comparators=[ast.Name()],
                ) if table[0].isupper():
                    found.add(table)
        return found if "viewer" in {one.arg for one in self.node.args.args} else set()


def functions_in(source: str, module: Mapping[str, object]) -> list[Function]:
    nodes = ast.walk(ast.parse(source))
    return [Function(module, node) for node in nodes if isinstance(node, ast.FunctionDef)]


@cache
def modules() -> list[ModuleType]:
    """Every module that reads and writes rows."""
    files = sorted({*SITE.glob("kentcare/**/records.py"), *SITE.glob("kentcare/**/records/[!_]*.py")})
    return [import_module(".".join(file.relative_to(SITE).with_suffix("").parts)) for file in files]


@cache
def everywhere() -> list[Function]:
    return [one for module in modules() for one in functions_in(inspect.getsource(module), vars(module))]


def unasked(functions: list[Function]) -> list[tuple[str, str]]:
    """The functions that find a row by its ref for a viewer, and ask nobody whether they may have it."""
    asking = {one.key for one in functions if one.mentions() & (TWO | NARROWER)}
    # A function that hands the viewer to one that asks has asked, too.
    while more := {one.key for one in functions if asking.intersection(one.given_the_viewer())} - asking:
        asking |= more
    finding = [one for one in functions if one.tables_by_ref() - OTHERWISE.keys()]
    return [one.key for one in finding if one.key not in asking]


def room(module: str) -> str:
    return module.partition(".records")[0].removesuffix(".models")


def rooms_of_tables() -> dict[str, set[str]]:
    """The tables whose rows are found by their ref for a viewer, each with its room and those that find."""
    found: dict[str, set[str]] = {}
    for one in everywhere():
        for name in one.tables_by_ref():
            table = one.module[name]
            assert isinstance(table, type)
            assert issubclass(table, Model)
            found.setdefault(name, {room(table.__module__)}).add(room(one.key[0]))
    return found


def conditions(rooms: set[str]) -> dict[str, Callable[..., object]]:
    """The two conditions, or one of them, wherever in the records of these rooms they stand."""
    return {
        name: one
        for module in modules()
        if room(module.__name__) in rooms
        for name, one in vars(module).items()
        if name in TWO and one.__module__ == module.__name__
    }


def test_each_kind_of_record_that_is_opened_has_the_two_conditions() -> None:
    found = rooms_of_tables()
    assert len(found) > 8
    assert OTHERWISE.keys() | OWN_LISTS <= found.keys(), "take off what is not opened any more"
    for table in found.keys() - OTHERWISE.keys():
        there = conditions(found[table])
        assert there.keys() == ({"openable_by"} if table in OWN_LISTS else TWO), table
        for one in there.values():
            signature = inspect.signature(one)
            assert next(iter(signature.parameters.values())).annotation is Viewer
            assert signature.return_annotation == ColumnElement[bool], "a condition of the query"


def test_nobody_gets_a_record_by_its_ref_unasked() -> None:
    assert unasked(everywhere()) == []


def test_what_only_its_owner_sees_asks_whose_it_is() -> None:
    finding = [one for one in everywhere() if {"Passkey", "SignIn"} & one.tables_by_ref()]
    assert finding
    assert not [one.key for one in finding if ".account_id == viewer.id" not in one.text]


def test_a_function_that_asks_nobody_is_found() -> None:
    source = """
def asks(viewer, ref):
    return select(Thing).where(Thing.ref == ref, openable_by(viewer))

def hands_on(viewer, ref):
    return asks(viewer, ref) and select(Thing).where(Thing.ref == ref)

def asks_nobody(viewer, ref):
    return select(Thing).where(Thing.ref == ref)
"""
    assert unasked(functions_in(source, {"__name__": "room"})) == [("room", "asks_nobody")]
