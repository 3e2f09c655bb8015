"""The bill of materials names each package of both locks, at its version and with the hashes of its files."""

import json
from typing import Any

import pytest

from support.locks import LOCK, ROOT, hashes, pins
from support.sbom import PACKAGE_LOCK, SENT, bill_of_materials


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bill_of_materials())
    return found


def test_it_is_what_tools_read(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "kentcare"


def test_it_names_each_package_of_python(bill: dict[str, Any]) -> None:
    named = {one["purl"]: one for one in bill["components"] if one["purl"].startswith("pkg:pypi/")}
    assert set(named) == {f"pkg:pypi/{pin.name}@{pin.version}" for pin in pins(LOCK)}
    for pin in pins(LOCK):
        [files] = named[f"pkg:pypi/{pin.name}@{pin.version}"]["externalReferences"]
        assert {one["content"] for one in files["hashes"]} == set(hashes(LOCK)[pin.name, pin.version])


def test_it_names_each_package_of_the_style_sheets_and_scripts(bill: dict[str, Any]) -> None:
    packages = json.loads(PACKAGE_LOCK.read_text(encoding="utf-8"))["packages"]
    locked = {(path.rpartition("node_modules/")[2], one["version"]) for path, one in packages.items() if path}
    named = [one for one in bill["components"] if one["purl"].startswith("pkg:npm/")]
    assert {(one["name"], one["version"]) for one in named} == locked
    assert all(one["externalReferences"][0]["hashes"] for one in named)


def test_it_tells_what_is_sent_to_browsers_from_what_only_makes_it(bill: dict[str, Any]) -> None:
    named = [one for one in bill["components"] if one["purl"].startswith("pkg:npm/")]
    assert {one["name"] for one in named if one["scope"] == "required"} == SENT
    build = "".join((ROOT / "assets" / name).read_text(encoding="utf-8") for name in ("build.mjs",))
    styles = "".join(one.read_text(encoding="utf-8") for one in (ROOT / "assets" / "scss").glob("*.scss"))
    assert all(name in build + styles for name in SENT)
