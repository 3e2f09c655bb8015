"""Monthly reports as they were sent, and what was said of them since."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class MonthlyReport(Model):
    """A report of a Host on a young person and a month. What was sent is never changed."""

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
    # What was written, sealed.
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    read_at: Mapped[datetime | None]
    read_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    # The officer wants to talk about it at the next supervision.
    for_supervision: Mapped[bool] = mapped_column(default=False)
    # The officer asked for more, and the Host has not answered.
    more_asked_at: Mapped[datetime | None]


class ReportNote(Model):
    """What was said of a report after it was sent. It stands beside it; the report stays as it was."""

    __tablename__ = "report_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("monthly_report.id"), index=True)
    # "amendment", "answer" or "question".
    kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
