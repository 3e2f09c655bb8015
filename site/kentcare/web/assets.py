"""Style sheets, scripts and the icon, served under an address that changes when any of them does."""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import brotli
from flask import Flask
from werkzeug.datastructures import Headers

from kentcare.web.headers import add_headers
from kentcare.web.packing import forms_in

STATIC = Path(__file__).resolve().parent / "static"
MANIFEST = STATIC / "manifest.json"


# Not from `mimetypes`, which reads the machine's own list: a browser refuses a script sent as anything else.
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
}
_FOR_EVER = f"max-age={10 * 365 * 24 * 3600}, public, immutable"  # in seconds: ten years


class MissingAsset(LookupError):
    """A template names a file that the build did not make."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the build made: its bytes, what they are, and the tag that a browser keeps it by."""

    body: bytes
    media_type: str
    etag: str


class Assets:
    """WSGI middleware that answers requests for assets and passes every other request on."""

    def __init__(
        self, inner: WSGIApplication, version: str, files: Mapping[str, Asset], *, https: bool
    ) -> None:
        self.version = version
        self.files = files
        self._inner = inner
        self._always = Headers()
        add_headers(self._always, https=https)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        asset = self.files.get(environ.get("PATH_INFO", ""))
        if asset is None:
            return self._inner(environ, start)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            refused = [("Allow", "GET, HEAD"), ("Content-Length", "0"), ("Cache-Control", "no-store")]
            start("405 METHOD NOT ALLOWED", [*refused, *self._always])
            return ()
        kept = [
            ("Cache-Control", _FOR_EVER),
            ("Vary", "Accept-Encoding"),
            ("ETag", asset.etag),
            *self._always,
        ]
        if asset.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 NOT MODIFIED", kept)
            return ()
        encoding = next(iter(forms_in(environ.get("HTTP_ACCEPT_ENCODING", ""))), None)
        body = _compressed(asset.body, encoding) if encoding else asset.body
        sent = [("Content-Type", asset.media_type), ("Content-Length", str(len(body))), *kept]
        start("200 OK", [*sent, ("Content-Encoding", encoding)] if encoding else sent)
        return (body,) if environ["REQUEST_METHOD"] == "GET" else ()


def serve_assets(app: Flask, *, https: bool) -> None:
    """Serve what the manifest lists, and give templates `asset(name)`, the address of one file.

    In a template `asset` raises `MissingAsset` for a name that is not in the manifest.
    """
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    prefix = f"/static/{manifest['version']}/"
    # What lies in the folder but not in the manifest (the manifest itself) is not served.
    files = {
        # The tag is weak, because the same file is sent compressed or not.
        prefix + name: Asset(
            (STATIC / name).read_bytes(), _MEDIA_TYPES[Path(name).suffix], f'W/"{sha256[:16]}"'
        )
        for name, sha256 in manifest["output"].items()
    }

    def asset(name: str) -> str:
        address = prefix + name
        if address not in files:
            raise MissingAsset(name)
        return address

    assets = Assets(app.wsgi_app, manifest["version"], files, https=https)
    app.extensions["kentcare_files"] = assets
    app.wsgi_app = assets  # type: ignore[method-assign, assignment]  # how Flask says to add middleware
    app.add_template_global(asset)


# Compressed when first asked for, then kept for as long as the process lives. All of them take a tenth of a
# second of processor time, too long for the start of every worker. See docs/decisions/0021-built-assets.md.
@lru_cache(maxsize=64)
def _compressed(body: bytes, encoding: str) -> bytes:
    """The body at the highest level of Brotli ("br") or gzip."""
    return brotli.compress(body, quality=11) if encoding == "br" else gzip.compress(body, 9, mtime=0)
