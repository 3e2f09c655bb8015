"""What is typed wrongly where colleagues sign in is said in words, and no password is shown again."""

import pytest
from flask.testing import FlaskClient

from support import the_cast
from support.staff_invitation import EMAIL, NAME, choose, give_code
from support.staff_sign_in import PASSWORD, StaffCredentials, give_password


@pytest.mark.parametrize("typed", ["", "somebody", "07700 900002", "somebody@", "\x00", "x" * 5000])
def test_what_is_no_e_mail_address_is_said_in_words(browser: FlaskClient, typed: str) -> None:
    assert give_password(browser, typed).status_code == 422


def test_a_password_is_never_shown_again(browser: FlaskClient, adviser: StaffCredentials) -> None:
    refused = give_password(browser, adviser.email, "Canaryword of mine")
    assert "Canaryword" not in refused.text
    assert adviser.email in refused.text


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Choose a password"),
        ("otter lante", "too short"),
        ("x7!" * 43, "too long"),
        ("password1234", "easy to guess"),
        ("aaaaaaaaaaaaaaaaaaaa", "easy to guess"),
        (f"{the_cast.CANARY} {NAME}", "easy to guess"),
        (EMAIL, "easy to guess"),
    ],
)
def test_a_password_that_will_not_do_is_said_in_words(
    browser: FlaskClient, code: str, password: str, words: str
) -> None:
    give_code(browser, code)
    refused = choose(browser, password)
    assert refused.status_code == 422
    assert words in refused.text
    assert not password or f'value="{password}"' not in refused.text


def test_both_times_it_must_be_the_same(browser: FlaskClient, code: str) -> None:
    give_code(browser, code)
    assert "The two are not the same" in choose(browser, PASSWORD, PASSWORD.upper()).text
