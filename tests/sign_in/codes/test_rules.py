"""How codes are made, and how long they work."""

from datetime import timedelta

import pytest

from kentcare.sign_in.codes.rules import (
    CODE_DIGITS,
    CODE_LASTS,
    INVITATION_LASTS,
    find_code,
    new_code,
    normalise_code,
)


def test_what_a_message_promises() -> None:
    """The words of services/messages/labels.py have these numbers in them, in every language."""
    assert (timedelta(minutes=10), timedelta(days=7)) == (CODE_LASTS, INVITATION_LASTS)


def test_a_code_is_six_digits_however_it_is_typed() -> None:
    code = new_code()
    assert len(code) == CODE_DIGITS
    assert code.isdecimal()
    assert normalise_code(f" {code[:3]}-{code[3:]} ") == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        ("123 456 is your code. It works for 10 minutes.", "123456"),
        ("‎١٢٣٤٥٦ رمزك. يعمل ١٠ دقائق.", "123456"),
        ("Call 07700900123. 654-321 is your code", "654321"),
        ("1 2 3 4 5 6", "123456"),
        ("12345", "12345"),
        ("1234567", "1234567"),
    ],
)
def test_a_code_is_found_in_what_was_pasted(typed: str, code: str) -> None:
    assert find_code(typed) == code
