"""What a good password is, which TOTP number is right, and how codes look."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from kentcare.sign_in.staff.rules import (
    PasswordWeakness,
    find_invitation_code,
    in_groups,
    is_totp_number,
    random_code,
    totp_step,
    weakness,
)

SECRET, NOW = "JBSWY3DPEHPK3PXP" * 2, datetime(2026, 11, 2, 9, 0, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30


def number(**later: int) -> str:
    return pyotp.TOTP(SECRET).at(NOW + timedelta(**later))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("a" * 11, PasswordWeakness.TOO_SHORT),
        ("otter lantern", None),
        ("otter lantern gravel seven " * 4, None),
        ("x" * 129, PasswordWeakness.TOO_LONG),
        ("Password2026", PasswordWeakness.EASY_TO_GUESS),
        ("Ada Example 1", PasswordWeakness.EASY_TO_GUESS),
        ("ada.example@example.org", PasswordWeakness.EASY_TO_GUESS),
        ("пароль вечером чайник", None),
    ],
)
def test_what_a_password_must_be(password: str, why: PasswordWeakness | None) -> None:
    assert weakness(password, ["Ada Example", "ada.example@example.org"]) is why


@pytest.mark.parametrize(
    ("typed", "late", "last", "step"),
    [
        (number(), 0, 0, STEP),
        (number(seconds=-30), 0, 0, None),  # ten seconds old: its time was over
        (number(seconds=-30), -1, 0, STEP - 1),
        (number(seconds=30), 9, 0, None),
        (number(seconds=30), 10, 0, STEP + 1),
        (number(seconds=-60), 0, 0, None),
        (number(seconds=60), 0, 0, None),
        (number(), 0, STEP, None),
        (number(seconds=-30), -1, STEP, None),
        (number(seconds=30), 10, STEP, STEP + 1),
        ("", 0, 0, None),
        ("٠٠٠٠٠٠", 0, 0, None),
    ],
)
def test_which_thirty_seconds_a_number_belongs_to(typed: str, late: int, last: int, step: int | None) -> None:
    assert totp_step(SECRET, typed, NOW + timedelta(seconds=late), last) == step


def test_a_recovery_code_is_no_number_of_an_app() -> None:
    assert is_totp_number("123456")
    assert not is_totp_number("1234567890")
    assert not is_totp_number("BCDFGH")


def test_codes_are_easy_to_read_out() -> None:
    assert in_groups("ABCDEFGHJKLM", 4) == "ABCD-EFGH-JKLM"
    assert not set("".join(random_code(12) for _ in range(200))) & set("01OIAEU")


@pytest.mark.parametrize(
    "typed",
    [
        "bcdf-2345-ghjk",
        "BCDF 2345 GHJK",
        "Open https://kent.example/en/staff, and write this code: BCDF-2345-GHJK. It works for 7 days.",
        "ＢＣＤＦ-２３４５-ＧＨＪＫ",
    ],
)
def test_an_invitation_s_code_is_found_in_what_was_pasted(typed: str) -> None:
    assert find_invitation_code(typed) == "BCDF2345GHJK"


@pytest.mark.parametrize(
    "password",
    [
        "KentCouncil2026!",
        "careleavers host",
        "supportedlodgings1",
        "social worker kent",
        "welcome to kent 2026",
        "Home-Host-Placement-Panel",
        "Safeguarding123",
        "qwertyuiop123",
        "1q2w3e4r5t6y",
    ],
)
def test_words_of_the_service_and_passwords_of_breaches_are_easy_to_guess(password: str) -> None:
    assert weakness(password, []) is PasswordWeakness.EASY_TO_GUESS


def test_words_about_its_owner_are_no_password_however_many() -> None:
    about = ["Chidera Okonkwo", "chidera.okonkwo@kent.example"]
    assert weakness("Okonkwo, Chidera: 1987", about) is PasswordWeakness.EASY_TO_GUESS
    assert weakness("Okonkwo, Chidera: 1987", []) is None


def test_a_password_may_hold_a_word_of_the_service_among_others() -> None:
    assert weakness("lantern at home in gravel", []) is None
