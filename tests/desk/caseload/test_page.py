"""What the pages of the caseload share: cut into pages, and an address that somebody has."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support import the_cast
from support.crowd import PEOPLE, bring_people
from support.html import rows
from support.invitations import invite, invite_host
from support.site import SignedIn
from support.watching import checksums


@pytest.mark.parametrize("whose", ["young-person-2", "administrator", "advocate"])
def test_an_address_that_somebody_has_is_refused_without_saying_whose_it_is(
    people_app: Flask, adviser: FlaskClient, whose: str
) -> None:
    before = checksums(people_app)
    response = invite(adviser, address=the_cast.email(whose))
    assert response.status_code == 422
    assert "cannot be used for this account" in response.text
    assert f"Canaryword {whose}" not in response.text
    assert checksums(people_app) == before


def test_an_address_that_somebody_has_is_refused_for_a_host_too(
    people_app: Flask, officer: FlaskClient
) -> None:
    response = invite_host(officer, address=the_cast.email("young-person-2"))
    assert response.status_code == 422
    assert "young-person-2" not in response.text.replace(the_cast.email("young-person-2"), "")


def test_a_long_list_is_cut_into_pages(people_app: Flask, signed_in: SignedIn) -> None:
    bring_people(people_app, 60)
    client = signed_in("personal-adviser")
    first, second = (client.get(f"{PEOPLE}/by-name/{page}").text for page in (1, 2))
    assert "1 to 50 of 61" in first
    assert len(rows(first)) == 50
    assert len(rows(second)) == 11
    assert not set(rows(first)) & set(rows(second))
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


@pytest.mark.parametrize("page", ["by-name/0", "by-name/2", "by-name/99999", "by-name/9999999999999999999"])
def test_a_page_that_there_is_not_is_no_address(signed_in: SignedIn, page: str) -> None:
    assert signed_in("personal-adviser").get(f"{PEOPLE}/{page}").status_code == 404
