"""The young people of the demonstration: 1,900 of 15 to 24, just over half of whom came to the UK alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from kentcare.accounts.accounts.rules import Role
from kentcare.core.languages.listed import ENGLISH
from kentcare_demo.chance import chance, in_the_office, ref
from kentcare_demo.names import Names
from kentcare_demo.people import Accounts, DemoAccount

NUMBER = 1900
_WITH_ACCOUNT = 0.6
_WITHOUT_ADVISER = 9  # they wait for one
# More of them have just left care than are about to grow out of it.
_AGES = {15: 4, 16: 8, 17: 12, 18: 14, 19: 13, 20: 12, 21: 11, 22: 9, 23: 9, 24: 8}
# Where somebody comes from: how many in a hundred, and the tag of what they read if the site has it.
_ORIGINS = {
    "britain": (44, "en"),
    "nigeria": (2, "en"),
    "india": (1, "en"),
    "afghanistan": (13, "prs"),
    "sudan": (10, "ar"),
    "eritrea": (8, "ti"),
    "iran": (5, "fa"),
    "iraq": (5, "ckb"),
    "syria": (3, "ar"),
    "vietnam": (3, "vi"),
    "albania": (3, "sq"),
    "ethiopia": (2, "am"),
    "somalia": (1, "so"),
}
BORN_HERE = frozenset({"britain", "nigeria", "india"})


@dataclass(frozen=True, slots=True)
class DemoYoungPerson:
    """A young person and, where they have one, their account."""

    id: int
    ref: str
    case_number: str
    name: str
    born: date
    origin: str
    language: str
    adviser_id: int | None
    account: DemoAccount | None
    changed_at: datetime

    @property
    def came_alone(self) -> bool:
        """Whether they came to the United Kingdom as a child without their family."""
        return self.origin not in BORN_HERE

    def birthday(self, age: int) -> date:
        """The day on which they are that old."""
        return years_after(self.born, age)


def young_people(
    accounts: Accounts, names: Names, advisers: Sequence[DemoAccount], offered: Collection[str]
) -> list[DemoYoungPerson]:
    """Every young person. `offered`: the tags of the languages of the site."""
    luck = chance("young people")
    waiting = set(luck.sample(range(NUMBER), _WITHOUT_ADVISER))
    with_account = set(luck.sample(range(NUMBER), round(NUMBER * _WITH_ACCOUNT)))
    return [
        _one(
            luck,
            place,
            accounts,
            names,
            offered,
            None if place in waiting else advisers[place % len(advisers)].id,
            has_account=place in with_account,
        )
        for place in range(NUMBER)
    ]


def _one(
    luck: Random,
    place: int,
    accounts: Accounts,
    names: Names,
    offered: Collection[str],
    adviser: int | None,
    *,
    has_account: bool,
) -> DemoYoungPerson:
    today = accounts.now.date()
    origin = luck.choices(list(_ORIGINS), [share for share, _ in _ORIGINS.values()])[0]
    reads = _ORIGINS[origin][1]
    language = reads if reads in offered and luck.random() < 0.8 else ENGLISH
    age = luck.choices(list(_AGES), list(_AGES.values()))[0]
    born = years_after(today, -age) - timedelta(days=luck.randrange(365))
    name = names.one(luck, origin)
    account = None
    if has_account:
        state = luck.choices(["active", "invited", "closed"], [88, 11.5, 0.5])[0]
        # Most telephones are theirs; the Hosts have some numbers too, and there are a thousand in all.
        account = accounts.open(
            name, Role.YOUNG_PERSON, language=language, state=state, has_number=luck.random() < 0.7
        )
    return DemoYoungPerson(
        id=place + 1,
        ref=ref(luck),
        case_number=f"D{100_000 + 7 * place}",
        name=name,
        born=born,
        origin=origin,
        language=language,
        adviser_id=adviser,
        account=account,
        changed_at=in_the_office(luck, today - timedelta(days=luck.randrange(1, 200))),
    )


def years_after(day: date, years: int) -> date:
    """A day so many years later or, below nought, earlier. 29 February may become 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
