"""Every decision that can be taken back has a name."""

from flask import Flask

from kentcare.hosting.reversals.labels import decision_words
from kentcare.hosting.reversals.rules import Decision


def test_each_has_a_name_of_its_own(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        names = decision_words()
    assert names.keys() == set(Decision)
    assert len(set(names.values())) == len(names)
