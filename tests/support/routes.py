"""Every route with an address that it serves, for the tests that visit them all."""

from dataclasses import dataclass
from datetime import date

from flask import Flask
from werkzeug.routing import Rule

# What stands for a part of an address: a record of the cast, the first page of a list.
VALUES: dict[str, object] = {
    "lang": "en",
    "name": "money",
    "step": 1,
    "page": 1,
    "order": "name",
    "kind": "young-people",
    "action": "viewed",
    "ref": "unknown",
    "month": f"{date.today():%Y-%m}",  # one for which there is a report
    "revision": 0,
    "slug": "gas_safety",
    "whom": "home",
    "nth": 1,
    "which": "late",
    "token": "unknown",
    "waiting": 0,
}
# What one endpoint needs otherwise.
_A_REPORT = ("reports.show", "reports.take", "reports.show_stop", "reports.pass_stop")
_A_HOME = ("training_and_checks.show_home", "households.ask", "households.change")
_OF_A_HOME = ("households.add_adult", "households.adult_has_left")
OTHERS: dict[str, dict[str, object]] = {
    **{endpoint: {"ref": "stay"} for endpoint in _A_REPORT},
    **{endpoint: {"ref": "home"} for endpoint in _A_HOME},
    **{endpoint: {"ref": "home", "which": "adult"} for endpoint in _OF_A_HOME},
    "training_and_checks.list_for_desk": {"kind": "check"},
    "training_and_checks.show": {"ref": "gas"},
    "training_and_checks.decide": {"ref": "gas"},
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class ServedRoute:
    """A route, one of the methods that it takes, and an address that it serves."""

    endpoint: str
    method: str
    address: str


def rules_of(app: Flask) -> list[Rule]:
    """Every route but those that only the tests have."""
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(("sample.", "report."))]


def address_of(app: Flask, rule: Rule, **more: object) -> str:
    values = {name: VALUES[name] for name in rule.arguments} | OTHERS.get(rule.endpoint, {}) | more
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def routes(app: Flask) -> list[ServedRoute]:
    """Each route with each method that it takes."""
    return [
        ServedRoute(rule.endpoint, method, address_of(app, rule))
        for rule in rules_of(app)
        for method in METHODS
        if method in (rule.methods or ())
    ]
