"""The tables of drafts and of what was sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedJson
from kentcare.db.model import Model

_ONE_HOLDER = "(account_id IS NULL) <> (browser_mark IS NULL)"


class Draft(Model):
    """A form as it was typed, of an account or of a browser in which nobody is signed in."""

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint(_ONE_HOLDER, name="one_holder"),
        UniqueConstraint("account_id", "form", "about"),
        UniqueConstraint("browser_mark", "form", "about"),
        Index("ix_draft_saved_at", "saved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # What its files are kept under.
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    # A keyed hash of the token in the browser's cookie.
    browser_mark: Mapped[str | None] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(String(40))
    # Which of several, such as the month and young person of a report. Empty for a form that there is once.
    about: Mapped[str] = mapped_column(String(80))
    # The version of the form's fields when this was saved.
    form_version: Mapped[int]
    # Goes up whenever something else is saved. Whoever saves says which revision they began from.
    revision: Mapped[int]
    words: Mapped[dict[str, list[str]]] = mapped_column("sealed", EncryptedJson("kentcare draft"))
    began_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class SentForm(Model):
    """A form that was sent, and its reference. Its answers are in a record of another room."""

    __tablename__ = "sent_form"
    __table_args__ = (
        CheckConstraint(_ONE_HOLDER, name="one_holder"),
        UniqueConstraint("account_id", "form", "about"),
        UniqueConstraint("browser_mark", "form", "about"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    browser_mark: Mapped[str | None] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(80))
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    # A keyed hash of the words, to tell whether the same or something else was sent a second time.
    content_hash: Mapped[str] = mapped_column("content_mark", String(64))
    sent_at: Mapped[datetime]
