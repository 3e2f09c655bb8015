"""Saving who is responsible from now on."""

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from kentcare.accounts.accounts.records import NotTheirs
from kentcare.sign_in.portal.forms import NamingForm
from kentcare.sign_in.portal.naming import take_naming_form
from support.person import person


def take(app: Flask, who: str, *, has_left: bool = False) -> tuple[Response, list[int]]:
    saved: list[int] = []

    def save(account: int) -> None:
        if has_left:
            raise NotTheirs
        saved.append(account)

    with app.test_request_context("/en/", method="POST"):
        form = NamingForm(words="Who?", people=[person(1)], formdata=MultiDict({"who": who}))
        form.meta.csrf = False
        response = take_naming_form(
            form, save, lambda status: Response(str(form.who.errors), status), then="/en/next"
        )
    return response, saved


def test_whoever_is_chosen_is_saved(app: Flask) -> None:
    response, saved = take(app, "ref1")
    assert (response.status_code, response.location, saved) == (303, "/en/next", [1])


def test_somebody_who_is_not_in_the_list_or_has_left_is_refused_in_words(app: Flask) -> None:
    for who, has_left in (("ref2", False), ("ref1", True)):
        response, saved = take(app, who, has_left=has_left)
        assert (response.status_code, saved) == (422, [])
        assert "Choose somebody from the list" in response.get_data(as_text=True)
