"""What somebody has written and not sent yet, and what they have sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model

_ONE_HOLDER = "(account_id IS NULL) <> (browser_mark IS NULL)"


class Draft(Model):
    """A form as it was typed, sealed. Somebody's, or that of a browser in which nobody is signed in."""

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
    browser_mark: Mapped[str | None] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(String(40))
    # Which of several: a month's report on somebody, for one. Empty for a form that there is once.
    about: Mapped[str] = mapped_column(String(80))
    # Of the form's fields, when this was saved.
    form_version: Mapped[int]
    # Goes up each time that something else is saved. Whoever saves says which they began from.
    revision: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    began_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class SentForm(Model):
    """That a form was sent, and the reference that was given. What was in it is in a record elsewhere."""

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
    # Of the words, to tell whether the same was sent a second time or something else.
    content_mark: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime]
