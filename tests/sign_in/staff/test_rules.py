"""What a good password is, and which number is right."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from kentcare.sign_in.staff import passwords
from kentcare.sign_in.staff.passkeys import Site
from kentcare.sign_in.staff.rules import Weak, in_groups, is_app_number, new_signs, plain, step_of, weakness

SECRET, NOW = "JBSWY3DPEHPK3PXP" * 2, datetime(2026, 11, 2, 9, 0, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30
KEPT = passwords._HASHER


def number(**later: int) -> str:
    return pyotp.TOTP(SECRET).at(NOW + timedelta(**later))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("a" * 11, Weak.TOO_SHORT),
        ("otter lantern", None),
        ("otter lantern gravel seven " * 4, None),
        ("x" * 129, Weak.TOO_LONG),
        ("Password2026", Weak.EASY_TO_GUESS),
        ("Ada Example 1", Weak.EASY_TO_GUESS),
        ("ada.example@example.org", Weak.EASY_TO_GUESS),
        ("пароль вечером чайник", None),
    ],
)
def test_what_a_password_must_be(password: str, why: Weak | None) -> None:
    assert weakness(password, ["Ada Example", "ada.example@example.org"]) is why


def test_an_accent_is_the_same_however_it_is_typed() -> None:
    assert plain("cafe\u0301") == plain("caf\u00e9")
    assert passwords.is_right(passwords.hashed("cafe\u0301"), "caf\u00e9")


def test_nobody_s_password_is_never_right() -> None:
    assert not passwords.is_right(None, "nobody's")
    assert not passwords.is_right("not a hash", "x")


def test_a_guess_costs_what_is_asked_of_it() -> None:
    """OWASP's least: 19 MiB, two passes."""
    assert KEPT.memory_cost >= 19 * 1024
    assert KEPT.time_cost >= 2


@pytest.mark.parametrize(
    ("typed", "last", "step"),
    [
        (number(), 0, STEP),
        (number(seconds=-30), 0, STEP - 1),
        (number(seconds=30), 0, STEP + 1),
        (number(seconds=-60), 0, None),
        (number(seconds=60), 0, None),
        (number(), STEP, None),
        (number(seconds=-30), STEP, None),
        (number(seconds=30), STEP, STEP + 1),
        ("", 0, None),
        ("٠٠٠٠٠٠", 0, None),
    ],
)
def test_which_thirty_seconds_a_number_belongs_to(typed: str, last: int, step: int | None) -> None:
    assert step_of(SECRET, typed, NOW, last) == step


def test_a_recovery_code_is_no_number_of_an_app() -> None:
    assert is_app_number("123456")
    assert not is_app_number("1234567890")
    assert not is_app_number("BCDFGH")


def test_codes_are_easy_to_read_out() -> None:
    assert in_groups("ABCDEFGHJKLM", 4) == "ABCD-EFGH-JKLM"
    assert not set("".join(new_signs(12) for _ in range(200))) & set("01OIAEU")


@pytest.mark.parametrize(
    ("host", "https", "site"),
    [
        ("example.org", True, Site("example.org", "https://example.org")),
        ("localhost:8000", False, Site("localhost", "http://localhost:8000")),
        ("[::1]:8000", False, Site("::1", "http://[::1]:8000")),
    ],
)
def test_for_which_name_a_passkey_is_good(host: str, https: bool, site: Site) -> None:
    assert Site.of(host, https=https) == site
