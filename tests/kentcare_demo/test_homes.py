"""Who lives where, and when."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from kentcare_demo.service import Service
from support.demonstration import TODAY


def test_nobody_lives_in_two_homes_at_once_or_too_young(made: Service) -> None:
    stays = sorted(made.stays, key=lambda stay: (stay.young.id, stay.from_day))
    for stay, after in pairwise(stays):
        if stay.young is after.young:
            assert stay.to_day
            assert stay.to_day < after.from_day
    for stay in stays:
        assert stay.young.birthday(16) <= stay.from_day < (stay.to_day or TODAY)
        assert stay.to_day is None or TODAY - timedelta(days=730) < stay.to_day < TODAY
    living = Counter(stay.home.id for stay in stays if stay.to_day is None)
    assert max(living.values()) == 2


def test_some_live_on_at_another_level_from_the_first_of_a_month(made: Service) -> None:
    parts = [stay for stay in made.stays if stay.ended_how == "level"]
    assert 20 < len(parts) < 60
    for part in parts:
        [after] = [
            stay
            for stay in made.stays
            if stay.young is part.young and part.to_day and stay.from_day == part.to_day + timedelta(days=1)
        ]
        assert after.home is part.home
        assert after.level != part.level
        assert after.from_day.day == 1
