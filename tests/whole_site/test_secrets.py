"""docs/secrets.md names every secret setting, and every module that uses cryptography."""

import ast
import re
from pathlib import Path

import pytest

from support.locks import ROOT

DOCUMENT = (ROOT / "docs" / "secrets.md").read_text(encoding="utf-8")
OPERATE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
CODE = ROOT / "site" / "kentcare"
# Libraries that encrypt, hash, sign, verify or make what nobody may guess.
LIBRARIES = {
    *("argon2", "authlib", "bcrypt", "cryptography", "hashlib", "hmac", "joserfc", "jwt", "nacl", "OpenSSL"),
    *("pyotp", "pyrage", "random", "secrets", "ssl", "webauthn"),
}
# The exceptions of a library do nothing by themselves.
EXCEPTIONS = frozenset({"InvalidToken"})


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of the document, cell by cell."""
    part = DOCUMENT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def imported(source: str) -> set[str]:
    """The libraries of LIBRARIES that some code imports, also inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and not {one.name for one in node.names} <= EXCEPTIONS:
            found.add((node.module or "").partition(".")[0])
    return found & LIBRARIES


def users() -> dict[str, set[str]]:
    """Each module of the site that uses cryptography, and with which libraries."""
    found = {}
    for file in sorted(CODE.rglob("*.py")):
        if libraries := imported(file.read_text(encoding="utf-8")):
            found[file.relative_to(CODE).with_suffix("").as_posix()] = libraries
    return found


def listed() -> dict[str, set[str]]:
    """Each module that the table of cryptography names, with the libraries of its rows."""
    found: dict[str, set[str]] = {}
    for row in table("Cryptography"):
        for module in re.findall(r"`([a-z_/]+)`", row[3]):
            found.setdefault(module, set()).update(name_of(one) for one in row[2].split(", "))
    return found


def name_of(library: str) -> str:
    return {"argon2-cffi": "argon2"}.get(library, library)


def test_every_secret_setting_is_in_the_table() -> None:
    marked = set(re.findall(r"^\| `([A-Z0-9_]+)` \|[^|]+\| secret;", OPERATE, re.MULTILINE))
    assert len(marked) > 10
    named = {name for row in table("Secrets") for name in re.findall(r"^`([A-Z0-9_]+)`$", row[0])}
    assert named == marked


def test_of_each_secret_everything_is_said() -> None:
    rows = table("Secrets")
    assert all(len(row) == 6 and all(row) for row in rows)


def test_every_module_that_uses_cryptography_is_in_the_table_with_its_library() -> None:
    missing = {module: used - listed().get(module, set()) for module, used in users().items()}
    assert not {module: libraries for module, libraries in missing.items() if libraries}


def test_the_table_names_no_module_that_uses_none() -> None:
    # These encrypt or hash by core/encryption, and name no library themselves.
    by_ours = {
        module
        for module in listed()
        if "kentcare.core.encryption import" in (CODE / f"{module}.py").read_text(encoding="utf-8")
    }
    assert listed().keys() - users().keys() - by_ours == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import hashlib", {"hashlib"}),
        ("def f():\n    from cryptography.fernet import Fernet", {"cryptography"}),
        ("from cryptography.fernet import InvalidToken", set()),
        ("import json", set()),
    ],
)
def test_what_uses_cryptography_is_found(source: str, found: set[str]) -> None:
    assert imported(source) == found


def test_no_code_makes_what_nobody_may_guess_with_what_can_be_guessed() -> None:
    assert not [module for module, used in users().items() if "random" in used]


def test_a_module_of_the_table_is_a_file() -> None:
    assert all(Path(CODE / f"{module}.py").is_file() for module in listed())
