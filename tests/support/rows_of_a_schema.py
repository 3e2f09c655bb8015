"""Two rows in every table of a schema, whatever tables it has: migrations must lose none of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    insert,
    inspect,
)
from sqlalchemy.types import Boolean

# What a rule of the table asks for, where any text of ours would be refused.
_BY_NAME: dict[tuple[str, str], tuple[object, object]] = {
    ("account", "state"): ("active", "closed"),
    ("role_grant", "role"): ("host", "young-person"),
    ("arrangement", "level"): ("standard", "standard"),
    ("sign_in_attempt", "kind"): ("code", "code"),
}
# Exactly one of two holds a draft, a sent form or a file, and of three a certificate.
_NOTHING = {
    ("draft", "browser_mark"),
    ("sent_form", "browser_mark"),
    ("stored_file", "browser_mark"),
    ("certificate", "home_id"),
    ("certificate", "adult_id"),
}
_MOMENTS = (datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC))


def fill(connection: Connection) -> None:
    """Two rows in each table, those first that others point at."""
    for table in _tables(connection).sorted_tables:
        if table.name != "alembic_version":
            for number in (0, 1):
                connection.execute(insert(table).values(_row(table, number)))


def contents(connection: Connection) -> dict[str, list[Mapping[str, Any]]]:
    """Everything that is in every table as the driver gives it, in the order of the first column."""
    quote = connection.dialect.identifier_preparer.quote
    return {
        name: [
            dict(row)
            for row in connection.exec_driver_sql(f"SELECT * FROM {quote(name)} ORDER BY 1").mappings()  # noqa: S608  # a table of ours
        ]
        for name in sorted(inspect(connection).get_table_names())
        if name != "alembic_version"
    }


def _tables(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found


def _row(table: Table, number: int) -> dict[str, object]:
    return {column.name: _value(table, column, number) for column in table.columns}


def _value(table: Table, column: Column[Any], number: int) -> object:
    if (table.name, column.name) in _NOTHING:
        return None
    if given := _BY_NAME.get((table.name, column.name)):
        return given[number]
    if column.foreign_keys:
        [key] = column.foreign_keys
        return _value(key.column.table, key.column, number)
    kind = column.type
    if isinstance(kind, Boolean):
        return bool(number)
    if isinstance(kind, Integer):
        return number + 1
    if isinstance(kind, DateTime):
        return _MOMENTS[number]
    if isinstance(kind, Date):
        return date(2008, 2, 29 - number)
    if isinstance(kind, LargeBinary):
        return f"{column.name} {number}\0".encode()
    return f"{number}{column.name}"[: getattr(kind, "length", None) or 40]
