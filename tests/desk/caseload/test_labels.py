"""The words of the caseload: languages by their English names, ages, accounts and addresses."""

from collections.abc import Iterator

import pytest
from flask import Flask

from kentcare.accounts.accounts.addresses import Address
from kentcare.core.languages.listed import offered_tags
from kentcare.desk.caseload import labels


@pytest.fixture(autouse=True)
def on_a_page(strange_app: Flask) -> Iterator[None]:
    with strange_app.test_request_context("/en/"):
        yield


def test_a_language_can_be_chosen_by_its_english_name_and_the_pseudo_locale_cannot() -> None:
    choices = labels.choices_of_language()
    assert [tag for tag, _name in choices] == offered_tags()
    assert ("ti", "Tigrinya") in choices


def test_a_language_that_is_not_known_here_stays_as_it_came() -> None:
    assert [labels.language_name(tag) for tag in ("ar", "xx", "")] == ["Arabic", "xx", ""]


@pytest.mark.parametrize(("age", "words"), [(1, "1 year old"), (17, "17 years old")])
def test_an_age_agrees_with_its_number(age: int, words: str) -> None:
    assert labels.age_words(age) == words


@pytest.mark.parametrize(
    ("state", "words"),
    [(None, "None yet"), ("invited", "Invited"), ("active", "In use"), ("closed", "Closed")],
)
def test_an_account_is_told_by_whether_somebody_can_sign_in(state: str | None, words: str) -> None:
    assert labels.account_words(state) == words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (Address("text", "+447700900123"), "07700 900123"),
        (Address("email", "ada@kent.example"), "ada@kent.example"),
    ],
)
def test_a_number_is_shown_as_people_write_it(address: Address, words: str) -> None:
    assert labels.address_words(address) == words
