"""Who is looking at the page that is being made."""

from dataclasses import dataclass
from typing import cast

from flask import abort
from flask_login import UserMixin, current_user

from kentcare.accounts.accounts.rules import Role


@dataclass(frozen=True, slots=True)
class Viewer(UserMixin):
    """Somebody who is signed in. `id` is their account's."""

    id: int
    ref: str
    name: str
    language: str
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether they hold any of these."""
        return not self.roles.isdisjoint(roles)


def viewer() -> Viewer | None:
    """None where nobody is signed in."""
    return cast(Viewer, current_user._get_current_object()) if current_user.is_authenticated else None


def current_viewer() -> Viewer:
    """For a view that the table opens to somebody signed in alone."""
    return viewer() or abort(401)
