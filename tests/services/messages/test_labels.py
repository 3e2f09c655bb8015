"""Messages: in the reader's language, with no name and no word of care, whoever reads over a shoulder."""

import pytest
from flask import Flask

from kentcare.core.languages.listed import offered_tags
from kentcare.services.messages import labels

TELLING = ("care", "Kent", "council", "social", "leaver", "foster")


@pytest.mark.parametrize("tag", offered_tags())
def test_a_message_tells_nothing_of_its_reader(app: Flask, tag: str) -> None:
    with app.test_request_context("/en/"):
        texts = [
            labels.code(tag, "123456"),
            labels.invitation(tag, "https://offer.example"),
            labels.address_changed(tag),
        ]
    assert "123456" in texts[0]
    assert "https://offer.example" in texts[1]
    for text in texts:
        assert len(text) <= 160 or tag != "en", "a text of one part is cheaper, and arrives whole"
        assert not [word for word in TELLING if word.lower() in text.lower()]


def test_a_language_that_is_not_offered_is_english(app: Flask) -> None:
    with app.test_request_context("/ar/"):
        assert labels.code("xx", "1") == "1 is your code. It works for 10 minutes. Never tell it to anybody."
        assert labels.code("ar", "1") != labels.code("en", "1")
