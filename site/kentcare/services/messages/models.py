"""Messages that wait to be sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class OutgoingMessage(Model):
    """A message, sealed: it may hold a code, and to whom it goes is nobody's business."""

    __tablename__ = "outgoing_message"
    __table_args__ = (Index("ix_outgoing_message_next_try_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    # After this it is of no use any more, and is not sent.
    use_by: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    # What it is about, for staff who see that it did not arrive, and whose it is where they have an account.
    kind: Mapped[str] = mapped_column(String(30), default="message", server_default="message")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    # The name under which a sender knows it: the same however often it is tried.
    ref: Mapped[str | None] = mapped_column(String(32), unique=True)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    # Null once it is sent or given up.
    next_try_at: Mapped[datetime | None]
    # A worker has taken it, until then.
    taken_until: Mapped[datetime | None]
    taken_by: Mapped[str | None] = mapped_column(String(40))
    # Given up, and why, in a word of ours.
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(String(60))


class Heartbeat(Model):
    """When something that runs by itself last said that it runs."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
