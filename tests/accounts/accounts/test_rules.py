"""Advocacy isolation, for every set of roles and every giver; and how long sessions last."""

from collections.abc import Collection
from datetime import date, timedelta
from itertools import combinations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kentcare import paths
from kentcare.accounts.accounts.rules import (
    ADVOCACY,
    BY_CODE,
    COUNCIL,
    REVIEW_EVERY,
    REVIEW_GRACE,
    STAFF,
    Role,
    RoleRefusal,
    is_paused,
    may_give,
    may_manage,
    refusal,
    role_conflict,
    session_limits,
)

role = st.sampled_from(list(Role))
some_roles = st.frozensets(role, max_size=5)
# A gift: the roles of whoever gives, the role that is given, and whether it is to themself.
gift = st.tuples(some_roles, role, st.booleans())
# What an account can hold at the beginning: nothing, or what the rules allow.
allowed = some_roles.filter(lambda roles: role_conflict(roles) is None)


def is_mixed(roles: Collection[Role]) -> bool:
    return bool(set(roles) & ADVOCACY) and bool(set(roles) - ADVOCACY)


def test_every_role_stands_on_one_side() -> None:
    assert set(Role) == BY_CODE | COUNCIL | ADVOCACY
    assert len(BY_CODE) + len(COUNCIL) + len(ADVOCACY) == len(Role)
    assert STAFF == COUNCIL | ADVOCACY


@given(allowed, st.lists(gift, max_size=20))
def test_no_row_of_gifts_ever_mixes_an_advocate_with_anything_else(
    held: frozenset[Role], gifts: list[tuple[frozenset[Role], Role, bool]]
) -> None:
    for giver, given_role, own in gifts:
        if refusal(giver, held, given_role, own=own) is None:
            held |= {given_role}
        assert not is_mixed(held)
        assert Role.YOUNG_PERSON not in held or len(held) == 1


@given(
    st.lists(allowed.filter(bool), min_size=2, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), role), max_size=25),
)
def test_people_who_give_to_one_another_never_mix_either(
    people: list[frozenset[Role]], gifts: list[tuple[int, int, Role]]
) -> None:
    """The giver's own roles come from gifts, too: no ring of colleagues gets an advocate's role in."""
    before = [roles & ADVOCACY for roles in people]
    for giver, holder, given_role in gifts:
        giver, holder = giver % len(people), holder % len(people)
        if refusal(people[giver], people[holder], given_role, own=giver == holder) is None:
            people[holder] |= {given_role}
    assert not any(is_mixed(roles) for roles in people)
    if not any(Role.ADVOCACY_LEAD in roles for roles in before):
        assert [roles & ADVOCACY for roles in people] == before


@given(some_roles, some_roles, role)
def test_nobody_gives_to_themselves(
    giver: frozenset[Role], holder: frozenset[Role], given_role: Role
) -> None:
    assert refusal(giver, holder, given_role, own=True) is RoleRefusal.YOUR_OWN


@given(some_roles, some_roles)
def test_nobody_looks_after_their_own_account(keeper: frozenset[Role], holder: frozenset[Role]) -> None:
    assert not may_manage(keeper, holder, own=True)


@given(some_roles, allowed, st.sampled_from(sorted(ADVOCACY)))
def test_an_advocate_s_role_comes_from_an_advocacy_lead_alone(
    giver: frozenset[Role], holder: frozenset[Role], given_role: Role
) -> None:
    if refusal(giver, holder, given_role) is None:
        assert Role.ADVOCACY_LEAD in giver
        assert holder <= ADVOCACY


@given(some_roles.filter(lambda roles: Role.ADVOCACY_LEAD not in roles), some_roles)
def test_nobody_but_a_lead_looks_after_an_account_with_an_advocate_s_role(
    keeper: frozenset[Role], holder: frozenset[Role]
) -> None:
    if holder & ADVOCACY:
        assert not may_manage(keeper, holder)


@given(some_roles.filter(lambda roles: not roles & COUNCIL), some_roles)
def test_nobody_but_the_council_looks_after_its_accounts(
    keeper: frozenset[Role], holder: frozenset[Role]
) -> None:
    if holder & COUNCIL:
        assert not may_manage(keeper, holder)


def test_an_account_that_holds_nothing_is_looked_after_by_nobody() -> None:
    """It could get around advocacy isolation: emptied by the council, and filled by the charity."""
    assert not may_manage(frozenset(Role), frozenset())


@pytest.mark.parametrize("pair", list(combinations(Role, 2)), ids=lambda pair: "+".join(pair))
def test_what_may_not_stand_together(pair: tuple[Role, Role]) -> None:
    why = role_conflict(pair)
    if is_mixed(pair):
        assert why is RoleRefusal.ADVOCACY_ISOLATION
    elif Role.YOUNG_PERSON in pair:
        assert why is RoleRefusal.NEEDS_AN_ACCOUNT_OF_THEIR_OWN
    else:
        assert why is None


def test_every_role_is_given_by_somebody() -> None:
    assert not [one for one in Role if not any(may_give({giver}, one) for giver in Role)]


@given(some_roles.filter(bool), role)
def test_another_role_never_makes_a_stay_longer(roles: frozenset[Role], more: Role) -> None:
    """A role more never lengthens the idle limit or the absolute limit of a session."""
    before, after = session_limits(roles), session_limits(roles | {more})
    assert after.idle <= before.idle
    assert after.absolute <= before.absolute


@given(some_roles.filter(bool))
def test_a_stay_is_the_shortest_of_each_role_s(roles: frozenset[Role]) -> None:
    """With several roles, the shortest limit of any of them holds."""
    each = [session_limits({one}) for one in roles]
    assert session_limits(roles).idle == min(one.idle for one in each)
    assert session_limits(roles).absolute == min(one.absolute for one in each)


def test_an_account_without_a_role_stays_no_longer_than_anybody() -> None:
    assert session_limits(()).idle == min(session_limits({one}).idle for one in Role)


def test_an_account_is_paused_when_a_missed_look_has_been_let_pass() -> None:
    due = date(2026, 11, 20)
    assert not is_paused(None, due)
    assert not is_paused(due, due + REVIEW_GRACE)
    assert is_paused(due, due + REVIEW_GRACE + timedelta(days=1))
    assert timedelta(days=90) == REVIEW_EVERY


def test_how_long_a_young_person_stays_signed_in() -> None:
    numbers = yaml.safe_load((paths.CONTENT / "numbers" / "site.yaml").read_text(encoding="utf-8"))
    limits = session_limits({Role.YOUNG_PERSON})
    assert limits.idle == timedelta(minutes=numbers["account_idle_minutes"]["value"])
    assert limits.absolute == timedelta(hours=numbers["account_hours"]["value"])
