"""Style sheets, scripts and pictures, served under an address that changes when any of them does."""

import json
from functools import partial
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from kentcare.web.headers import add_headers

STATIC = Path(__file__).resolve().parent / "static"
MANIFEST = STATIC / "manifest.json"


class MissingAsset(LookupError):
    """A template names a file that the build did not make."""


def serve_assets(app: Flask, *, https: bool) -> None:
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    prefix = f"/static/{manifest['version']}/"
    names = frozenset(manifest["output"])

    def asset(name: str) -> str:
        if name not in names:
            raise MissingAsset(name)
        return prefix + name

    files = WhiteNoise(
        app.wsgi_app,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: True,
        add_headers_function=partial(_headers, https=https),
    )
    # Named one by one: what lies in the folder but not in the manifest (the manifest itself) is not served.
    for name in names:
        files.add_file_to_dictionary(prefix + name, str(STATIC / name))
    app.extensions["kentcare_files"] = files
    app.wsgi_app = files  # type: ignore[method-assign]  # how Flask says to add middleware
    app.add_template_global(asset)


def _headers(headers: Headers, path: str, url: str, *, https: bool) -> None:
    add_headers(headers, https=https)
