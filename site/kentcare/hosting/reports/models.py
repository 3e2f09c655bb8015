"""The tables of monthly reports that were sent, and of the notes beside them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedJson, EncryptedText
from kentcare.db.model import Model


class MonthlyReport(Model):
    """A Host's report on one young person for one month. What was sent is never changed."""

    __tablename__ = "monthly_report"
    __table_args__ = (
        UniqueConstraint("home_id", "young_person_id", "month", name="uq_monthly_report_which"),
        Index("ix_monthly_report_young_person_id_month", "young_person_id", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    # The reference that the Host was given when it was sent.
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"))
    # The first day of the month.
    month: Mapped[date]
    # The level of support that was arranged then.
    level: Mapped[str] = mapped_column(String(10))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    sent_at: Mapped[datetime]
    # What was written, by the names of the form's fields, without what was left empty and without the skills.
    answers: Mapped[Mapping[str, Any]] = mapped_column("sealed", EncryptedJson("kentcare monthly report"))
    read_at: Mapped[datetime | None]
    read_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    # The officer wants to talk about it at the next supervision.
    for_supervision: Mapped[bool] = mapped_column(default=False)
    # The ref of the supervision that took it off that list, so that it comes back where that is taken back.
    talked_about_at: Mapped[str | None] = mapped_column(String(16))
    # When the officer asked for more; empty again once the Host has answered.
    more_asked_at: Mapped[datetime | None]


class ReportNote(Model):
    """A note beside a report that was sent. The report itself stays as it was."""

    __tablename__ = "report_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("monthly_report.id"), index=True)
    # "amendment", "answer" or "question".
    kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column("sealed", EncryptedText("kentcare note on a report"))
    # What an amendment puts right: by field, what counted before and what counts since. See corrections.py.
    corrections: Mapped[Mapping[str, Any] | None] = mapped_column(
        "sealed_corrections", EncryptedJson("kentcare corrections of a report")
    )
