"""Who in a home needs what, and the line of one requirement of somebody."""

from datetime import date

import pytest

from kentcare.hosting.households.records import KnownHousehold
from kentcare.hosting.training_and_checks.line import AtHome, RequirementLine, Whom
from kentcare.hosting.training_and_checks.programme import programme
from kentcare.hosting.training_and_checks.rules import RequirementStanding, RequirementState


def whom(ref: str, account_id: int | None = None, adult_id: int | None = None) -> Whom:
    return Whom(
        ref,
        ref,
        home_id=3,
        home_ref="home",
        home="Home",
        approved_on=None,
        account_id=account_id,
        adult_id=adult_id,
    )


HOST, ADULT, HOME = whom("host", account_id=1), whom("adult", adult_id=2), whom("home")


def at_home(*, has_gas: bool, drives: bool) -> AtHome:
    facts = KnownHousehold(approved_on=None, has_gas=has_gas, drives=drives, adults=())
    return AtHome(HOME, facts, hosts=[HOST], adults=[ADULT])


def test_an_owner_is_a_host_an_adult_or_the_home() -> None:
    assert [one.owner for one in (HOST, ADULT, HOME)] == [("host", 1), ("adult", 2), ("home", 3)]
    assert [one.is_home for one in (HOST, ADULT, HOME)] == [False, False, True]


@pytest.mark.parametrize(
    ("of", "those"),
    [("host", [HOST]), ("adult", [HOST, ADULT]), ("gas", []), ("car", [HOME]), ("home", [HOME])],
)
def test_a_requirement_applies_to_those_that_it_is_made_for(of: str, those: list[Whom]) -> None:
    """The home has no gas, and young people are driven."""
    requirement = next(one for one in programme().every.values() if one.of == of)
    home = at_home(has_gas=False, drives=True)
    assert [*home.those(requirement)] == those
    assert [*home.those(requirement, also_unasked=True)] == (those or [HOME])


def test_without_a_car_nothing_is_asked_of_it() -> None:
    car = next(one for one in programme().every.values() if one.of == "car")
    home = at_home(has_gas=True, drives=False)
    assert [*home.those(car)] == []
    assert [*home.those(car, also_unasked=True)] == [HOME]
    assert [*home.those(programme().every["gas_safety"])] == [HOME]


@pytest.mark.parametrize(("number", "begun", "to_add"), [(0, None, 1), (2, None, 3), (2, 2, 2)])
def test_the_next_certificate_is_the_one_begun_or_one_more(
    number: int, begun: int | None, to_add: int
) -> None:
    state = RequirementState(RequirementStanding.SOON, needed_by=date(2027, 3, 1))
    line = RequirementLine(programme().every["gas_safety"], HOME, state, number, begun)
    assert line.to_add == to_add
    assert line.key == "gas_safety/home/2027-03-01"
