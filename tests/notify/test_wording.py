"""Messages: in the reader's language, with no name and no word of care, whoever reads over a shoulder."""

import pytest
from flask import Flask

from kentcare.languages.listed import offered_tags
from kentcare.notify import wording

TELLING = ("care", "Kent", "council", "social", "leaver", "foster")


@pytest.mark.parametrize("tag", offered_tags())
def test_a_message_tells_nothing_of_its_reader(app: Flask, tag: str) -> None:
    with app.test_request_context("/en/"):
        texts = [
            wording.code(tag, "123456"),
            wording.invitation(tag, "https://offer.example"),
            wording.address_changed(tag),
        ]
    assert "123456" in texts[0]
    assert "https://offer.example" in texts[1]
    for text in texts:
        assert len(text) <= 160 or tag != "en", "a text of one part is cheaper, and arrives whole"
        assert not [word for word in TELLING if word.lower() in text.lower()]


def test_a_language_that_is_not_offered_is_english(app: Flask) -> None:
    with app.test_request_context("/ar/"):
        assert wording.code("xx", "1") == "1 is your code. It works for 10 minutes. Never tell it to anybody."
        assert wording.code("ar", "1") != wording.code("en", "1")
