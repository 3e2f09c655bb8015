"""What the pages and messages say of an account is what its rules say."""

from datetime import UTC, datetime, timedelta

import yaml
from hypothesis import given
from hypothesis import strategies as st

from kentcare import paths
from kentcare.accounts.accounts.rules import Role, stay
from kentcare.sign_in.codes.rules import (
    CODE_DIGITS,
    CODE_LASTS,
    INVITATION_LASTS,
    digits,
    new_code,
    wait_until,
)

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_how_long_a_young_person_stays_signed_in() -> None:
    numbers = yaml.safe_load((paths.CONTENT / "numbers" / "site.yaml").read_text(encoding="utf-8"))
    limits = stay({Role.YOUNG_PERSON})
    assert limits.idle == timedelta(minutes=numbers["account_idle_minutes"]["value"])
    assert limits.longest == timedelta(hours=numbers["account_hours"]["value"])


def test_what_a_message_promises() -> None:
    """The words of notify/labels.py have these numbers in them, in every language."""
    assert (timedelta(minutes=10), timedelta(days=7)) == (CODE_LASTS, INVITATION_LASTS)


def test_a_code_is_six_digits_however_it_is_typed() -> None:
    code = new_code()
    assert len(code) == CODE_DIGITS
    assert code.isdecimal()
    assert digits(f" {code[:3]}-{code[3:]} ") == code


@given(st.integers(0, 10_000))
def test_whoever_guesses_waits_longer_and_never_for_good(wrong: int) -> None:
    """S16."""
    until, after_one_more = wait_until(wrong, NOW), wait_until(wrong + 1, NOW)
    assert until is None or NOW < until <= NOW + timedelta(minutes=15)
    assert (until or NOW) <= (after_one_more or NOW)
    assert (until is None) == (wrong < 5)
