"""What would quietly go wrong with the layout: each of these has happened somewhere."""

import ast
import site
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

from support.locks import ROOT

SITE = ROOT / "site"
MODULES = sorted(file for file in SITE.rglob("*.py"))
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc"}


def _name(file: Path) -> str:
    return file.parent.name if file.stem == "__init__" else file.stem


def _too_long(files: list[Path], most: int) -> list[str]:
    """Each file with more lines than that, and what to do about it."""
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in files}
    return [
        f"{name} has {lines} lines, and {most} is the most. Split it where its subject splits, "
        "into files named after what each is about; do not squeeze its lines."
        for name, lines in lengths.items()
        if lines > most
    ]


def test_site_is_a_folder_and_never_a_package() -> None:
    """An __init__.py there would hide the standard library's own `site`, in some interpreters only."""
    assert not (SITE / "__init__.py").exists()
    assert Path(site.__file__).parent == Path(sysconfig.get_path("stdlib"))


def test_git_ignores_nothing_that_the_site_is_made_of() -> None:
    """The usual Python .gitignore has a line /site. With it everything works here, and a clone is empty."""
    files = [
        file
        for folder in ("site", "content", "tests", "docs", "deploy")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    ]
    assert files
    told = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin"],
        cwd=ROOT,
        input="\n".join(map(str, files)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (1, "", "")  # 1: none of them is ignored


def test_no_file_is_too_long_to_read() -> None:
    written = [
        *MODULES,
        *SITE.rglob("templates/**/*.html"),
        *(ROOT / "assets/scss").rglob("*.scss"),
        *(ROOT / "assets/js").rglob("*.js"),
        *(ROOT / "docs").rglob("*.md"),
        *ROOT.glob("*.md"),
    ]
    too_long = [*_too_long(written, 400), *_too_long(list((ROOT / "tests").rglob("*.py")), 500)]
    assert not too_long, "\n".join(too_long)


def test_a_file_that_is_too_long_is_named_with_what_to_do() -> None:
    (told,) = _too_long([ROOT / "pyproject.toml"], 1)
    assert told.startswith("pyproject.toml has ")
    assert "Split it where its subject splits" in told


def test_no_module_has_a_name_that_could_hold_anything() -> None:
    assert not [file for file in MODULES if _name(file) in VAGUE]


def test_no_module_is_named_after_one_of_pythons_own() -> None:
    assert not [file for file in MODULES if _name(file) in sys.stdlib_module_names]


def test_every_wing_has_a_contract_about_what_is_in_it() -> None:
    """Without one, modules of a wing may use one another in a circle, and nothing says so."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    wings = {file.parent.name for file in (SITE / "kentcare").glob("*/__init__.py")}
    assert len(wings) > 10
    layered = {name for one in contracts if one["type"] == "layers" for name in one["containers"]}
    assert not {f"kentcare.{wing}" for wing in wings} - layered
    assert all(one["exhaustive"] for one in contracts if one["type"] == "layers"), "a new module is forgotten"


def test_every_room_has_a_folder_of_tests_with_its_name() -> None:
    """A room is a package that holds modules; its tests lie below tests/ as it lies below site/kentcare."""
    wings = SITE / "kentcare"
    rooms = {file.parent.relative_to(wings) for file in wings.glob("*/*/__init__.py")}
    assert rooms
    assert not [str(room) for room in rooms if not list((ROOT / "tests" / room).rglob("test_*.py"))]


def _has_behaviour(file: Path) -> bool:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(tree))


def _tests_of(file: Path) -> Path:
    """Where the tests of a module are. A package is a module of the package around it, as `web` is."""
    module = file.parent if file.name == "__init__.py" else file.with_suffix("")
    place = module.relative_to(SITE)
    if place.parts[0] == "kentcare" and len(place.parts) > 1:
        place = place.relative_to("kentcare")
    return ROOT / "tests" / place.parent / f"test_{place.name}.py"


def test_every_module_with_behaviour_has_a_test_module_of_its_name() -> None:
    """A newcomer finds the tests of a file by its name, and a file without tests by theirs."""
    modules = [file for file in MODULES if "migrations" not in file.parts and _has_behaviour(file)]
    assert {SITE / "kentcare" / "__init__.py", SITE / "kentcare" / "web" / "__init__.py"} <= set(modules)
    without = [str(file.relative_to(SITE)) for file in modules if not _tests_of(file).exists()]
    assert not without, "write tests under its name"


def test_the_readme_names_only_what_is_there() -> None:
    """The map is the first thing that a newcomer trusts."""
    words = (ROOT / "README.md").read_text().split("`")[1::2]
    # What begins with "/" is an address of the site.
    paths = [word for word in words if "/" in word[1:] and not set(word) & set(" <>:*$=")]
    assert paths
    assert not [path for path in paths if not (ROOT / path).exists()]
