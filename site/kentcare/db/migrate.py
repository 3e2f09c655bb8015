"""Migrates a database to the schema that the code expects, and finds where the two differ.

A migration is named by its number, one after another, so that the newest is known without loading Alembic: a
start that has nothing to migrate does not wait for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, MetaData, inspect, text

from kentcare.db import subjects
from kentcare.db.engine import WRITES, build_engine, make_folder
from kentcare.db.model import Model
from kentcare.setting_formats import normal_url

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).resolve().parent / "migrations"
_PACKAGE = Path(__file__).resolve().parents[1]


class ForeignKeyBroken(Exception):
    """A migration left a row that points at nothing."""


def numbers() -> set[str]:
    """The number of every migration."""
    return {file.name.partition("_")[0] for file in (FOLDER / "versions").glob("[0-9]*.py")}


def newest() -> str:
    """The number of the last migration."""
    return max(numbers())


def every_table() -> MetaData:
    """The metadata of every table. Imports every models.py below kentcare, so that none can be forgotten."""
    for file in sorted(_PACKAGE.rglob("models.py")):
        import_module(".".join(file.relative_to(_PACKAGE.parent).with_suffix("").parts))
    return Model.metadata


def version(address: str) -> str | None:
    """The number of the migration that the database stands at, or None if it has had none."""
    engine = build_engine(address)
    try:
        with engine.connect() as connection:
            return version_on(connection)
    finally:
        engine.dispose()


def version_on(connection: Connection) -> str | None:
    """The number of the migration that a database stands at, over an open connection; None if it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    number: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return number


def is_enough(stands_at: str | None) -> bool:
    """Whether a database has every migration that this code knows.

    It may have more while servers are upgraded one by one.
    """
    return stands_at is not None and int(stands_at) >= int(newest())


def upgrade(address: str, to: str = "head") -> bool:
    """Apply the migrations up to `to`. Returns False where the database was already there, or beyond."""
    make_folder(normal_url(address))
    stands_at = version(address)
    if is_enough(stands_at) if to == "head" else stands_at == to:
        return False
    from alembic import command

    with _migrating(address) as config:
        command.upgrade(config, to)
    return True


def downgrade(address: str, to: str) -> None:
    """Revert to an earlier migration; "base" is an empty database."""
    from alembic import command

    with _migrating(address) as config:
        command.downgrade(config, to)


def drift(address: str) -> list[str]:
    """The differences between the database and the models; an empty list where there are none."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = build_engine(address)
    try:
        with engine.connect() as connection:
            differences = compare_metadata(MigrationContext.configure(connection), every_table())
            return [repr(difference) for difference in differences]
    finally:
        engine.dispose()


def lacking(address: str) -> list[str]:
    """The tables and columns that the code expects and a database has not, as `table` or `table.column`.

    Quicker than `drift`, for the start of the site. A database of a newer version may have more.
    """
    engine = build_engine(address)
    try:
        with engine.connect() as connection:
            there = inspect(connection).get_multi_columns()
    finally:
        engine.dispose()
    names = {table: {column["name"] for column in columns} for (_, table), columns in there.items()}
    found = []
    for table in every_table().sorted_tables:
        if table.name not in names:
            found.append(table.name)
        else:
            found += [
                f"{table.name}.{column.name}"
                for column in table.columns
                if column.name not in names[table.name]
            ]
    return found


def write_migration(address: str, words: str) -> None:
    """Write a draft of the next migration from the differences between models and database."""
    from alembic import command

    with _migrating(address) as config:
        command.revision(config, words, autogenerate=True, rev_id=f"{int(newest()) + 1:04}")


@contextmanager
def _migrating(address: str) -> Iterator["Config"]:
    """Alembic's configuration inside one writing transaction, so that two processes never both migrate.

    Raises ForeignKeyBroken, and undoes everything, where a SQLite row points at nothing afterwards.
    """
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    # SQLite changes a table by dropping the old one; with foreign keys on, rows that point at it go too.
    engine = build_engine(address, foreign_keys=False)
    try:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            _wait_for_the_other(connection)
            config.attributes["connection"] = connection
            yield config
            _check_foreign_keys(connection)
    finally:
        engine.dispose()


def _wait_for_the_other(connection: Connection) -> None:
    """Wait until no other process migrates. A transaction that writes to SQLite has waited as it began."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({subjects.job('migrate').key})")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise ForeignKeyBroken(f"Rows that point at nothing: {broken}. The migration was undone.")
