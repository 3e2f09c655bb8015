"""The base of every table, and the column types that the databases do not agree on."""

import secrets
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Insert, MetaData, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

# A migration can only change a constraint whose name it knows.
_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: SQLite forgets the time zone, and PostgreSQL answers in the server's own.

    Raises ValueError for a moment without a time zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone: without it an hour is lost each summer.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """The base class of every table."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, type[TypeEngine[Any]]]] = {datetime: UtcDateTime}


def new_ref() -> str:
    """A random reference of a row for use in an address: 12 hexadecimal digits that reveal no other row's."""
    return secrets.token_hex(6)


def insert_many(table: type[Model]) -> Insert:
    """An INSERT of many rows. None is written out, so that rows that differ in it share a statement."""
    return insert(table).execution_options(render_nulls=True)
