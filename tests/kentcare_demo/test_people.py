"""Accounts of a demonstration: every role, and an address of nobody."""

from collections import Counter

from kentcare.accounts.accounts.rules import COUNCIL, STAFF, Role, is_paused, role_conflict
from kentcare_demo.people import is_of_the_charity, is_of_the_council
from kentcare_demo.service import Service
from support.demonstration import TODAY


def test_no_message_could_reach_anybody(made: Service) -> None:
    for one in made.accounts:
        assert one.email or one.mobile, one
        assert one.email is None or one.email.endswith("@example.org")
        assert one.mobile is None or (one.mobile.startswith("+447700900") and len(one.mobile) == 13)
    for column in ("id", "ref", "email", "mobile"):
        values = [value for one in made.accounts if (value := getattr(one, column)) is not None]
        assert len(set(values)) == len(values), column


def test_every_role_is_there_and_advocates_hold_no_other(made: Service) -> None:
    held = {role for one in made.accounts for role in one.roles}
    assert held == set(Role)
    assert {role for one in made.colleagues for role in one.roles} == COUNCIL
    assert not [one for one in made.accounts if role_conflict(one.roles)]
    assert Counter(role for one in made.advocates for role in one.roles)[Role.ADVOCACY_LEAD] == 1
    assert all(map(is_of_the_charity, made.advocates))
    assert all(map(is_of_the_council, made.colleagues))


def test_some_accounts_are_late_and_one_is_paused(made: Service) -> None:
    late = [one for one in made.colleagues if one.review_by and one.review_by < TODAY]
    assert len(late) == 4
    assert [is_paused(one.review_by, TODAY) for one in late].count(True) == 1
    assert len([one for one in made.colleagues if one.state == "closed" and one.closed_at]) == 3
    assert not [one for one in made.accounts if one.review_by and STAFF.isdisjoint(one.roles)]
