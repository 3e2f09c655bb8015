"""A column of encrypted text: nothing to read in the database, and the text again for the site."""

import pytest
from cryptography.fernet import InvalidToken, MultiFernet
from flask import Flask
from sqlalchemy import MetaData, create_engine, insert, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from kentcare.core.encryption import app_cipher, cipher
from kentcare.db.encrypted import EncryptedText


class _Base(DeclarativeBase):
    metadata = MetaData()


class _Note(_Base):
    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str | None] = mapped_column("sealed_words", EncryptedText("kentcare note of a test"))


def test_what_is_stored_cannot_be_read_and_comes_back(app: Flask) -> None:
    engine = create_engine("sqlite://")
    _Base.metadata.create_all(engine)
    with app.app_context(), Session(engine) as session:
        session.execute(insert(_Note), [{"words": "ሰላም Canaryword"}, {"words": None}, {"words": ""}])
        stored = session.execute(text("SELECT sealed_words FROM note ORDER BY id")).scalars().all()
        assert b"Canaryword" not in stored[0]
        assert stored[1] is None
        assert app_cipher("kentcare note of a test").decrypt(stored[0]).decode() == "ሰላም Canaryword"
        assert session.scalars(select(_Note.words).order_by(_Note.id)).all() == ["ሰላም Canaryword", None, ""]
    engine.dispose()


def test_it_opens_with_no_key_but_its_own(app: Flask) -> None:
    own, other = "own " * 10, "other " * 10

    def by(secret: str) -> EncryptedText:
        def of(purpose: str) -> MultiFernet:
            return cipher([secret], purpose)

        return EncryptedText("kentcare note of a test", of)

    dialect = create_engine("sqlite://").dialect
    stored = by(own).process_bind_param("words", dialect)
    assert by(own).process_result_value(stored, dialect) == "words"
    with pytest.raises(InvalidToken):
        by(other).process_result_value(stored, dialect)
