"""The form for an address."""

import pytest
from flask.testing import FlaskClient

from support.code_sign_in import ask_for_code


@pytest.mark.parametrize("typed", ["", "12", "somebody", "somebody@", "@example.org", "0" * 40, "\x00"])
def test_what_is_no_address_is_said_in_words(browser: FlaskClient, typed: str) -> None:
    assert ask_for_code(browser, typed).status_code == 422
