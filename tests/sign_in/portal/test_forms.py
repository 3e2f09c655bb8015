"""The form to name who is responsible from now on."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from kentcare.sign_in.portal.forms import NamingForm, to_choose
from support.person import person


def test_nobody_is_chosen_at_first_unless_somebody_is_responsible(app: Flask) -> None:
    people = [person(1), person(2)]
    with app.test_request_context("/en/"):
        assert [value for value, _ in to_choose(people)] == ["", "ref1", "ref2"]
        assert to_choose([]) == [("", "Nobody yet: there is nobody else")]
        assert NamingForm(words="Who?", people=people, formdata=None).who.data == ""
        assert NamingForm(words="Who?", people=people, now=2, formdata=None).who.data == "ref2"


@pytest.mark.parametrize(("who", "is_valid"), [("ref1", True), ("ref3", False), ("", False)])
def test_whoever_is_not_in_the_list_cannot_be_named(app: Flask, who: str, is_valid: bool) -> None:
    with app.test_request_context("/en/", method="POST"):
        form = NamingForm(words="Who?", people=[person(1), person(2)], formdata=MultiDict({"who": who}))
        form.validate()
        assert ("who" not in form.errors) is is_valid
        if is_valid:
            assert form.chosen.id == 1
