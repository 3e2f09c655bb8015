"""How codes are made, and how long they work."""

from datetime import timedelta

from kentcare.sign_in.codes.rules import (
    CODE_DIGITS,
    CODE_LASTS,
    INVITATION_LASTS,
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
