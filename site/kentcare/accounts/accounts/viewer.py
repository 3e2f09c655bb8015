"""Who is looking at the page that is being made."""

from dataclasses import dataclass
from typing import cast

from flask import abort
from flask_login import UserMixin, current_user

from kentcare.accounts.accounts.rules import Role


@dataclass(frozen=True, slots=True)
class Viewer(UserMixin):
    """Somebody who is signed in. `id` is the id of their account."""

    id: int
    ref: str
    name: str
    language: str
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether they hold any of these roles."""
        return not self.roles.isdisjoint(roles)


def viewer() -> Viewer | None:
    """Whoever is signed in with this request, or None where nobody is."""
    return cast(Viewer, current_user._get_current_object()) if current_user.is_authenticated else None


def current_viewer() -> Viewer:
    """Whoever is signed in, for a view that the access table opens to signed-in people alone.

    Answers the request with 401 where nobody is.
    """
    return viewer() or abort(401)
