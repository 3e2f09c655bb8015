"""Who of those whom the council's own sign-in vouches for may come in."""

from datetime import date

import pytest

from kentcare.accounts.accounts.rules import Role
from kentcare.sign_in.sso.rules import may_use_sso

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("roles", "state", "review_by", "may"),
    [
        ({Role.PERSONAL_ADVISER}, "active", date(2026, 12, 1), True),
        ({Role.PERSONAL_ADVISER, Role.PANEL_MEMBER}, "invited", date(2026, 10, 26), True),
        ({Role.PERSONAL_ADVISER}, "active", date(2026, 10, 25), False),
        ({Role.PERSONAL_ADVISER}, "closed", None, False),
        ({Role.PERSONAL_ADVISER, Role.HOST}, "active", None, False),
        ({Role.ADVOCATE}, "active", None, False),
        (set(), "active", None, False),
    ],
)
def test_who_may_use_sso(roles: set[Role], state: str, review_by: date | None, may: bool) -> None:
    assert may_use_sso(roles, state, review_by, TODAY) is may
