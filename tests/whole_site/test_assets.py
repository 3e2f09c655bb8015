"""What `make assets` made is what its sources and the templates ask for.

No Node here: the manifest says what it was made from.
"""

import json
from hashlib import sha256
from pathlib import Path

from kentcare.web.assets import MANIFEST, STATIC
from template_words import words_of_templates

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"
MANIFESTO = json.loads(MANIFEST.read_text(encoding="utf-8"))


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def sources() -> set[str]:
    """Every file whose content the build takes over: see the top of assets/build.mjs."""
    found = [
        *ASSETS.glob("scss/**/*.scss"),
        *ASSETS.glob("js/**/*.js"),
        *(path for path in ASSETS.glob("img/**/*") if path.suffix in {".svg", ".png", ".ico"}),
        *(ASSETS / name for name in ("build.mjs", "package.json", "package-lock.json")),
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


def test_the_style_sheets_hold_what_the_templates_use_and_no_more() -> None:
    """Of the names in the style sheets' sources: see assets/template_words.py."""
    words = words_of_templates()
    lacking = words & set(MANIFESTO["selectors"]["unused"])
    no_longer_used = set(MANIFESTO["selectors"]["used"]) - words
    assert not lacking, f"run `make assets`: templates use {sorted(lacking)}, which was left out"
    assert not no_longer_used, f"run `make assets`: no template uses {sorted(no_longer_used)} any more"


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
