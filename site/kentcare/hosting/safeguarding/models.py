"""The tables of stops, and of what was found."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class StopShown(Model):
    """One stop: a form was halted, as somebody may be hurt, missing or at risk."""

    __tablename__ = "stop_shown"
    __table_args__ = (
        Index("ix_stop_shown_which", "home_id", "young_person_id", "month"),
        Index("ix_stop_shown_seen_at", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"))
    # The first day of the month that the form is about.
    month: Mapped[date]
    shown_to: Mapped[int] = mapped_column(ForeignKey("account.id"))
    # "pressed" or "words". Which words stays in the draft, where only the Host reads them.
    how: Mapped[str] = mapped_column(String(10))
    # Keyed hashes of the words that caused it, with spaces between. Once the stop was passed, the same words
    # do not halt the same form again.
    word_hashes: Mapped[str] = mapped_column("marks", String(2000))
    at: Mapped[datetime]
    # When it reached the service: later than `at` where the phone was offline. A worker of a release that
    # does not know it yet leaves it to the database.
    arrived_at: Mapped[datetime] = mapped_column(server_default=func.current_timestamp())
    # Since when it waits for somebody to look into it: since it was first shown, or was opened again.
    waits_since: Mapped[datetime]
    # What the Host said when they went on: "told" or "meant otherwise".
    passed_at: Mapped[datetime | None]
    passed_as: Mapped[str | None] = mapped_column(String(20))
    # When somebody of the service looked into it. Null again once it is opened again.
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class StopPress(Model):
    """One press of the red button: the one that made the stop, or a later one while it waited."""

    __tablename__ = "stop_press"

    id: Mapped[int] = mapped_column(primary_key=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stop_shown.id"), index=True)
    # A keyed hash of the id that the page gave the press, and of whoever pressed:
    # one that arrives again is known by it.
    press_hash: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime]
    arrived_at: Mapped[datetime]


class StopLook(Model):
    """Somebody of the service has looked into a stop. What was found before it was opened again stays."""

    __tablename__ = "stop_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stop_shown.id"), index=True)
    at: Mapped[datetime]
    looked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    # One word of `rules.Finding`. Empty, as what follows, in rows from before this was asked.
    found: Mapped[str] = mapped_column(String(10))
    # Words of `rules.Follows`, with spaces between.
    follows: Mapped[str] = mapped_column(String(60))
    # When it was opened again, and by whom.
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
