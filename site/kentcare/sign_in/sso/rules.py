"""Who may sign in with the council's own account."""

from collections.abc import Collection
from datetime import date

from kentcare.accounts.accounts.rules import COUNCIL, Role, is_paused


def may_use_sso(roles: Collection[Role], state: str, review_by: date | None, today: date) -> bool:
    """Whether an account may be signed in to by single sign-on: it holds council roles and no other, is not
    closed, and its review is not overdue.

    Never an advocate: their service is not the council's, and whoever runs the council's accounts could
    otherwise become one. Never a young person or a Host: whoever is that, too, signs in as themself.
    """
    return bool(roles) and set(roles) <= COUNCIL and state != "closed" and not is_paused(review_by, today)
