"""The bill of materials: what requirements.lock and assets/package-lock.json say, in CycloneDX."""

import base64
import json
import tomllib
from collections.abc import Iterator
from typing import Any

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from support.locks import LOCK, ROOT, hashes, pins

PACKAGE_LOCK = ROOT / "assets" / "package-lock.json"
# Parts of these are sent to browsers. The other packages of npm only make what is sent.
SENT = frozenset({"govuk-frontend", "htmx.org", "lucide-static"})
_FILES = {"pypi": "https://pypi.org/simple/{}/", "npm": "https://registry.npmjs.org/{}"}


def bill_of_materials() -> str:
    """The bill as JSON: the packages of both locks, each with its version and the hashes of its files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bom = Bom()
    bom.metadata.component = site = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
    )
    found = [*_python(), *_npm()]
    bom.components.update(found)
    bom.register_dependency(site, found)
    made = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return made.output_as_string(indent=2) + "\n"


def _python() -> Iterator[Component]:
    known_hashes = hashes(LOCK)
    for pin in pins(LOCK):
        known = [
            HashType(alg=HashAlgorithm.SHA_256, content=one) for one in known_hashes[pin.name, pin.version]
        ]
        only = [Property(name="kentcare:only-where", value=pin.condition)] if pin.condition else []
        yield _component("pypi", pin.name, pin.version, known, properties=only)


def _npm() -> Iterator[Component]:
    packages: dict[str, Any] = json.loads(PACKAGE_LOCK.read_text(encoding="utf-8"))["packages"]
    for path, package in packages.items():
        if not path:
            continue  # the project itself
        name = path.rpartition("node_modules/")[2]
        algorithm, _, digest = package["integrity"].partition("-")
        known = HashType(
            alg=HashAlgorithm(algorithm.upper().replace("SHA", "SHA-")),
            content=base64.b64decode(digest).hex(),
        )
        scope = ComponentScope.REQUIRED if name in SENT else ComponentScope.EXCLUDED
        yield _component("npm", name, package["version"], [known], scope=scope)


def _component(
    registry: str,
    name: str,
    version: str,
    known: list[HashType],
    *,
    scope: ComponentScope = ComponentScope.REQUIRED,
    properties: list[Property] | None = None,
) -> Component:
    group, _, own = name.rpartition("/")
    purl = PackageURL(registry, group or None, own, version)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION, url=XsUri(_FILES[registry].format(name)), hashes=known
    )
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        scope=scope,
        external_references=[files],
        properties=properties or [],
    )
