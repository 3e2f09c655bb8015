"""What is asked before a list is written: places that there are not, or that are fewer than live there."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from kentcare.cases.arrangements.rules import StayFacts
from kentcare.desk.imports.rules import CheckedList, ListKind
from kentcare.hosting.arrangements.over_places import OverPlaces, OverPlacesDecision, over_places
from kentcare.hosting.terms.rules import FewPlaces, TermsFacts, few_places, living_on


class OverPlacesUndecided(Exception):
    """Nobody has said who decided that more live in a home than it has places. Nothing was written.

    `number`: for how many stays of the list there is no place.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class FewPlacesUnconfirmed(Exception):
    """Nobody has said that it is right for homes to have fewer places than live there. Nothing was written.

    `number`: how many lines of the list give a home so few, or none.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Questions:
    """What a list asks: stays for which there is no place, and terms with fewer places than live there."""

    over: Sequence[OverPlaces] = ()
    few: Sequence[FewPlaces] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody has answered. `decision`: who decided on stays without a place; None: no answer.

    `are_few_right`: whether the places of the list are right, though they are few.
    """

    decision: OverPlacesDecision | None = None
    are_few_right: bool = False

    def ensure(self, questions: Questions) -> None:
        """Raise OverPlacesUndecided or FewPlacesUnconfirmed where a question has no answer."""
        if questions.over and self.decision is None:
            raise OverPlacesUndecided(len(questions.over))
        if questions.few and not self.are_few_right:
            raise FewPlacesUnconfirmed(len(questions.few))


NO_ANSWERS = Answers()


def questions_of(
    kind: ListKind,
    checked: CheckedList[Any],
    stays: Collection[StayFacts],
    terms: Collection[TermsFacts],
    today: date,
) -> Questions:
    """What a list without faults asks. `stays` and `terms`: all that there are, where the kind needs them."""
    if kind is ListKind.ARRANGEMENTS and terms:
        replaced = [part for parts in checked.before for part in parts]
        return Questions(over=over_places(stays, replaced, [*checked.changed, *checked.new], terms, today))
    if kind is ListKind.TERMS:
        return Questions(few=_few_places(checked, stays, today))
    return Questions()


def _few_places(
    checked: CheckedList[TermsFacts], stays: Collection[StayFacts], today: date
) -> list[FewPlaces]:
    """The terms of a list about which the page of a home would ask, too."""
    stays_of = defaultdict(list)
    for stay in stays:
        stays_of[stay.home_id].append(stay)
    changed = [(after, parts[0]) for after, parts in zip(checked.changed, checked.before, strict=True)]
    found = [
        few_places(one, before, partial(living_on, stays_of[one.home_id]), today)
        for one, before in [*changed, *((one, None) for one in checked.new)]
    ]
    return [few for few in found if few]
