"""The tables of the audit trail. Triggers, made by its migration, keep rows from being changed."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class AuditEvent(Model):
    """One thing that somebody did: the kind of action and whose record it concerned, never any content.

    Names are as they were at the time. There is no foreign key: an entry outlives what it refers to.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_young_person_id_at", "young_person_id", "at"),
        Index("ix_audit_event_at", "at"),
        Index("ix_audit_event_actor_id_at", "actor_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(30))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str | None] = mapped_column(String(120))
    actor_roles: Mapped[str] = mapped_column(String(200), default="")
    young_person_id: Mapped[int | None]
    # The kind of record that it was done to, such as "account" or "home", and its ref.
    kind: Mapped[str | None] = mapped_column(String(30))
    ref: Mapped[str | None] = mapped_column(String(30))
    # Which fields changed, or which page was refused: never their content.
    about: Mapped[str | None] = mapped_column(String(200))


class AuditRemoval(Model):
    """One run of the retention command. Entries can be removed only while one is open (`removed` is null)."""

    __tablename__ = "audit_removal"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    before: Mapped[datetime]
    removed: Mapped[int | None]
