"""Every route says who may open it. One that does not keeps the site from starting."""

from collections.abc import Callable
from typing import Literal, TypeVar

from flask import Flask, abort, current_app, request

Audience = Literal["public", "host", "young-person", "staff"]
View = TypeVar("View", bound=Callable[..., object])

_MARK = "kentcare_access"


class UnmarkedRoute(RuntimeError):
    """A route does not say who may open it."""


def access(audience: Audience) -> Callable[[View], View]:
    """Say who may open a view."""

    def mark(view: View) -> View:
        setattr(view, _MARK, audience)
        return view

    return mark


def audience_of(view: Callable[..., object] | None) -> Audience | None:
    return getattr(view, _MARK, None)


def refuse_unmarked_routes(app: Flask) -> None:
    unmarked = [
        f"{rule.rule} ({rule.endpoint})"
        for rule in app.url_map.iter_rules()
        if audience_of(app.view_functions[rule.endpoint]) is None
    ]
    if unmarked:
        raise UnmarkedRoute("Say who may open these with @access(...): " + ", ".join(sorted(unmarked)))


def check_access() -> None:
    """Runs before every view. What is not plainly allowed is refused."""
    if request.endpoint is None:
        return  # No such address: the 404 is on its way.
    # Nobody can sign in yet, so there is one audience that can be let in.
    if audience_of(current_app.view_functions.get(request.endpoint)) != "public":
        abort(403)
