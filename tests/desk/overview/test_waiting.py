"""What waits for somebody who works here."""

from datetime import date

from flask import Flask

from kentcare.accounts.accounts.models import Account
from kentcare.db.session import writing
from support import the_cast
from support.site import SignedIn
from support.stops import ADVISER, OFFICER, halt, look_into


def test_accounts_to_look_at_again_wait_for_whoever_looks_after_them(
    signed_in: SignedIn, people_app: Flask
) -> None:
    with people_app.app_context(), writing() as session:
        session.get_one(Account, the_cast.account_id(people_app, "finance-officer")).review_by = date(
            2026, 11, 1
        )
    assert "1 account to look at again" in signed_in("administrator").get("/en/desk").text
    assert "look at again" not in signed_in("advocacy-lead").get("/en/desk").text


def test_a_stop_waits_for_the_adviser_of_the_young_person_too(signed_in: SignedIn, people_app: Flask) -> None:
    ref, words = halt(people_app), "1 report was halted: somebody may be at risk"
    for name, waits in ((ADVISER, True), (OFFICER, True), (f"{ADVISER}-2", False)):
        assert (words in signed_in(name).get("/en/desk").text) is waits, name
    look_into(signed_in(ADVISER), ref)
    for name in (ADVISER, OFFICER):
        assert "was halted" not in signed_in(name).get("/en/desk").text
