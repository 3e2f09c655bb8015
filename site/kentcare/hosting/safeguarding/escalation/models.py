"""The table of who was told of a stop."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class StopMessage(Model):
    """One person who was told of a stop at one step, or was passed over, or that there was nobody to tell."""

    __tablename__ = "stop_message"
    __table_args__ = (
        UniqueConstraint(
            "stop_id", "waits_since", "step", "nth_press", "account_id", name="uq_stop_message_which"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stop_shown.id"))
    # Since when the stop waited: once it is opened again, its steps begin anew.
    waits_since: Mapped[datetime]
    # 0 at once; 1, 2 and so on after another such time each.
    step: Mapped[int]
    # 0 where a step was due; 2, 3 and so on where they were told again because the button was pressed again.
    nth_press: Mapped[int] = mapped_column(default=0, server_default="0")
    at: Mapped[datetime]
    # Null where there was nobody who could be told.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    # "officer", "cover" or "manager".
    told_as: Mapped[str | None] = mapped_column(String(10))
    # Why they were passed over: "away", "no address" and so on. Null where they were told.
    passed_over: Mapped[str | None] = mapped_column(String(20))
    # The refs of the messages to them, with spaces between.
    message_refs: Mapped[str] = mapped_column(String(70), default="", server_default="")
