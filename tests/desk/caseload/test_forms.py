"""What the forms of the caseload refuse, and in which words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import Role
from kentcare.desk.caseload.forms import ChangeForm, CoverForm
from kentcare.services.cover.rules import CoverProblem
from support.invitations import account, invite, invite_host
from support.watching import checksums


@pytest.mark.parametrize("typed", ["", "  ", "12", "nobody", "a@", "\x00"])
def test_what_is_no_address_is_said_in_words(people_app: Flask, adviser: FlaskClient, typed: str) -> None:
    before = checksums(people_app)
    assert invite(adviser, address=typed).status_code == 422
    assert checksums(people_app) == before


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": " \u200b"}, {"address": "x"}, {"who": ""}, {"name": "n" * 121}],
)
def test_what_is_missing_for_a_host_is_said_in_words(
    people_app: Flask, officer: FlaskClient, fields: dict[str, str]
) -> None:
    before = checksums(people_app)
    assert invite_host(officer, **fields).status_code == 422
    assert checksums(people_app) == before


def test_the_name_is_not_asked_of_somebody_who_has_an_account(
    people_app: Flask, officer: FlaskClient
) -> None:
    assert invite_host(officer, who=account(people_app, "host").ref, name="").status_code == 303


@pytest.fixture
def on_a_page(people_app: Flask) -> Iterator[Flask]:
    with people_app.test_request_context("/en/"):
        yield people_app


def test_the_language_of_a_record_can_be_kept_that_the_site_does_not_offer(on_a_page: Flask) -> None:
    choices = ChangeForm(formdata=None, now="so").language.choices
    assert [tag for tag, _name in choices] == ["so", "en", "ar", "ti"]
    assert [tag for tag, _name in ChangeForm(formdata=None, now="ti").language.choices] == ["ti", "en", "ar"]


@pytest.mark.parametrize("why", CoverProblem)
def test_each_refusal_of_cover_is_said_at_a_field(on_a_page: Flask, why: CoverProblem) -> None:
    form = CoverForm(officers=[], own=None, formdata=None)
    form.refuse(why)
    [words] = form.errors.values()
    assert len(words) == 1


def test_whoever_has_not_begun_or_is_away_themself_cannot_cover(on_a_page: Flask) -> None:
    [first, second] = accounts.with_role(Role.ACCOMMODATION_OFFICER)
    assert (first.state, second.state) == ("active", "active")
    with_own = CoverForm(officers=[first, second], own=first.id, formdata=None)
    assert [ref for ref, _name in with_own.covered_by.choices if ref] == [second.ref]
    invited = replace(second, state="invited")
    of_both = CoverForm(officers=[first, invited], own=None, formdata=None)
    assert [ref for ref, _name in of_both.covered_by.choices if ref] == [first.ref]
    assert [ref for ref, _name in of_both.officer.choices if ref] == [first.ref, second.ref]
