"""Staff, advocates and applicants of a service of Kent's size, all made up.

Nothing here reads the database or the clock: the caller gives the moment.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from kentcare.accounts.accounts.rules import ADVOCACY, COUNCIL, REVIEW_EVERY, REVIEW_GRACE, Role
from kentcare_demo.chance import chance, ref
from kentcare_demo.names import Names, mailbox

# Numbers that Ofcom keeps for stories: 07700 900000 to 900999. There are no more of them.
_NUMBERS = [f"+447700900{number:03}" for number in range(1000)]

# Forty colleagues. A personal adviser of Kent's has twenty to thirty young people; with 24 of them for 1,900,
# each has nearly eighty here. A real service has three times as many advisers.
_ADVISERS = 24
_COLLEAGUES: tuple[tuple[int, tuple[Role, ...]], ...] = (
    (_ADVISERS - 2, (Role.PERSONAL_ADVISER,)),
    (2, (Role.PERSONAL_ADVISER, Role.PANEL_MEMBER)),
    (4, (Role.ACCOMMODATION_OFFICER,)),
    (1, (Role.ASSESSMENT_OFFICER,)),
    (1, (Role.ASSESSMENT_OFFICER, Role.ENQUIRIES_ADVISER)),
    (1, (Role.ENQUIRIES_ADVISER,)),
    (1, (Role.RECRUITMENT_COORDINATOR,)),
    (1, (Role.PANEL_MEMBER,)),
    (1, (Role.AGENCY_DECISION_MAKER,)),
    (1, (Role.HEAD_OF_SERVICE,)),
    (1, (Role.ASSISTANT_DIRECTOR,)),
    (1, (Role.TRAINING_COORDINATOR,)),
    (1, (Role.FINANCE_OFFICER,)),
    (1, (Role.SERVICE_MANAGER,)),
    (1, (Role.ADMINISTRATOR,)),
)
_LEFT = 3
_ADVOCATES = 5
_APPLICANTS = 14
_OFFICE_ORIGINS = ("older_britain",) * 7 + ("britain", "india", "nigeria")
# How late the look at some advisers' accounts is. The last of them is paused.
_LATE = (2, 9, 17, REVIEW_GRACE.days + 12)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody with an account."""

    id: int
    ref: str
    name: str
    email: str | None
    mobile: str | None
    language: str
    roles: tuple[Role, ...]
    state: str
    invited_at: datetime
    review_by: date | None = None
    closed_at: datetime | None = None
    may_tell_old_address: bool = False


class Accounts:
    """Makes accounts, each with an id and an address of its own."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._ids = count(1)
        self._chance = chance("accounts")
        self._numbers: Iterator[str] = iter(_NUMBERS)

    def open(
        self,
        name: str,
        *roles: Role,
        language: str = "en",
        state: str = "active",
        has_number: bool = False,
        review_by: date | None = None,
    ) -> DemoAccount:
        """Open an account. Of those with a mobile number, while there are any left, some have no e-mail."""
        own = next(self._ids)
        mobile = next(self._numbers, None) if has_number else None
        days = self._chance.randrange(1, 6) if state == "invited" else self._chance.randrange(20, 700)
        invited = self.now - timedelta(days=days, minutes=self._chance.randrange(480))
        is_by_number_alone = bool(mobile) and self._chance.random() < 0.25
        return DemoAccount(
            id=own,
            ref=ref(self._chance),
            name=name,
            email=None if is_by_number_alone else mailbox(name, own),
            mobile=mobile,
            language=language,
            roles=roles,
            state=state,
            invited_at=invited,
            review_by=review_by,
            closed_at=invited + (self.now - invited) / 2 if state == "closed" else None,
            may_tell_old_address=self._chance.random() < 0.3,
        )


def colleagues(accounts: Accounts, names: Names) -> list[DemoAccount]:
    """Forty people of the council, some of whose accounts are due for review, and a few who have left."""
    luck = chance("colleagues")
    today = accounts.now.date()
    held = [roles for number, roles in _COLLEAGUES for _ in range(number)]
    found = [
        accounts.open(
            names.one(luck, luck.choice(_OFFICE_ORIGINS)),
            *roles,
            review_by=_next_look(today, luck.randrange(20, REVIEW_EVERY.days + 1), place),
        )
        for place, roles in enumerate(held)
    ]
    left = [
        accounts.open(names.one(luck, "older_britain"), Role.PERSONAL_ADVISER, state="closed")
        for _ in range(_LEFT)
    ]
    return found + left


def _next_look(today: date, in_days: int, place: int) -> date:
    """The day of the next review. Advisers in the middle of the list are late: visitors try the first."""
    late = dict(zip(range(10, 10 + len(_LATE)), _LATE, strict=True)).get(place)
    return today - timedelta(days=late) if late else today + timedelta(days=in_days)


def advocates(accounts: Accounts, names: Names) -> list[DemoAccount]:
    """The advocacy lead and five advocates."""
    luck = chance("advocates")
    look = accounts.now.date() + REVIEW_EVERY
    roles = [Role.ADVOCACY_LEAD, *[Role.ADVOCATE] * _ADVOCATES]
    return [accounts.open(names.one(luck, "older_britain"), role, review_by=look) for role in roles]


def applicants(accounts: Accounts, names: Names) -> list[DemoAccount]:
    """People who want to become Hosts."""
    luck = chance("applicants")
    return [
        accounts.open(
            names.one(luck, luck.choice(_OFFICE_ORIGINS)),
            Role.APPLICANT,
            state="invited" if place % 5 == 4 else "active",
        )
        for place in range(_APPLICANTS)
    ]


def with_role(people: Collection[DemoAccount], role: Role) -> list[DemoAccount]:
    """The people who hold a role and whose account is open."""
    return [one for one in people if role in one.roles and one.state != "closed"]


def is_of_the_council(one: DemoAccount) -> bool:
    """Whether somebody works for the council."""
    return not COUNCIL.isdisjoint(one.roles)


def is_of_the_charity(one: DemoAccount) -> bool:
    """Whether somebody works for the advocacy service."""
    return not ADVOCACY.isdisjoint(one.roles)
