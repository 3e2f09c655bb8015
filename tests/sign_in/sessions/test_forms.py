"""The form for an address."""

import pytest
from flask.testing import FlaskClient

from support.code_sign_in import ask_for_code


@pytest.mark.parametrize("typed", ["", "12", "somebody", "somebody@", "@example.org", "0" * 40, "\x00"])
def test_what_is_no_address_is_said_in_words(browser: FlaskClient, typed: str) -> None:
    assert ask_for_code(browser, typed).status_code == 422


def test_a_number_that_gets_no_texts_is_refused_with_the_reason(browser: FlaskClient) -> None:
    refused = ask_for_code(browser, "01622 750000")
    assert refused.status_code == 422
    assert "This number cannot get texts" in refused.text
