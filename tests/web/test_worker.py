"""The script of the service worker: where it is, what it knows of the site, and what is there when off."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient

from kentcare import paths
from kentcare.config import Settings
from kentcare.core.languages.listed import offered_tags
from kentcare.web import worker
from support.site import SignedIn, make_app


@pytest.fixture(scope="module")
def app_without(settings: Settings) -> Flask:
    """The site of an operator who has turned it off."""
    return make_app(replace(settings, offline=False))


@pytest.fixture
def client_without(app_without: Flask) -> Iterator[FlaskClient]:
    with app_without.test_client() as client:
        yield client


def known(client: FlaskClient) -> dict[str, Any]:
    """What the first line of the script says of the site."""
    line = client.get("/worker.js").text.partition("\n")[0]
    found: dict[str, Any] = json.loads(line.removeprefix("const site = ").removesuffix(";"))
    return found


def test_it_is_in_charge_of_the_whole_site_and_asked_for_again_each_time(client: FlaskClient) -> None:
    sent = client.get("/worker.js")
    assert (sent.status_code, sent.content_type) == (200, "text/javascript; charset=utf-8")
    # At the root, so it needs no header Service-Worker-Allowed; and no browser may keep it without asking.
    assert sent.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in sent.headers["Content-Security-Policy"]


def test_it_is_another_script_when_style_sheets_or_scripts_are_others(
    app: Flask, client: FlaskClient
) -> None:
    files = app.extensions["kentcare_files"]
    assert known(client)["version"] == files.version
    assert all(files.version in address for address in files.files)


def test_every_address_that_it_knows_is_there(app: Flask, client: FlaskClient) -> None:
    site = known(client)
    assert site["tags"] == offered_tags()
    for tag in offered_tags():
        assert client.get(f"/{tag}{site['offline']}").headers["Cache-Control"] == "no-cache"
        assert client.get(f"/{tag}{site['kept']}").headers["Cache-Control"] == "no-cache"
        for wiping in site["wipes"]:
            assert client.get(f"/{tag}{wiping}").status_code == 405  # they take a post
    assert client.get(site["exit"]).status_code == 303


def test_a_copy_says_of_which_day_it_is_in_every_language(client: FlaskClient) -> None:
    words = known(client)["words"]
    assert list(words) == offered_tags()
    for of_language in words.values():
        assert all("{date}" in told for told in of_language["told"].values())
        assert set(re.findall(r"\{(\w+)\}", of_language["date"])) == {"day", "month", "year"}
        assert len(set(of_language["months"])) == 12
    assert words["en"]["months"][10] == "November"


def test_pages_say_for_how_many_days_a_copy_is_kept() -> None:
    numbers = yaml.safe_load((paths.CONTENT / "numbers" / "site.yaml").read_text(encoding="utf-8"))
    assert numbers["site_offline_days"]["value"] == worker.DAYS


def test_a_public_page_has_it_and_a_page_of_somebody_does_not(
    client: FlaskClient, signed_in: SignedIn
) -> None:
    assert 'data-worker="/worker.js"' in client.get("/en/money").text
    assert 'data-worker="/worker.js"' in client.get("/en/checker/1").text
    assert "data-worker" not in signed_in("young-person").get("/en/me").text


def test_turned_off_the_same_address_removes_it(client_without: FlaskClient) -> None:
    sent = client_without.get("/worker.js")
    assert (sent.status_code, sent.content_type) == (200, "text/javascript; charset=utf-8")
    assert sent.headers["Cache-Control"] == "no-cache"
    assert "unregister" in sent.text
    assert "fetch" not in sent.text


def test_turned_off_every_page_says_so(client_without: FlaskClient) -> None:
    assert 'data-worker=""' in client_without.get("/en/money").text
