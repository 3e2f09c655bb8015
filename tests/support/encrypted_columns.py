"""What an encrypted column really holds, as somebody would find it who has only the database."""

from flask import Flask
from sqlalchemy import LargeBinary, column, select, table

from kentcare.db.model import Model
from kentcare.db.session import reading


def stored_bytes(app: Flask, model: type[Model], name: str, id_: int, *, key: str = "id") -> bytes:
    """The bytes in the column `name` of the row with this id. `key`: the column that holds the id."""
    where = table(model.__tablename__, column(name, LargeBinary), column(key))
    with app.app_context():
        found = reading().scalar(select(where.c[name]).where(where.c[key] == id_))
    assert isinstance(found, bytes)
    return found
