"""How far somebody is, month by month."""

from datetime import date

from flask import Flask

from kentcare.people import records as people
from kentcare.skills import records
from kentcare.skills.rules import SKILLS


def test_what_was_said_is_found_month_by_month(either_app: Flask) -> None:
    with either_app.app_context():
        person, other = people.find_by_number("C1"), people.find_by_number("C1-2")
        assert person
        assert other
        for number, ref in ((11, "b"), (10, "a"), (11, "c")):
            levels = dict.fromkeys(SKILLS, 2) | {"money": 3 if ref == "c" else 1}
            records.keep(person.id, date(2026, number, 1), ref, levels)
        found = records.over_months(person.id)
        assert [(one.first.month, one.levels["money"]) for one in found] == [(10, 1), (11, 3)]
        assert records.said_in("b")["money"] == 1
        assert records.over_months(other.id) == []
        records.forget_young_person(person.id)
        assert records.over_months(person.id) == []
