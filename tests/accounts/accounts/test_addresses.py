"""An address is the same however somebody types it."""

import pytest

from kentcare.accounts.accounts.addresses import Address, cannot_get_texts, format_mobile, read_address


@pytest.mark.parametrize(
    "typed", ["07700 900123", " +44 7700 900123 ", "0044 7700 900 123", "(07700) 900-123"]
)
def test_a_mobile_number_is_kept_in_one_form(typed: str) -> None:
    assert read_address(typed) == Address("text", "+447700900123")


@pytest.mark.parametrize("typed", ["ada@example.org", " Ada@Example.ORG "])
def test_an_e_mail_address_is_kept_in_small_letters(typed: str) -> None:
    assert read_address(typed) == Address("email", "ada@example.org")


@pytest.mark.parametrize(
    "typed", ["", "12", "somebody", "somebody@", "@example.org", "a@b@example.org", "\x00"]
)
def test_what_is_neither_is_no_address(typed: str) -> None:
    assert read_address(typed) is None


@pytest.mark.parametrize(
    ("mobile", "words"), [("+447700900123", "07700 900123"), ("+4915112345678", "+49 1511 2345678")]
)
def test_a_number_is_shown_as_people_here_write_it(mobile: str, words: str) -> None:
    assert format_mobile(mobile) == words


@pytest.mark.parametrize(
    "typed",
    [
        "01622 750000",  # a landline
        "03000 41 41 41",
        "0800 1111",
        "0900 123 4567",
        "+44 70 0000 0000",  # forwarded at somebody's cost
        "07977",  # too short for a mobile
        "+49 30 1234567",
        "٠١٦٢٢ ٧٥٠٠٠٠",
    ],
)
def test_a_number_that_gets_no_texts_is_refused_as_it_is_given(typed: str) -> None:
    assert read_address(typed) is None
    assert cannot_get_texts(typed)


@pytest.mark.parametrize("typed", ["07700 900123", "٠٧٧٠٠ ٩٠٠١٢٣", "+49 1511 2345678", "+1 202 555 0123"])
def test_a_mobile_number_gets_texts(typed: str) -> None:
    address = read_address(typed)
    assert address
    assert address.channel == "text"
    assert not cannot_get_texts(typed)
