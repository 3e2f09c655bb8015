"""What `make assets` made is what its sources say. No Node here: the hashes are compared."""

import json
from hashlib import sha256
from pathlib import Path

from kentcare.web.assets import MANIFEST, STATIC

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"
PACKAGE = ROOT / "site" / "kentcare"
MANIFESTO = json.loads(MANIFEST.read_text(encoding="utf-8"))


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def sources() -> set[str]:
    """Everything that the build reads, by its own rules: see the top of assets/build.mjs."""
    found = [
        *ASSETS.glob("scss/**/*.scss"),
        *ASSETS.glob("js/**/*.js"),
        *ASSETS.glob("img/**/*.svg"),
        *(ASSETS / name for name in ("build.mjs", "package.json", "package-lock.json")),
        *PACKAGE.glob("**/templates/**/*.html"),
    ]
    return {path.relative_to(ROOT).as_posix() for path in found}


def test_it_was_made_from_these_files_as_they_are() -> None:
    now = {name: digest(ROOT / name) for name in sources()}
    stale = {
        name
        for name in now.keys() | MANIFESTO["input"].keys()
        if now.get(name) != MANIFESTO["input"].get(name)
    }
    assert not stale, f"run `make assets`: these have changed since: {sorted(stale)}"


def test_nothing_that_it_made_was_touched_by_hand() -> None:
    assert MANIFESTO["output"] == {name: digest(STATIC / name) for name in MANIFESTO["output"]}
    assert MANIFESTO["elsewhere"] == {name: digest(ROOT / name) for name in MANIFESTO["elsewhere"]}


def test_nothing_else_is_in_the_folder() -> None:
    assert {path.name for path in STATIC.iterdir()} == {*MANIFESTO["output"], MANIFEST.name}


def test_the_lock_says_what_and_not_where() -> None:
    lock = (ASSETS / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock


def test_every_package_is_pinned() -> None:
    wanted = json.loads((ASSETS / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert all(version[0].isdigit() for version in wanted.values())


def test_the_sheet_names_no_side() -> None:
    """Start and end, so that a page written from right to left needs no sheet of its own."""
    css = (STATIC / "site.css").read_text(encoding="utf-8")
    for side in (
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align:left",
        "text-align:right",
    ):
        assert side not in css
    assert "{left:" not in css
    assert ";left:" not in css


def test_nothing_is_fetched_from_anywhere_else() -> None:
    for name in ("site.css", "site.js"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert "http" not in text.replace("http://www.w3.org", "")
        assert "GDS Transport" not in text
