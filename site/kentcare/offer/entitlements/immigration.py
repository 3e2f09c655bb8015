"""The right to stay on a day, and whether it lets somebody have public funds."""

from typing import Literal

from kentcare.offer.entitlements.facts import Facts, Immigration

Funds = Literal["open", "unsure", "closed"]

PUBLIC_FUNDS: dict[Immigration, Funds] = {
    "none": "open",
    "leave": "open",
    "leave_no_public_funds": "closed",
    "pre_settled": "unsure",
    "leave_extended": "open",
    "waiting": "closed",
    "appeal_rights_exhausted": "closed",
    "no_leave": "closed",
}
"""Whether the public funds of the Home Office's list are open to somebody with each right to stay."""

WITH_AN_END = ("leave", "leave_no_public_funds")
"""The rights to stay that may end on a day; for any other, `leave_to` counts for nothing."""

NO_APPEAL = ("appeal_rights_exhausted", "no_leave")
"""Somebody without permission who waits for no decision: what they get, a human rights assessment decides."""

WITHOUT_PERMISSION = ("waiting", *NO_APPEAL)
"""Somebody without permission, whether or not they wait for a decision."""


def immigration_on(facts: Facts, day: int) -> Immigration:
    """The right to stay on a day number. Permission that has ended is none, unless more was asked for."""
    ended = facts.leave_to is not None and day > facts.leave_to.toordinal()
    return "no_leave" if ended and facts.immigration in WITH_AN_END else facts.immigration
