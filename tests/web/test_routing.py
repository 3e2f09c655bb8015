"""A text in an address has no control characters: PostgreSQL would refuse a query for it."""

import pytest
from flask import Flask

from kentcare.web.routing import use_printable_segments


@pytest.fixture
def small() -> Flask:
    app = Flask(__name__)
    use_printable_segments(app)
    app.add_url_rule("/plain/<name>", "plain", lambda name: name)
    app.add_url_rule("/named/<string(maxlength=3):name>", "named", lambda name: name)
    return app


@pytest.mark.parametrize("kind", ["plain", "named"])
@pytest.mark.parametrize("sign", ["%00", "%0A", "%1F", "a%00b"])
def test_an_address_with_a_control_character_is_not_found(small: Flask, kind: str, sign: str) -> None:
    assert small.test_client().get(f"/{kind}/{sign}").status_code == 404


@pytest.mark.parametrize("kind", ["plain", "named"])
@pytest.mark.parametrize(("sign", "text"), [("%20", " "), ("%F0%9F%98%80", "😀"), ("abc", "abc")])
def test_any_other_text_is_found_as_it_is(small: Flask, kind: str, sign: str, text: str) -> None:
    assert small.test_client().get(f"/{kind}/{sign}").text == text
