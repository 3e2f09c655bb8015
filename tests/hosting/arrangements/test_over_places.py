"""Which stays of a list take a place that is not free."""

from datetime import date, timedelta

import pytest

from kentcare.cases.arrangements.rules import StayFacts
from kentcare.hosting.arrangements.over_places import OverPlaces, over_places
from kentcare.hosting.terms.rules import TermsFacts

TODAY = date(2026, 12, 1)
CAME, LEFT = date(2026, 4, 1), date(2026, 9, 30)
ONE_DAY = timedelta(days=1)
HOME, OTHER = 5, 6


def stay(person: int, first: date = CAME, last: date | None = None, home: int = HOME) -> StayFacts:
    return StayFacts(person, home, "standard", first, last)


def asked(
    *listed: StayFacts, kept: list[StayFacts], places: int = 1, replaced: tuple[StayFacts, ...] = ()
) -> list[tuple[int, date]]:
    """Whom there is no place for, and from which day on."""
    terms = [TermsFacts(HOME, places, date(2025, 9, 1), None)]
    return [(one.stay.young_person_id, one.day) for one in over_places(kept, replaced, listed, terms, TODAY)]


def test_who_comes_into_a_full_home_is_named_with_the_numbers() -> None:
    terms = [TermsFacts(HOME, 1, date(2025, 9, 1), None)]
    new = stay(2, date(2026, 11, 1))
    found = over_places([stay(1)], (), [new], terms, TODAY)
    assert found == [OverPlaces(new, date(2026, 11, 1), living=1, places=1)]
    assert over_places([stay(1)], (), [new], [], TODAY) == []


@pytest.mark.parametrize(
    ("kept", "listed", "found"),
    [
        ([stay(1, last=LEFT)], [stay(2, LEFT + ONE_DAY)], []),
        ([stay(1, last=LEFT)], [stay(2, LEFT)], [(2, LEFT)]),
        ([stay(1, home=OTHER)], [stay(2)], []),
        # Two come by one list: the first of them has the place.
        ([], [stay(3, LEFT), stay(2, CAME)], [(3, LEFT)]),
        # Somebody is planned: until then there is a place.
        ([stay(1, LEFT)], [stay(2, CAME)], [(2, LEFT)]),
        ([stay(1, LEFT)], [stay(2, CAME, LEFT - ONE_DAY)], []),
        # Whoever has left by now takes no place that anybody could still decide on.
        ([stay(1)], [stay(2, CAME, LEFT)], []),
    ],
)
def test_a_place_is_taken_from_the_first_day_to_the_last(
    kept: list[StayFacts], listed: list[StayFacts], found: list[tuple[int, date]]
) -> None:
    assert asked(*listed, kept=kept) == found


def test_whoever_lives_there_already_is_not_asked_about_again() -> None:
    """Neither where a list changes their level, nor where it splits their stay."""
    both = [stay(1), stay(2)]
    changed = StayFacts(2, HOME, "complex", CAME, None)
    assert asked(changed, kept=both, replaced=(stay(2),)) == []
    first, later = stay(2, last=LEFT), stay(2, LEFT + ONE_DAY)
    assert asked(first, later, kept=both, replaced=(stay(2),)) == []


def test_a_stay_that_goes_on_takes_the_place_from_the_day_on_which_it_would_have_ended() -> None:
    ends, goes_on = stay(1, last=LEFT), stay(1)
    comes = stay(2, LEFT + ONE_DAY)
    assert asked(goes_on, kept=[ends, comes], replaced=(ends,)) == [(1, LEFT + ONE_DAY)]


def test_a_list_that_ends_a_stay_makes_room() -> None:
    kept, ended = stay(1), stay(1, last=LEFT)
    assert asked(ended, stay(2, LEFT + ONE_DAY), kept=[kept], replaced=(kept,)) == []
