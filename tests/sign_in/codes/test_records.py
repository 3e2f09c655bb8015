"""An attempt on both databases: tried five times, proved once, used once, forgotten in time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from kentcare.accounts.accounts.addresses import Address
from kentcare.db.session import reading
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.codes.models import SignInAttempt
from support import the_cast

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ADDRESS = Address("email", the_cast.email("host"))


@pytest.fixture
def account(either_app: Flask) -> Iterator[int]:
    with either_app.app_context():
        yield the_cast.account_id(either_app, "host")


def test_the_right_code_opens_once(account: int) -> None:
    ref = codes.begin("code", ADDRESS, account, code="123456", now=NOW)
    assert codes.check_code("code", ref, "123457", NOW) == (4, None)
    assert codes.check_code("code", ref, "123456", NOW) == (3, account)
    assert codes.check_code("code", ref, "123456", NOW) == (0, None)
    assert codes.redeem(ref, NOW, since=NOW)
    assert not codes.redeem(ref, NOW, since=NOW)
    assert codes.proved_person("code", ref, NOW) is None


def test_a_code_of_one_kind_is_none_of_another(account: int) -> None:
    ref = codes.begin("invitation", ADDRESS, account, code="123456", now=NOW)
    assert codes.check_code("code", ref, "123456", NOW) == (0, None)


def test_nobody_s_address_opens_nothing_with_its_own_code(account: int) -> None:
    ref = codes.begin("code", ADDRESS, None, code="123456", now=NOW)
    assert codes.check_code("code", ref, "123456", NOW) == (4, None)


@pytest.mark.parametrize(
    ("kind", "lasts"), [("code", timedelta(minutes=10)), ("invitation", timedelta(days=7))]
)
def test_each_lasts_as_long_as_it_says(account: int, kind: str, lasts: timedelta) -> None:
    ref = codes.begin(kind, ADDRESS, account, code="123456", now=NOW)
    assert codes.pending_person(kind, ref, NOW + lasts - timedelta(seconds=1))
    assert codes.pending_person(kind, ref, NOW + lasts) is None


def test_what_is_over_is_forgotten_in_time(account: int) -> None:
    codes.begin("code", ADDRESS, account, code="123456", now=NOW)
    codes.begin("code", ADDRESS, account, code="123456", now=NOW + timedelta(days=8))
    assert reading().scalar(select(func.count()).select_from(SignInAttempt)) == 1


def test_a_code_on_its_way_to_a_lost_telephone_opens_nothing(account: int) -> None:
    """They were invited again, to another one, before it was written down."""
    ref = codes.begin("code", ADDRESS, account, code="123456", now=NOW)
    assert codes.check_code("code", ref, "123456", NOW) == (4, account)
    assert not codes.redeem(ref, NOW, since=NOW + timedelta(seconds=1))
