"""What Alembic runs for each command. The connection always comes from kentcare.db.migrate."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from kentcare.db.migrate import every_table


def _in_plain_types(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """A migration names the database's own types, so that it still runs when our classes have changed."""
    if kind != "type" or not isinstance(thing, TypeDecorator):
        return False
    while isinstance(thing, TypeDecorator):  # one may stand on another, as EncryptedJson does
        thing = thing.impl
    return f"sa.{thing!r}"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=every_table(),
    render_as_batch=True,  # SQLite changes a table by copying it
    render_item=_in_plain_types,
    transactional_ddl=True,  # a migration that is killed half way leaves nothing behind, on SQLite too
)
context.run_migrations()
