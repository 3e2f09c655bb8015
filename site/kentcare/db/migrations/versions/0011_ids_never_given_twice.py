"""SQLite never gives the number of a removed account or young person to somebody else.

The audit trail outlives them and knows them by number. PostgreSQL's sequences never repeat a number. SQLite
gives that of a removed last row again unless its table is made with AUTOINCREMENT, which only a new table can
have.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild(sqlite_autoincrement=True)


def downgrade() -> None:
    _rebuild(sqlite_autoincrement=False)


def _rebuild(*, sqlite_autoincrement: bool) -> None:
    """Copy both tables into new ones, with their rows, indexes and constraints. No trigger is on either."""
    if op.get_context().dialect.name != "sqlite":
        return
    made_with = {"sqlite_autoincrement": sqlite_autoincrement}
    with op.batch_alter_table("account", recreate="always", table_kwargs=made_with):
        pass
    with op.batch_alter_table("young_person", recreate="always", table_kwargs=made_with):
        pass
