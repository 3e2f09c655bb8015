"""The audit trail. Triggers keep it from being changed: see the migration that makes it."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class AuditEvent(Model):
    """One thing that somebody did. No words of anybody, only what kind of thing it was and to whose record.

    Names stand as they were then. There is no foreign key: a row here outlives what it speaks of.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_young_person_id_at", "young_person_id", "at"),
        Index("ix_audit_event_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(30))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str | None] = mapped_column(String(120))
    actor_roles: Mapped[str] = mapped_column(String(200), default="")
    young_person_id: Mapped[int | None]
    # What else it was done to: "account", "home".
    kind: Mapped[str | None] = mapped_column(String(30))
    ref: Mapped[str | None] = mapped_column(String(30))
    # Which fields changed, or which page was refused: never what stood in them.
    about: Mapped[str | None] = mapped_column(String(200))


class AuditRemoval(Model):
    """Each time that the retention command removed old events. Only while one is open may any be removed."""

    __tablename__ = "audit_removal"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    before: Mapped[datetime]
    removed: Mapped[int | None]
