"""How far somebody is, month by month."""

from collections.abc import Collection
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from kentcare.cases.young_people import records as young_people
from kentcare.hosting.skills import records
from kentcare.hosting.skills.rules import SKILLS


@pytest.fixture
def said_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was said under “z” was said first, then “b”, then “a”."""

    def when(refs: Collection[str]) -> dict[str, datetime]:
        return {ref: datetime(2026, 11, 1 + "zba".index(ref), tzinfo=UTC) for ref in refs}

    monkeypatch.setattr(records, "_WHEN", [when])


def test_what_was_said_is_found_month_by_month(either_app: Flask, said_in_turn: None) -> None:
    with either_app.app_context():
        person, other = young_people.find_by_number("C1"), young_people.find_by_number("C1-2")
        assert person
        assert other
        for number, ref in ((11, "z"), (10, "b"), (11, "a")):
            levels = dict.fromkeys(SKILLS, 2) | {"money": 3 if ref == "a" else 1}
            records.keep(person.id, date(2026, number, 1), ref, levels)
        found = records.over_months(person.id)
        assert [(one.first.month, one.levels["money"]) for one in found] == [(10, 1), (11, 3)]
        assert records.said_in("z")["money"] == 1
        assert records.over_months(other.id) == []
        records.forget_young_person(person.id)
        assert records.over_months(person.id) == []
