"""Which reports a list has, and in which order."""

from datetime import UTC, date, datetime

from kentcare.cases.arrangements.records import Stay
from kentcare.hosting.reports.lines import report_lines
from kentcare.hosting.reports.report import SentSummary
from kentcare.hosting.reports.rules import Month, ReportKey, ReportStanding

TODAY = date(2026, 12, 9)
NAMES = {1: "Ali", 2: "Sam"}
AT = datetime(2026, 12, 1, tzinfo=UTC)


def stay(young_person: int) -> Stay:
    return Stay(
        ref=f"stay{young_person}",
        young_person_id=young_person,
        home_id=1,
        home_name="Home",
        home_ref="home",
        level="standard",
        from_day=date(2026, 1, 1),
        to_day=None,
        since=date(2026, 1, 1),
        until=None,
    )


def key(month: int, young_person: int) -> ReportKey:
    return ReportKey(Month(2026, month), 1, young_person)


def summary(*, is_read: bool = False, is_asked: bool = False) -> SentSummary:
    return SentSummary(
        ref="report",
        home="Home",
        home_ref="home",
        level="standard",
        sent_at=AT,
        read_at=AT if is_read else None,
        more_asked_at=AT if is_asked else None,
        for_supervision=False,
    )


def test_the_most_urgent_is_first_and_of_what_was_sent_the_latest() -> None:
    needed = {key(month, 1): stay(1) for month in (10, 11, 12)} | {key(12, 2): stay(2)}
    sent = {
        key(8, 1): summary(is_read=True),
        key(9, 1): summary(is_read=True),
        key(9, 2): summary(),
        key(10, 2): summary(is_asked=True),
    }
    found = report_lines(needed, sent, NAMES, TODAY, 7)
    assert [(line.standing, line.month.number, line.young_person) for line in found] == [
        (ReportStanding.LATE, 10, "Ali"),
        (ReportStanding.LATE, 11, "Ali"),
        (ReportStanding.ASKED, 10, "Sam"),
        (ReportStanding.OPEN, 12, "Ali"),
        (ReportStanding.OPEN, 12, "Sam"),
        (ReportStanding.SENT, 9, "Sam"),
        (ReportStanding.READ, 9, "Ali"),
        (ReportStanding.READ, 8, "Ali"),
    ]


def test_what_was_sent_is_listed_once_whether_it_is_owed_or_not() -> None:
    [line] = report_lines({key(11, 1): stay(1)}, {key(11, 1): summary()}, NAMES, TODAY, 7)
    assert not line.is_missing
    [line] = report_lines({}, {key(11, 1): summary()}, NAMES, TODAY, 7)
    assert (line.ref, line.due_on) == ("report", date(2026, 12, 7))
