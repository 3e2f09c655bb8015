"""Who of those whom the council's own sign-in vouches for may come in here."""

from collections.abc import Collection
from datetime import date

from kentcare.accounts.accounts.rules import COUNCIL, Role, is_paused


def may_come_in(roles: Collection[Role], state: str, review_by: date | None, today: date) -> bool:
    """Somebody of the council's staff and nothing else, who has not left and was looked at again in time.

    Never an advocate: their service is not the council's, and whoever runs the council's accounts could
    otherwise become one. Never a young person or a Host: whoever is that, too, comes in as themself.
    """
    return bool(roles) and set(roles) <= COUNCIL and state != "closed" and not is_paused(review_by, today)
