"""Which stays of a list take a place that is not free: who comes, or stays longer, into a full home."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kentcare.cases.arrangements.rules import StayFacts, StayKey
from kentcare.hosting.terms.rules import TermsFacts, too_few_from


@dataclass(frozen=True, slots=True)
class OverPlaces:
    """A stay for which a home has too few places.

    `day`: the first day of that, with how many live there on it without this stay, and how many places there
    are.
    """

    stay: StayFacts
    day: date
    living: int
    places: int


@dataclass(frozen=True, slots=True)
class OverPlacesDecision:
    """The answer to who decided that more may live in a home than it has places. `by`: None for nobody."""

    by: int | None


@dataclass(frozen=True, slots=True)
class _Span:
    from_day: date
    to_day: date


def over_places(
    kept: Collection[StayFacts],
    replaced: Collection[StayFacts],
    listed: Sequence[StayFacts],
    terms: Iterable[TermsFacts],
    today: date,
) -> list[OverPlaces]:
    """The stays of a list for which there is no place, as if each were begun by itself, by its first day.

    `kept`: every stay that there is; `listed` takes the place of `replaced` among them. Days on which
    somebody lives in the home already ask nothing again, and neither does a stay that ended before today.
    """
    homes = {stay.home_id for stay in listed}
    terms_of, lived = defaultdict(list), defaultdict(list)
    for one in terms:
        terms_of[one.home_id].append(one)
    for stay in kept:
        lived[stay.young_person_id, stay.home_id].append(stay)
    living: dict[int, list[_Span]] = defaultdict(list)
    added: list[tuple[_Span, StayFacts]] = []
    gone = {stay.key for stay in replaced}
    for stay in [*(stay for stay in kept if stay.key not in gone), *listed]:
        if stay.home_id in homes:
            before = lived[stay.young_person_id, stay.home_id]
            living[stay.home_id] += _shared(stay, before)
            added += [(span, stay) for span in _outside(stay, before)]
    found: dict[StayKey, OverPlaces] = {}
    for span, stay in sorted(added, key=lambda pair: pair[0].from_day):
        here = living[stay.home_id]
        too_few = too_few_from(here, terms_of[stay.home_id], span.from_day, span.to_day)
        if too_few and span.to_day >= today:
            found.setdefault(stay.key, OverPlaces(stay, *too_few))
        here.append(span)
    return list(found.values())


def _shared(stay: StayFacts, others: Iterable[StayFacts]) -> Iterator[_Span]:
    """The days of a stay that are days of others, too."""
    for one in others:
        first, last = max(stay.from_day, one.from_day), min(_last(stay), _last(one))
        if first <= last:
            yield _Span(first, last)


def _outside(stay: StayFacts, others: Iterable[StayFacts]) -> Iterator[_Span]:
    """The days of a stay that are days of no other."""
    first, after = stay.from_day.toordinal(), _last(stay).toordinal() + 1
    for one in sorted(others, key=lambda one: one.from_day):
        until = min(one.from_day.toordinal(), after)
        if first < until:
            yield _Span(date.fromordinal(first), date.fromordinal(until - 1))
        first = max(first, _last(one).toordinal() + 1)
    if first < after:
        yield _Span(date.fromordinal(first), date.fromordinal(after - 1))


def _last(stay: StayFacts) -> date:
    return stay.to_day or date.max
