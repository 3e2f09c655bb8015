"""What is said of a stop is asked back where it is not whole, and what was chosen stays chosen."""

import pytest
from flask import Flask

from support.html import attribute, page_of
from support.site import SignedIn
from support.stops import OFFICER, halt, look_into


@pytest.mark.parametrize(
    ("found", "follows", "words"),
    [
        ("", ["adviser"], "Choose what you found"),
        ("safe", [], "Choose what follows"),
        ("safe", ["nothing", "visit"], "Choose “Nothing more” alone, or take it away"),
        ("nobody", ["nothing"], "You reached nobody."),
        ("help", ["nothing"], "Somebody needed help. Choose what was done"),
        ("well", ["adviser"], "What did you find?"),
    ],
)
def test_it_is_asked_back(
    people_app: Flask, signed_in: SignedIn, found: str, follows: list[str], words: str
) -> None:
    ref, officer = halt(people_app), signed_in(OFFICER)
    response = look_into(officer, ref, found, follows)
    assert response.status_code == 422
    assert words in response.text
    chosen = {attribute(box, "value") for box in page_of(response).select("input[checked]")}
    assert chosen == {found, *follows} - {"", "well"}
    assert "1 report was halted" in officer.get("/en/desk").text
