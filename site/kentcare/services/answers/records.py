"""Tells people that they were answered, and keeps what they have not opened yet for their first page."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from kentcare.db import subjects
from kentcare.db.session import reading, writing
from kentcare.services.answers.models import UnopenedAnswer
from kentcare.services.messages import records as messages

REPORT, CERTIFICATE, REFUSED_FILE = "report", "certificate", "refused file"
# For the copy of a Host, whose pages are in English.
_WORDS = {
    REPORT: "Your officer answered a report. You have not opened it yet.",
    CERTIFICATE: "Somebody looked at a certificate. You have not opened it yet.",
    REFUSED_FILE: "A file of a certificate could not be kept. You have not opened it yet.",
}
# Whoever has not opened what they were told of gets no second message within this time.
_TOLD_AGAIN_AFTER = timedelta(days=1)


def tell(account_ids: Collection[int], kind: str, about: str, now: datetime) -> None:
    """Tell these people that they were answered, in the transaction that saves the answer.

    It stands on their first page until they open it, and a message says so without a word of it.
    """
    with writing(*map(subjects.answers_of, account_ids)) as session:
        for account in account_ids:
            latest = session.scalar(
                select(func.max(UnopenedAnswer.at)).where(UnopenedAnswer.account_id == account)
            )
            which = {"account_id": account, "kind": kind, "about": about}
            row = session.scalar(select(UnopenedAnswer).filter_by(**which))
            if row:
                row.at = now
            else:
                session.add(UnopenedAnswer(**which, at=now))
            if latest is None or latest < now - _TOLD_AGAIN_AFTER:
                messages.queue_answered(account, now)


def take_back(
    account_ids: Collection[int],
    kind: str,
    about: str,
    told_at: datetime,
    *,
    earlier: datetime | None = None,
) -> None:
    """Undo what `tell` did at a moment, where it was not opened and its message not sent.

    `earlier`: when the answer before it to the same was given that nobody has opened either; it still waits.
    The message stays as long as anything waits of which it tells.
    """
    which = (UnopenedAnswer.kind == kind) & (UnopenedAnswer.about == about) & (UnopenedAnswer.at == told_at)
    theirs = which & UnopenedAnswer.account_id.in_(account_ids)
    with writing(*map(subjects.answers_of, account_ids)) as session:
        if earlier:
            session.execute(update(UnopenedAnswer).where(theirs).values(at=earlier))
        else:
            session.execute(delete(UnopenedAnswer).where(theirs))
        for account in account_ids:
            if not unopened(account):
                messages.withdraw(account, told_at)


def unopened(account: int) -> dict[tuple[str, str], datetime]:
    """When somebody was given each answer that they have not opened, by its kind and what it is about."""
    rows = select(UnopenedAnswer).where(UnopenedAnswer.account_id == account).order_by(UnopenedAnswer.id)
    return {(row.kind, row.about): row.at for row in reading().scalars(rows)}


def mark_opened(account: int, kind: str, about: str) -> None:
    """Take an answer off somebody's first page: they have it before them."""
    if (kind, about) not in unopened(account):
        return
    which = (UnopenedAnswer.kind == kind) & (UnopenedAnswer.about == about)
    with writing(subjects.answers_of(account)) as session:
        session.execute(delete(UnopenedAnswer).where(UnopenedAnswer.account_id == account, which))


def forget(kind: str, about: Collection[str]) -> None:
    """Remove what points to records that are removed."""
    with writing() as session:
        session.execute(
            delete(UnopenedAnswer).where(UnopenedAnswer.kind == kind, UnopenedAnswer.about.in_(about))
        )


def forget_account(account: int) -> None:
    """Remove everything of somebody whose account is removed."""
    with writing() as session:
        session.execute(delete(UnopenedAnswer).where(UnopenedAnswer.account_id == account))


def held_about(account: int) -> list[dict[str, object]]:
    """The answers that somebody has not opened, for the export of their data."""
    return [
        {"kind": kind, "text": _WORDS[kind], "made_at": at} for (kind, _), at in unopened(account).items()
    ]
