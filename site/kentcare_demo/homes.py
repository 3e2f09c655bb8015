"""Homes, their Hosts, and the young people who live or lived there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from kentcare.accounts.accounts.rules import Role
from kentcare_demo.chance import chance, in_the_office, ref
from kentcare_demo.names import Names
from kentcare_demo.people import Accounts, DemoAccount
from kentcare_demo.young_people import DemoYoungPerson

NUMBER = 250
_WITH_TWO_HOSTS = 130
_LIVING_THERE = 300
_MOVED = 60  # of those who live in a home now, so many lived in another before
_LEFT = 140  # and so many lived in one, and now live elsewhere
_TWO_YEARS = 730
_CHANGED = 0.15  # so many of those who live in a home now changed their level of support there
_ORIGINS = ("older_britain",) * 8 + ("india", "nigeria")
_LEVELS = ("standard", "complex", "intensive")


@dataclass(frozen=True, slots=True)
class DemoHome:
    """A home with its Hosts."""

    id: int
    ref: str
    home_number: str
    name: str
    area: str
    officer_id: int
    hosts: tuple[DemoAccount, ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class DemoStay:
    """A stay of a young person in a home; `to_day` is None while it goes on."""

    ref: str
    young: DemoYoungPerson
    home: DemoHome
    level: str
    from_day: date
    to_day: date | None
    ended_how: str | None = None


def households(accounts: Accounts, names: Names, officers: Sequence[DemoAccount]) -> list[DemoHome]:
    """Every home, shared out among the accommodation officers."""
    luck = chance("homes")
    with_two = set(luck.sample(range(NUMBER), _WITH_TWO_HOSTS))
    return [_home(luck, place, accounts, names, officers, place in with_two) for place in range(NUMBER)]


def _home(
    luck: Random,
    place: int,
    accounts: Accounts,
    names: Names,
    officers: Sequence[DemoAccount],
    has_two: bool,
) -> DemoHome:
    origin = luck.choice(_ORIGINS)
    family = luck.choice(names.parts[origin].second)
    called = [names.one(luck, origin, second=family)]
    if has_two:
        called.append(names.one(luck, origin, second=family if luck.random() < 0.7 else None))
    hosts = tuple(
        accounts.open(
            name,
            Role.HOST,
            state="invited" if luck.random() < 0.06 else "active",
            has_number=luck.random() < 0.4,
        )
        for name in called
    )
    return DemoHome(
        id=place + 1,
        ref=ref(luck),
        home_number=f"DH{1_000 + place}",
        name=f"{family} household",
        area=names.area(luck),
        officer_id=officers[place % len(officers)].id,
        hosts=hosts,
        changed_at=in_the_office(luck, accounts.now.date() - timedelta(days=luck.randrange(1, 300))),
    )


def stays(homes: Sequence[DemoHome], young: Sequence[DemoYoungPerson], today: date) -> list[DemoStay]:
    """Stays of today, and those that ended in the last two years."""
    luck = chance("lodgings")
    may_live_there = [one for one in young if one.birthday(16) <= today - timedelta(days=20)]
    now = luck.sample([one for one in may_live_there if one.birthday(22) > today], _LIVING_THERE)
    rooms = iter(luck.sample([*homes, *homes], _LIVING_THERE))
    found = []
    for place, one in enumerate(now):
        since = _between(luck, max(one.birthday(16), today - timedelta(_TWO_YEARS)), today - timedelta(3))
        found.append(_stay(luck, one, next(rooms), since, None))
        if place < _MOVED:
            found += _before(luck, one, luck.choice(homes), since - timedelta(1), today)
    settled = set(map(id, now))
    elsewhere = [one for one in may_live_there if id(one) not in settled]
    for one in luck.sample(elsewhere, _LEFT):
        found += _before(luck, one, luck.choice(homes), today - timedelta(luck.randrange(5, 700)), today)
    return list(_at_other_levels(found, today))


def _at_other_levels(found: Sequence[DemoStay], today: date) -> Iterator[DemoStay]:
    """The stays, some of which went on at another level of support from the first of a month on."""
    luck = chance("levels")
    for stay in found:
        day = (today - timedelta(luck.randrange(20, 200))).replace(day=1)
        if stay.to_day or day - timedelta(1) <= stay.from_day or luck.random() > _CHANGED:
            yield stay
            continue
        level = luck.choice([one for one in _LEVELS if one != stay.level])
        yield replace(stay, to_day=day - timedelta(1), ended_how="level")
        yield replace(stay, ref=ref(luck), level=level, from_day=day)


def _before(
    luck: Random, one: DemoYoungPerson, home: DemoHome, last: date, today: date
) -> Iterator[DemoStay]:
    """A stay that ended on a day, if somebody was old enough for it then and not yet too old."""
    last = min(last, one.birthday(22) - timedelta(1))
    first = max(one.birthday(16), last - timedelta(luck.randrange(40, 500)))
    if first < last and last > today - timedelta(_TWO_YEARS):
        yield _stay(luck, one, home, first, last)


def _stay(luck: Random, one: DemoYoungPerson, home: DemoHome, first: date, last: date | None) -> DemoStay:
    return DemoStay(
        ref=ref(luck),
        young=one,
        home=home,
        level=luck.choices(_LEVELS, [75, 19, 6])[0],
        from_day=first,
        to_day=last,
    )


def _between(luck: Random, first: date, last: date) -> date:
    return first + timedelta(days=luck.randrange((last - first).days + 1))
