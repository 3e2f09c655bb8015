"""Files that people sent with a form."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class StoredFile(Model):
    """What is known of a file. What is in it is in the store, under a name of ours."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (browser_mark IS NULL)", name="one_holder"),
        Index("ix_stored_file_kind_about", "kind", "about"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    # Its name in the store. It says nothing of whose it is or what it shows.
    key: Mapped[str] = mapped_column(String(64), unique=True)
    # Whoever sent it: somebody, or a browser in which nobody is signed in.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    browser_mark: Mapped[str | None] = mapped_column(String(64))
    # What it belongs to: "draft" and which form, or a kind of record and its ref.
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(130))
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    # What its owner called it, sealed.
    sealed_name: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
