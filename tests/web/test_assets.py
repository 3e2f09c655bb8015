"""How style sheets and scripts are sent: compressed as far as they go, kept for ever, asked for by name."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from kentcare.web import assets
from kentcare.web.assets import Asset, MissingAsset


@pytest.fixture
def files(app: Flask) -> dict[str, Asset]:
    """Each asset by its address."""
    return dict(app.extensions["kentcare_files"].files)


@pytest.fixture
def sheet(files: dict[str, Asset]) -> str:
    """The address of the style sheet of every page."""
    return next(address for address in files if address.endswith("/site.css"))


@pytest.mark.parametrize(
    ("encoding", "open_it", "at_best"),
    [
        ("br", brotli.decompress, lambda body: brotli.compress(body, quality=11)),
        ("gzip", gzip.decompress, lambda body: gzip.compress(body, 9, mtime=0)),
    ],
)
def test_every_file_is_sent_at_the_highest_level(
    client: FlaskClient,
    files: dict[str, Asset],
    encoding: str,
    open_it: Callable[[bytes], bytes],
    at_best: Callable[[bytes], bytes],
) -> None:
    for address, asset in files.items():
        sent = client.get(address, headers={"Accept-Encoding": encoding})
        assert sent.headers["Content-Encoding"] == encoding
        assert sent.headers["Vary"] == "Accept-Encoding"
        assert open_it(sent.data) == asset.body
        assert int(sent.headers["Content-Length"]) == len(sent.data) == len(at_best(asset.body))


def test_brotli_is_chosen_where_the_browser_takes_both(client: FlaskClient, sheet: str) -> None:
    sent = client.get(sheet, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert sent.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("accepted", ["", "identity", "br;q=0, gzip;q=0"])
def test_a_file_is_sent_as_it_is_to_a_browser_that_takes_neither(
    client: FlaskClient, files: dict[str, Asset], sheet: str, accepted: str
) -> None:
    sent = client.get(sheet, headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in sent.headers
    assert sent.data == files[sheet].body


def test_a_file_is_compressed_once(client: FlaskClient, sheet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assets._compressed.cache_clear()
    times: list[bytes] = []
    best = brotli.compress

    def counted(body: bytes, **how: int) -> bytes:
        times.append(body)
        return bytes(best(body, **how))

    monkeypatch.setattr(brotli, "compress", counted)
    for _ in range(3):
        client.get(sheet, headers={"Accept-Encoding": "br"})
    assert len(times) == 1


def test_nothing_is_compressed_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise every worker would start a tenth of a second later, or more on a busy machine."""
    monkeypatch.setattr(assets, "_compressed", lambda *_: pytest.fail("compressed at the start"))
    assets.serve_assets(Flask("only-assets"), https=False)


def test_a_file_that_the_browser_has_is_not_sent_again(client: FlaskClient, sheet: str) -> None:
    first = client.get(sheet, headers={"Accept-Encoding": "br"})
    again = client.get(sheet, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert "Content-Type" not in again.headers


def test_its_headers_can_be_asked_for_alone(client: FlaskClient, sheet: str) -> None:
    head = client.head(sheet, headers={"Accept-Encoding": "br"})
    whole = client.get(sheet, headers={"Accept-Encoding": "br"})
    assert head.data == b""
    assert head.headers == whole.headers


def test_nothing_can_be_sent_to_it(client: FlaskClient, sheet: str) -> None:
    refused = client.post(sheet)
    assert (refused.status_code, refused.headers["Allow"], refused.data) == (405, "GET, HEAD", b"")


def test_each_kind_of_file_is_called_what_a_browser_asks_for(
    client: FlaskClient, files: dict[str, Asset]
) -> None:
    kinds = {
        "css": "text/css",
        "js": "text/javascript",
        "svg": "image/svg+xml",
        "png": "image/png",
        "ico": "image/x-icon",
    }
    for address in files:
        assert client.get(address).mimetype == kinds[address.rpartition(".")[2]]


@pytest.mark.parametrize("name", ["manifest.json", "../icons.json", "site.css.br", ""])
def test_what_the_manifest_does_not_list_is_not_found(client: FlaskClient, sheet: str, name: str) -> None:
    assert client.get(sheet.replace("site.css", name)).status_code == 404


def test_a_template_that_names_a_file_that_is_not_there_fails(app: Flask, sheet: str) -> None:
    with app.test_request_context():
        assert render_template_string("{{ asset('site.css') }}") == sheet
        with pytest.raises(MissingAsset):
            render_template_string("{{ asset('site.scss') }}")
