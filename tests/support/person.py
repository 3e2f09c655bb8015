"""A person of an account that stands in no database."""

from datetime import UTC, datetime

from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role


def person(number: int) -> Person:
    """A personal adviser whose id, ref and name have this number."""
    return Person(
        id=number,
        ref=f"ref{number}",
        name=f"Name {number}",
        email=None,
        mobile=None,
        language="en",
        state="active",
        roles=frozenset({Role.PERSONAL_ADVISER}),
        stamp=0,
        review_by=None,
        invited_at=datetime(2026, 11, 2, tzinfo=UTC),
        may_tell_old_address=False,
        is_spoken_to=True,
    )
