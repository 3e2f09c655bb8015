"""The roles of PostgreSQL: one owns the tables and migrates, another serves the site.

The serving role reads and writes rows, and can neither change a table nor drop a trigger:
docs/decisions/0015-running-it.md says why.
"""

from psycopg import sql
from sqlalchemy import Connection, text

from kentcare.db.engine import WRITES, build_engine
from kentcare.db.migrate import every_table

_VERSION = "alembic_version"  # the site reads how far it was migrated, and does not say so itself


class NoRoles(ValueError):
    """The database has no roles: it is SQLite, where whoever may open the file may do anything."""


def grant(address: str, role: str) -> None:
    """Let `role` read and write rows in every table, those of later migrations included.

    `address` is the URL of the tables' owner. Raises NoRoles on SQLite.
    """
    engine = build_engine(address)
    try:
        if engine.dialect.name != "postgresql":
            raise NoRoles("Only PostgreSQL has roles.")
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            for words in _GRANTS:
                _run(connection, words, role)
    finally:
        engine.dispose()


_GRANTS = (
    # PostgreSQL before 15 lets everybody make tables.
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    f"REVOKE INSERT, UPDATE, DELETE ON {_VERSION} FROM {{role}}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)


def _run(connection: Connection, words: str, role: str) -> None:
    """Run a statement with the role quoted as an identifier: a role cannot be a bound parameter."""
    plain = connection.connection.driver_connection
    connection.exec_driver_sql(sql.SQL(words).format(role=sql.Identifier(role)).as_string(plain))


def owns_its_tables(address: str) -> bool:
    """Whether the role of this URL could change a table or drop its triggers. Always False on SQLite."""
    engine = build_engine(address)
    try:
        if engine.dialect.name != "postgresql":
            return False
        owned = text(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY(:names)"
            " AND pg_has_role(current_user, tableowner, 'MEMBER')"
        )
        with engine.connect() as connection:
            return bool(connection.scalar(owned, {"names": sorted(every_table().tables)}))
    finally:
        engine.dispose()
