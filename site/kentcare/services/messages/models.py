"""The table of outgoing messages."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class OutgoingMessage(Model):
    """A text message or an e-mail in the queue, encrypted: it may hold a code, its address is personal."""

    __tablename__ = "outgoing_message"
    __table_args__ = (Index("ix_outgoing_message_next_try_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # "text" or "email".
    channel: Mapped[str] = mapped_column(String(10))
    # No EncryptedText: that would be decrypted with its row, and one message that cannot be opened would hold
    # up every other that is read together with it.
    encrypted: Mapped[bytes] = mapped_column("sealed", LargeBinary)
    made_at: Mapped[datetime]
    # After this it is of no use, and is not sent.
    use_by: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    # What it is about, for staff who see that it did not arrive, and who it is for, if they have an account.
    kind: Mapped[str] = mapped_column(String(30), default="message", server_default="message")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    # The name under which a sender knows it: the same however often it is tried.
    ref: Mapped[str | None] = mapped_column(String(32), unique=True)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    # Null once it is sent or given up.
    next_try_at: Mapped[datetime | None]
    # Until when a worker has leased it, and which worker.
    taken_until: Mapped[datetime | None]
    taken_by: Mapped[str | None] = mapped_column(String(40))
    # When it was given up, if staff are to know of it, and why, in a few words of this program.
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(String(60))
