"""Skill levels are found month by month; of two reports on one month, the one that was sent last counts."""

from datetime import UTC, date, datetime

from flask import Flask

from kentcare.cases.homes.models import Home
from kentcare.cases.young_people import records as young_people
from kentcare.db.session import reading, writing
from kentcare.hosting.reports.models import MonthlyReport
from kentcare.hosting.reports.skills import records
from kentcare.hosting.reports.skills.rules import SKILLS
from support import the_cast


def _report_on(app: Flask, person: int, home: str, month: date, ref: str, sent_at: datetime) -> None:
    with writing() as session:
        session.add(
            MonthlyReport(
                ref=ref,
                reference=ref,
                home_id=reading().query(Home.id).filter_by(ref=home).scalar(),
                young_person_id=person,
                month=month,
                level="standard",
                author_id=the_cast.account_id(app, "host"),
                sent_at=sent_at,
                answers={},
            )
        )


def test_levels_are_found_month_by_month(either_app: Flask) -> None:
    with either_app.app_context():
        person, other = young_people.find_by_number("C1"), young_people.find_by_number("C1-2")
        assert person
        assert other
        # In the order in which they were sent: “z”, “b”, “a”.
        reports = ((11, "z", "home"), (10, "b", "home"), (11, "a", "home-2"))
        for day, (number, ref, home) in enumerate(reports, 1):
            month = date(2026, number, 1)
            _report_on(either_app, person.id, home, month, ref, datetime(2026, 12, day, tzinfo=UTC))
            levels = dict.fromkeys(SKILLS, 2) | {"money": 3 if ref == "a" else 1}
            records.add_levels(person.id, month, ref, levels)
        found = records.over_months(person.id)
        assert [(one.first.month, one.levels["money"]) for one in found] == [(10, 1), (11, 3)]
        assert records.levels_in("z")["money"] == 1
        assert records.over_months(other.id) == []
        records.forget_young_person(person.id)
        assert records.over_months(person.id) == []


def test_a_level_without_its_report_counts_least(either_app: Flask) -> None:
    with either_app.app_context():
        person = young_people.find_by_number("C1")
        assert person
        month = date(2026, 11, 1)
        _report_on(either_app, person.id, "home", month, "a", datetime(2026, 12, 1, tzinfo=UTC))
        for ref, level in (("a", 3), ("gone", 1)):
            records.add_levels(person.id, month, ref, {"money": level})
        assert [one.levels["money"] for one in records.over_months(person.id)] == [3]
