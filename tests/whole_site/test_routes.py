"""Every route: who may open it, and that every page is sound. The client asks the rest of each page."""

import tomllib
from collections.abc import Callable
from inspect import getsourcelines, unwrap
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

import kentcare
from kentcare.web.access import audience_of, is_public
from support.page_checks import AWAITED, has_route
from support.routes import rules_of

SITE = Path(kentcare.__file__).parents[1]
# These lead out or away, or are for machines.
NOT_PAGES = {
    *("web.leave", "web.say_alive", "sample.break_down", "sessions.say_left"),
    *("web.send_worker", "web.send_icon", "web.send_touch_icon", "web.send_robots"),
    *("web.send_security_txt", "sitemap.send_sitemap"),
    *("sso.go_there", "sso.come_back", "monitoring.say_ready", "monitoring.show_metrics"),
}


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def pages(app: Flask) -> list[str]:
    """The address of every page that needs no other part of an address than its language."""
    adapter = app.url_map.bind("localhost")
    return [
        adapter.build(rule.endpoint, {"lang": "en"} if "lang" in rule.arguments else {})
        for rule in rules(app)
        if rule.arguments <= {"lang"}
        and "GET" in (rule.methods or ())
        and rule.endpoint not in NOT_PAGES
        and is_public(app, rule.endpoint)
    ]


def test_every_route_says_who_may_open_it(app: Flask) -> None:
    assert rules(app)
    assert not [rule for rule in rules(app) if audience_of(app, rule.endpoint) is None]


def test_every_address_ends_in_a_word_and_holds_no_capital(app: Flask) -> None:
    assert not [
        rule.rule for rule in rules(app) if rule.rule.partition("<")[0] != rule.rule.partition("<")[0].lower()
    ]


def test_every_page_is_sound(people_app: Flask, client: FlaskClient) -> None:
    found = pages(people_app)
    assert "/en/" in found
    for address in found:
        assert client.get(address, follow_redirects=True).status_code == 200, address


def test_every_page_can_be_fetched_as_a_fragment(people_app: Flask, client: FlaskClient) -> None:
    for address in pages(people_app):
        response = client.get(address, headers={"HX-Request": "true"}, follow_redirects=True)
        assert response.status_code == 200, address
        assert "<header" not in response.text, address


def test_every_young_person_s_page_has_the_way_out_first_and_last(app: Flask, client: FlaskClient) -> None:
    for address in pages(app):
        text = client.get(address, follow_redirects=True).text
        first_link = text.index("<a ")
        assert "/exit" in text[first_link : text.index(">", first_link)], address
        assert 'class="exit" href="/exit"' in text, address


def test_what_is_awaited_is_not_there_yet(app: Flask) -> None:
    """When this fails the page has been made: take its name out of AWAITED in page_checks.py."""
    assert not [name for name in AWAITED if has_route(f"/en/{name}", app)]


def _views(app: Flask) -> dict[str, Callable[..., object]]:
    """Every view by the name of its route, wherever it stands and however it was registered."""
    return {rule.endpoint: unwrap(app.view_functions[rule.endpoint]) for rule in rules_of(app)}


def test_no_view_is_longer_than_forty_lines(app: Flask) -> None:
    for endpoint, view in _views(app).items():
        assert len(getsourcelines(view)[0]) <= 40, f"{endpoint}: give a part of it a function"


def test_the_contract_about_pages_knows_every_file_with_a_view(app: Flask) -> None:
    """A file with a view and another name than views.py must stand in the contract by its own."""
    settings = tomllib.loads((SITE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [contract] = [one for one in contracts if one["name"].startswith("Pages and layout")]
    covered = set(contract["source_modules"])
    modules = {view.__module__ for view in _views(app).values()}
    assert len(modules) > 25
    unknown = {
        module
        for module in modules
        if not (module.endswith(".views") and "kentcare.**.views" in covered)
        and not any(f"{module}.".startswith(f"{one}.") for one in covered)
    }
    assert not unknown, f"add these to “{contract['name']}” in pyproject.toml"
