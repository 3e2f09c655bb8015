"""Every role can be become on the page of the demonstration, and each button says of whom it is."""

from flask import Flask

from kentcare.accounts.accounts.rules import Role
from kentcare_demo.labels import become, purposes


def test_every_role_has_a_button_and_a_sentence_of_its_own(app: Flask) -> None:
    with app.test_request_context("/en/demo"):
        buttons, sentences = become(), purposes()
    assert buttons.keys() == sentences.keys() == set(Role)
    assert len(set(buttons.values())) == len(set(sentences.values())) == len(Role)
    assert all(words.startswith("Become ") and not words.endswith(".") for words in buttons.values())
    assert all(words.endswith(".") for words in sentences.values())
