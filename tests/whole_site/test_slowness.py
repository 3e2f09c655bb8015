"""No test fails because the machine is slow: a wait ends after support/patience.py's time, and no other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
BENCH = TESTS / "bench"
PACE = TESTS / "support" / "pace.py"  # it measures for the benchmarks
PATIENCE = TESTS / "support" / "patience.py"  # it waits for everybody
KILLED = TESTS / "operations" / "backup" / "test_killed.py"
OPERATED = TESTS / "operated_machine.py"  # no test, and it runs where there is nothing of the tests
LIMITS = {"PATIENCE", "ONE_TRY", "_PATIENCE_MS"}
STOPWATCHES = {"perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time"}
# Methods whose first argument is how long to wait; `join` also joins texts, and `get` looks into a dict.
WAITS = {
    *("wait", "wait_for", "result", "acquire", "sleep", "settimeout", "wait_for_timeout", "join"),
    *("set_default_timeout", "set_default_navigation_timeout"),
}


def _is_patient(value: ast.expr) -> bool:
    """Whether a limit is none, or made of one of those that only a hang exceeds."""
    if isinstance(value, ast.Constant):
        return value.value is None
    return any(isinstance(node, ast.Name) and node.id in LIMITS for node in ast.walk(value))


def _is_a_number(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, int | float) and value.value != 0


def _name(called: ast.expr) -> str:
    return (
        called.attr
        if isinstance(called, ast.Attribute)
        else called.id
        if isinstance(called, ast.Name)
        else ""
    )


def _is_the_time(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node) == "time.time()"


def _limits(tree: ast.Module) -> Iterator[ast.expr]:
    """Every limit of a wait that is not one from patience.py."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if (keyword.arg or "").endswith(("timeout", "deadline")) and not _is_patient(keyword.value):
                yield keyword.value
        name = _name(node.func)
        if name in WAITS and node.args and _is_a_number(node.args[0]):
            yield node.args[0]
        if name == "create_connection" and len(node.args) > 1 and not _is_patient(node.args[1]):
            yield node.args[1]


def _stopwatches(tree: ast.Module) -> Iterator[ast.AST]:
    """Every look at a clock that only measures, and every difference of two looks at the other one."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) if name in STOPWATCHES:
                yield node
            case ast.BinOp(op=ast.Sub()) | ast.Compare() if any(map(_is_the_time, ast.walk(node))):
                yield node


def found_in(source: str) -> list[int]:
    """The numbers of the lines on which a test could fail for being slow."""
    tree = ast.parse(source)
    found = [*_limits(tree), *_stopwatches(tree)]
    return sorted({getattr(node, "lineno", 0) for node in found})


def test_no_test_fails_for_slowness() -> None:
    modules = [file for file in sorted(TESTS.rglob("*.py")) if BENCH not in file.parents]
    assert len(modules) > 200
    assert not [
        f"{file.relative_to(TESTS)}:{line}: wait for PATIENCE, or measure in tests/bench"
        for file in modules
        if file not in (PACE, PATIENCE, OPERATED)
        for line in found_in(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "requests.get(address, timeout=5)",
        "requests.get(address, timeout=SECONDS)",
        "process.wait(20)",
        "context.set_default_timeout(10_000)",
        "socket.create_connection(place, 1)",
        "settings(deadline=200)",
        "assert time.perf_counter() - began < 0.05",
        "end = time.monotonic() + 30",
        "from time import perf_counter",
        "assert time.time() - began < 2",
        "time.sleep(0.1)",
    ],
)
def test_what_depends_on_the_pace_of_the_machine_is_found(line: str) -> None:
    assert found_in(f"# first\n{line}\n") == [2]


def test_what_does_not_is_not() -> None:
    for line in (
        "requests.get(address, timeout=PATIENCE)",
        "expect.set_options(timeout=PATIENCE * 1000)",
        "process.wait()",
        "', '.join(words)",
        "settings(deadline=None)",
        "await asyncio.sleep(0)",
        "int(time.time())",
    ):
        assert found_in(line) == []


def test_only_benchmarks_measure() -> None:
    """What measures for them is used by nobody else, but to end a restore at each tenth of its time."""
    users = [
        file for file in TESTS.rglob("*.py") if "support.pace import" in file.read_text(encoding="utf-8")
    ]
    assert {file for file in users if BENCH not in file.parents} == {Path(__file__), KILLED}
