"""Places of the demonstration's homes."""

from collections import Counter

from kentcare.hosting.terms.rules import TermsFacts, holding, problem_with
from kentcare_demo.service import Service
from kentcare_demo.terms import terms


def test_no_day_of_a_home_has_two_and_some_homes_have_none(made: Service) -> None:
    rows, today = terms(made), made.now.date()
    replaced = {row["replaces_id"] for row in rows}
    columns = ("home_id", "places", "from_day", "to_day", "decided_by_id", "decided_on")
    stand = [TermsFacts(*(row[one] for one in columns)) for row in rows if row["id"] not in replaced]
    for one in stand:
        others = [other for other in stand if other.home_id == one.home_id and other is not one]
        assert problem_with(one, others, today) is None
    living = Counter(stay.home.id for stay in made.stays if stay.to_day is None)
    held = {home.id: holding([one for one in stand if one.home_id == home.id], today) for home in made.homes}
    assert 5 < sum(one is None for one in held.values()) < 30
    free = [one.places - living[home] for home, one in held.items() if one]
    assert sum(number < 0 for number in free) == 2
    assert 30 < sum(number for number in free if number > 0) < 90
    assert any(row["decided_by_id"] is None for row in rows)
    assert len(replaced) > 10
