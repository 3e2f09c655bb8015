"""Every route: who may open it (S1), and that every page is sound. The client asks the rest of each page."""

import ast
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

import kentcare
from kentcare.web.access import audience_of, is_public
from support.page_checks import AWAITED, has_route

PACKAGE = Path(kentcare.__file__).parent
# These lead out or away, or are for machines.
NOT_PAGES = {
    *("web.leave", "web.say_alive", "sample.break_down", "sessions.say_left"),
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


def test_no_view_is_longer_than_forty_lines() -> None:
    for path in PACKAGE.rglob("views.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{path.name}: {node.name}"
