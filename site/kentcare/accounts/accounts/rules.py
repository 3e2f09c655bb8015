"""Roles: who may give them, which may be combined, and how long somebody who holds them stays signed in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to this service. An account may hold several; their values are stored."""

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

# They sign in with a code that is sent to them. Everybody else needs a password and a second factor, or a
# passkey.
BY_CODE = frozenset({Role.YOUNG_PERSON, Role.APPLICANT, Role.HOST})
# The people of an independent charity, and nobody who works for the council.
ADVOCACY = frozenset({Role.ADVOCATE, Role.ADVOCACY_LEAD})
COUNCIL = frozenset(Role) - BY_CODE - ADVOCACY
STAFF = COUNCIL | ADVOCACY

# Who may give each role, and take it away.
_GIVEN_BY: dict[Role, frozenset[Role]] = {
    Role.YOUNG_PERSON: frozenset({Role.PERSONAL_ADVISER}),
    Role.APPLICANT: frozenset({Role.ENQUIRIES_ADVISER, Role.RECRUITMENT_COORDINATOR}),
    Role.HOST: frozenset({Role.ACCOMMODATION_OFFICER, Role.ASSESSMENT_OFFICER}),
    **dict.fromkeys(COUNCIL, frozenset({Role.ADMINISTRATOR})),
    **dict.fromkeys(ADVOCACY, frozenset({Role.ADVOCACY_LEAD})),
}


class RoleRefusal(StrEnum):
    """Why a role cannot be given. The values are for exceptions alone; users read the forms' own messages."""

    NOT_YOURS_TO_GIVE = "not yours to give"
    YOUR_OWN = "your own"
    ADVOCACY_ISOLATION = "advocacy isolation"
    NEEDS_AN_ACCOUNT_OF_THEIR_OWN = "needs an account of their own"
    NOTHING_LEFT = "nothing left"


def may_give(giver: Roles, role: Role) -> bool:
    """Whether somebody with the roles of `giver` may give this role to anybody at all."""
    return not _GIVEN_BY[role].isdisjoint(giver)


def refusal(giver: Roles, holder: Roles, role: Role, *, own: bool = False) -> RoleRefusal | None:
    """Why somebody with the roles of `giver` cannot give `role` to somebody with those of `holder`.

    None where they can. `own`: giver and holder are the same person.

    Advocacy isolation: an advocate's role comes from an advocacy lead alone, and whoever holds one holds no
    other role. So nobody of the council, and no Host, ever reads what a young person told an advocate.
    """
    if own:
        return RoleRefusal.YOUR_OWN
    if not may_give(giver, role):
        return RoleRefusal.NOT_YOURS_TO_GIVE
    return role_conflict({*holder, role})


def role_conflict(roles: Roles) -> RoleRefusal | None:
    """Why one account cannot hold all of these roles; None where it can."""
    held = set(roles)
    if held & ADVOCACY and held - ADVOCACY:
        return RoleRefusal.ADVOCACY_ISOLATION
    if Role.YOUNG_PERSON in held and len(held) > 1:
        # Somebody who once was in care may well work here. Their own record must not be open to them at work.
        return RoleRefusal.NEEDS_AN_ACCOUNT_OF_THEIR_OWN
    return None


def may_manage(manager: Roles, holder: Roles, *, own: bool = False) -> bool:
    """Whether somebody with the roles of `manager` may change an account with those of `holder`.

    Never their `own` account, and never one without a role.
    """
    return not own and bool(holder) and all(may_give(manager, role) for role in holder)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts: `idle` without any request, `absolute` whatever is done.

    The terms are those of the OWASP Session Management Cheat Sheet.
    """

    idle: timedelta
    absolute: timedelta


_SHARED_PHONE = SessionLimits(timedelta(minutes=20), timedelta(hours=12))
_HOME = SessionLimits(timedelta(minutes=60), timedelta(hours=12))  # a report takes a while
_OFFICE = SessionLimits(timedelta(minutes=30), timedelta(hours=10))
_PRIVILEGED = SessionLimits(timedelta(minutes=15), timedelta(hours=10))  # who could do most harm

_LIMITS = {
    Role.YOUNG_PERSON: _SHARED_PHONE,
    Role.APPLICANT: _HOME,
    Role.HOST: _HOME,
    Role.SERVICE_MANAGER: _PRIVILEGED,
    Role.ADMINISTRATOR: _PRIVILEGED,
    Role.ADVOCATE: _PRIVILEGED,
    Role.ADVOCACY_LEAD: _PRIVILEGED,
}


def session_limits(roles: Roles) -> SessionLimits:
    """How long somebody with these roles stays signed in: the shortest limit of any of them."""
    limits = [_LIMITS.get(role, _OFFICE) for role in roles] or [_PRIVILEGED]
    return SessionLimits(idle=min(one.idle for one in limits), absolute=min(one.absolute for one in limits))


# How often it is reviewed whether a colleague still needs their account, and how long an overdue review is
# tolerated.
REVIEW_EVERY = timedelta(days=90)
REVIEW_GRACE = timedelta(days=30)


def is_paused(review_by: date | None, today: date) -> bool:
    """Whether an account is suspended: its review, due by `review_by`, is overdue by more than the grace."""
    return review_by is not None and today > review_by + REVIEW_GRACE


def may_use_staff_sign_in(roles: Roles, state: str, review_by: date | None, today: date) -> bool:
    """Whether an account may sign in as a colleague: it has a staff role, is in use and is not suspended."""
    return not STAFF.isdisjoint(roles) and state == "active" and not is_paused(review_by, today)
