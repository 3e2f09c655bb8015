"""The right to stay on a day, and the public funds that go with it."""

from datetime import date
from typing import get_args

import pytest

from kentcare.offer.entitlements.facts import Facts, Immigration
from kentcare.offer.entitlements.immigration import PUBLIC_FUNDS, WITH_AN_END, immigration_on

LAST = date(2026, 6, 1)


def facts(immigration: Immigration, leave_to: date | None = LAST) -> Facts:
    return Facts(date_of_birth=date(2008, 1, 1), immigration=immigration, leave_to=leave_to)


def test_every_right_to_stay_says_whether_public_funds_are_open() -> None:
    assert set(PUBLIC_FUNDS) == set(get_args(Immigration))


@pytest.mark.parametrize("immigration", get_args(Immigration))
def test_only_leave_ends_and_only_after_its_last_day(immigration: Immigration) -> None:
    assert immigration_on(facts(immigration), LAST.toordinal()) == immigration
    after = immigration_on(facts(immigration), LAST.toordinal() + 1)
    assert after == ("no_leave" if immigration in WITH_AN_END else immigration)


@pytest.mark.parametrize("immigration", WITH_AN_END)
def test_leave_without_a_last_day_goes_on(immigration: Immigration) -> None:
    assert immigration_on(facts(immigration, None), date.max.toordinal()) == immigration
