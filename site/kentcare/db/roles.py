"""Who may do what in a PostgreSQL.

The tables belong to one role, which migrates. The site is another, which reads and writes in them and can
neither change a table nor take away a rule that the database keeps: decisions/0015-running-it.md says why.
"""

from psycopg import sql
from sqlalchemy import Connection, text

from kentcare.db.engine import WRITES, build_engine
from kentcare.db.migrate import every_table

_VERSION = "alembic_version"  # the site reads how far it was migrated, and does not say so itself


class NoRoles(ValueError):
    """SQLite has none: whoever may open the file may do anything."""


def grant(address: str, role: str) -> None:
    """`address` is the owner's. `role` may then read and write in every table, also of later migrations."""
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
    """A role cannot be a parameter of a statement, so it is quoted as a name."""
    plain = connection.connection.driver_connection
    connection.exec_driver_sql(sql.SQL(words).format(role=sql.Identifier(role)).as_string(plain))


def owns_its_tables(address: str) -> bool:
    """Whether who connects there could change a table or take away its rules. Always False for SQLite."""
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
