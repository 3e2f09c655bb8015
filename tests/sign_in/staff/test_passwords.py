"""How passwords are hashed, and how long a guess takes."""

from kentcare.sign_in.staff import passwords
from kentcare.sign_in.staff.rules import normalise_password

KEPT = passwords._HASHER


def test_an_accent_is_the_same_however_it_is_typed() -> None:
    assert normalise_password("cafe\u0301") == normalise_password("caf\u00e9")
    assert passwords.is_right(passwords.hash_password("cafe\u0301"), "caf\u00e9")


def test_nobody_s_password_is_never_right() -> None:
    assert not passwords.is_right(None, "nobody's")
    assert not passwords.is_right("not a hash", "x")


def test_a_guess_costs_what_is_asked_of_it() -> None:
    """OWASP's least: 19 MiB, two passes."""
    assert KEPT.memory_cost >= 19 * 1024
    assert KEPT.time_cost >= 2
