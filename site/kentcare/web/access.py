"""One table says who may open each route. A route that is not in it keeps the site from starting."""

from collections.abc import Callable, Mapping
from typing import Literal, cast

from flask import Flask, abort, current_app, request
from werkzeug.wrappers import Response

# Everybody, signed in or not; or whoever holds one of these roles.
Audience = Literal["everybody"] | frozenset[str]
# Lets somebody with one of the roles pass (None), or answers with what anybody else sees.
Gate = Callable[[frozenset[str]], Response | None]

EVERYBODY: Audience = "everybody"
_EXTENSION, _GATE = "kentcare_access", "kentcare_gate"


class UnmarkedRoute(RuntimeError):
    """A route does not say who may open it, or the table speaks of a route that is not there."""


def use_access(app: Flask, table: Mapping[str, Audience]) -> None:
    """Check every request against `table`, which maps an endpoint to whoever may open it."""
    app.extensions[_EXTENSION] = dict(table)
    app.extensions[_GATE] = lambda _roles: abort(403)
    app.before_request(check_access)


def set_gate(app: Flask, gate: Gate) -> None:
    """Set what decides about a visitor to a page that is not public; until then nobody passes."""
    app.extensions[_GATE] = gate


def table_of(app: Flask) -> dict[str, Audience]:
    """The access table of an application: the audience of each endpoint."""
    return cast("dict[str, Audience]", app.extensions[_EXTENSION])


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """Who may open an endpoint, or None where the table does not say."""
    return table_of(app).get(endpoint)


def is_public(app: Flask, endpoint: str) -> bool:
    """Whether an endpoint is open without signing in."""
    return audience_of(app, endpoint) == EVERYBODY


def refuse_unmarked_routes(app: Flask) -> None:
    """Raise UnmarkedRoute where the application has a route that the table does not mention."""
    unmarked = [
        f"{rule.rule} ({rule.endpoint})"
        for rule in app.url_map.iter_rules()
        if audience_of(app, rule.endpoint) is None
    ]
    if unmarked:
        raise UnmarkedRoute("Say in the table who may open these: " + ", ".join(sorted(unmarked)))


def check_access() -> Response | None:
    """Refuse the request, before its view runs, unless the table plainly allows it."""
    if request.endpoint is None:
        return None  # No such address: the 404 is on its way.
    audience = audience_of(current_app, request.endpoint)
    if audience is None:
        abort(403)
    if audience == EVERYBODY:
        return None
    return cast(Gate, current_app.extensions[_GATE])(cast("frozenset[str]", audience))
