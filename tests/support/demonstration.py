"""Everybody of a demonstration at a fixed moment, and an account of one that is loaded."""

from datetime import UTC, datetime

from sqlalchemy import select

from kentcare.accounts.accounts.models import Account
from kentcare.db.session import reading
from kentcare_demo.names import Names
from kentcare_demo.service import Service, whole_service

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
TODAY = NOW.date()
OFFERED = ("en", "ar", "ti")


def service(now: datetime = NOW) -> Service:
    return whole_service(now, Names.load(), OFFERED)


def accounts_id(ref: str) -> int:
    """The id of the account with this ref, in the database that is open."""
    found = reading().scalar(select(Account.id).where(Account.ref == ref))
    assert found is not None
    return found
