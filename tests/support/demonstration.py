"""Everybody of a demonstration at a fixed moment, without a database."""

from datetime import UTC, datetime

from kentcare_demo.names import Names
from kentcare_demo.service import Service, whole_service

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
TODAY = NOW.date()
OFFERED = ("en", "ar", "ti")


def service(now: datetime = NOW) -> Service:
    return whole_service(now, Names.load(), OFFERED)
