"""Roles: who gives them, which may stand together, and how long a person of each may stay signed in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to this service. A person may hold several."""

    YOUNG_PERSON = "young-person"
    APPLICANT = "applicant"
    HOST = "host"
    ENQUIRIES_ADVISER = "enquiries-adviser"
    RECRUITMENT_COORDINATOR = "recruitment-coordinator"
    ASSESSMENT_OFFICER = "assessment-officer"
    ACCOMMODATION_OFFICER = "accommodation-officer"
    PERSONAL_ADVISER = "personal-adviser"  # a social worker, too
    PANEL_MEMBER = "panel-member"
    AGENCY_DECISION_MAKER = "agency-decision-maker"
    HEAD_OF_SERVICE = "head-of-service"
    ASSISTANT_DIRECTOR = "assistant-director"
    TRAINING_COORDINATOR = "training-coordinator"
    FINANCE_OFFICER = "finance-officer"
    SERVICE_MANAGER = "service-manager"
    ADMINISTRATOR = "administrator"
    ADVOCATE = "advocate"
    ADVOCACY_LEAD = "advocacy-lead"


Roles = Collection[Role]

# They sign in with a code. Everybody else has a password and a second proof, or a passkey.
BY_CODE = frozenset({Role.YOUNG_PERSON, Role.APPLICANT, Role.HOST})
# An independent charity's people, and nobody of the council's.
ADVOCACY = frozenset({Role.ADVOCATE, Role.ADVOCACY_LEAD})
COUNCIL = frozenset(Role) - BY_CODE - ADVOCACY
STAFF = COUNCIL | ADVOCACY

# Who gives each role, and takes it away.
_GIVEN_BY: dict[Role, frozenset[Role]] = {
    Role.YOUNG_PERSON: frozenset({Role.PERSONAL_ADVISER}),
    Role.APPLICANT: frozenset({Role.ENQUIRIES_ADVISER, Role.RECRUITMENT_COORDINATOR}),
    Role.HOST: frozenset({Role.ACCOMMODATION_OFFICER, Role.ASSESSMENT_OFFICER}),
    **dict.fromkeys(COUNCIL, frozenset({Role.ADMINISTRATOR})),
    **dict.fromkeys(ADVOCACY, frozenset({Role.ADVOCACY_LEAD})),
}


class Refused(StrEnum):
    """Why a role cannot be given."""

    NOT_YOURS_TO_GIVE = "not yours to give"
    YOUR_OWN = "your own"
    BEHIND_THE_WALL = "behind the wall"
    NEEDS_AN_ACCOUNT_OF_THEIR_OWN = "needs an account of their own"
    NOTHING_LEFT = "nothing left"


def may_give(giver: Roles, role: Role) -> bool:
    """Whether somebody with these roles gives this role at all."""
    return not _GIVEN_BY[role].isdisjoint(giver)


def refusal(giver: Roles, holder: Roles, role: Role, *, own: bool = False) -> Refused | None:
    """Why a `giver` of these roles cannot give `role` to a `holder` of those; None if they can.

    The wall: an advocate's role comes from an advocacy lead alone, and whoever holds one holds no other. So
    nobody of the council, and no Host, ever reads what a young person told an advocate.
    """
    if own:
        return Refused.YOUR_OWN
    if not may_give(giver, role):
        return Refused.NOT_YOURS_TO_GIVE
    return mixture({*holder, role})


def mixture(roles: Roles) -> Refused | None:
    """Why these roles cannot stand together in one account."""
    held = set(roles)
    if held & ADVOCACY and held - ADVOCACY:
        return Refused.BEHIND_THE_WALL
    if Role.YOUNG_PERSON in held and len(held) > 1:
        # Somebody who once was in care may well work here. What they were owed is then not read at work.
        return Refused.NEEDS_AN_ACCOUNT_OF_THEIR_OWN
    return None


def may_look_after(keeper: Roles, holder: Roles, *, own: bool = False) -> bool:
    """Whether somebody may invite, review or close an account that holds these roles."""
    return not own and bool(holder) and all(may_give(keeper, role) for role in holder)


@dataclass(frozen=True, slots=True)
class Stay:
    """How long somebody stays signed in: without doing anything, and at most."""

    idle: timedelta
    longest: timedelta


_PHONE = Stay(timedelta(minutes=20), timedelta(hours=12))  # it may be shared
_HOME = Stay(timedelta(minutes=60), timedelta(hours=12))  # a report takes a while
_OFFICE = Stay(timedelta(minutes=30), timedelta(hours=10))
_KEYS = Stay(timedelta(minutes=15), timedelta(hours=10))  # who could do most harm

_STAYS = {
    Role.YOUNG_PERSON: _PHONE,
    Role.APPLICANT: _HOME,
    Role.HOST: _HOME,
    Role.SERVICE_MANAGER: _KEYS,
    Role.ADMINISTRATOR: _KEYS,
    Role.ADVOCATE: _KEYS,
    Role.ADVOCACY_LEAD: _KEYS,
}


def stay(roles: Roles) -> Stay:
    """The shorter of each, for somebody with several roles."""
    stays = [_STAYS.get(role, _OFFICE) for role in roles] or [_KEYS]
    return Stay(min(one.idle for one in stays), min(one.longest for one in stays))


# How often somebody looks whether a colleague still needs their account, and how long a missed look
# is let pass.
REVIEW_EVERY = timedelta(days=90)
REVIEW_GRACE = timedelta(days=30)


def is_paused(review_by: date | None, today: date) -> bool:
    """An account that nobody has looked at for that long opens nothing until somebody has."""
    return review_by is not None and today > review_by + REVIEW_GRACE
