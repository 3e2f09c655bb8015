"""The table of files that people sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model


class StoredFile(Model):
    """What is known of a file. Its content is in the store, under a random key."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (browser_mark IS NULL)", name="one_holder"),
        Index("ix_stored_file_kind_about", "kind", "about"),
        Index("ix_stored_file_is_waiting", "is_waiting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    # Its name in the store. It says nothing of who sent it or of what it shows.
    key: Mapped[str] = mapped_column(String(64), unique=True)
    # Who sent it: an account, or a browser in which nobody is signed in, by a keyed hash of its token.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    browser_mark: Mapped[str | None] = mapped_column(String(64))
    # What it belongs to: "draft" and the ref of the draft, or a kind of record and its ref.
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(130))
    media_type: Mapped[str] = mapped_column(String(60))
    # In bytes, as it is kept; of one that waits, as it came.
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    # What whoever sent it called it: as `sent_name` has it while it waits, and then as `shown_name` has it.
    name: Mapped[str] = mapped_column("sealed_name", EncryptedText("kentcare name of a file"))
    made_at: Mapped[datetime]
    # Whether nobody has looked at it yet. Until then the store has it as it came, which nobody is given.
    is_waiting: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Why it was not kept. The store has nothing of it then.
    refusal: Mapped[str | None] = mapped_column(String(60))
    # How often somebody began to look at it, who does now, and until when nobody else may begin.
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    taken_by: Mapped[str | None] = mapped_column(String(16))
    not_before: Mapped[datetime | None]
