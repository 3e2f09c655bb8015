"""Somebody who works here comes for the first time, and later with a passkey, in a real browser."""

import re
from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page, expect

from journeys.test_axe import faults_in_every_dress
from journeys.test_look import SIDEWAYS
from kentcare.sign_in.staff import records
from support import the_cast
from support.browser import PeopleSite, Visit
from support.code_sign_in import last_message
from support.site import cookie_of
from support.staff_sign_in import change_account, person

PASSWORD = "otter lantern gravel seven"  # noqa: S105  # nobody's


def address_of(site: PeopleSite) -> str:
    """A passkey is good for a name, and 127.0.0.1 is none."""
    return site.address.replace("127.0.0.1", "localhost")


def give_device(page: Page, *, knows_its_owner: bool = True) -> CDPSession:
    """A device with a finger that is always right, or with one that is always wrong."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": knows_its_owner,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools


def sign_in(site: PeopleSite, page: Page, name: str) -> None:
    cookie = cookie_of(site.app).sign_in_name
    token = the_cast.new_session(site.app, name)
    page.context.add_cookies([{"name": cookie, "value": token, "url": address_of(site)}])


def test_a_passkey_is_added_and_then_enough(visit: Visit, people_site: PeopleSite) -> None:
    people_site.app.extensions["kentcare_posts"].reset()
    visitor = visit()
    page = visitor.page
    give_device(page)
    sign_in(people_site, page, "training-coordinator")
    page.goto(f"{address_of(people_site)}/en/account")
    page.get_by_role("link", name="How you sign in").click()
    page.get_by_label("A name for it").fill("My work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".rows")).to_contain_text("My work laptop")
    assert faults_in_every_dress(page) == []
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_role("link", name="I work here").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("h1")).to_have_text("Desk")
    page.goto(f"{address_of(people_site)}/en/account/proofs")
    expect(page.locator(".rows")).to_contain_text("Last used on")
    page.get_by_role("button", name="Remove My work laptop").click()
    expect(page.locator(".nothing")).to_be_visible()
    assert visitor.violations() == []


def test_a_device_that_does_not_know_its_owner_says_so_in_words(
    visit: Visit, people_site: PeopleSite
) -> None:
    people_site.app.extensions["kentcare_posts"].reset()
    page = visit().page
    give_device(page, knows_its_owner=False)
    page.goto(f"{address_of(people_site)}/en/staff/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    expect(page.get_by_label("Your password")).to_be_visible()


def test_without_scripts_nobody_is_offered_one(visit: Visit, people_site: PeopleSite) -> None:
    page = visit(scripts=False).page
    page.goto(f"{address_of(people_site)}/en/staff/sign-in")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.get_by_label("Your password")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_from_the_invitation_to_the_desk(visit: Visit, people_site: PeopleSite, scripts: bool) -> None:
    people_site.app.extensions["kentcare_posts"].reset()
    page = visit(scripts=scripts).page
    code, email = invite(people_site, "enquiries-adviser"), the_cast.email("enquiries-adviser")
    page.goto(f"{people_site.address}/en/staff/sign-in")
    page.get_by_role("link", name="Use the code in your invitation").click()
    page.get_by_label("Your work e-mail address").fill(email)
    page.get_by_label("The code in your invitation").fill(code.lower())
    look(page, scripts, "Continue")
    expect(page.locator("h1")).to_have_text("Choose a password")
    page.get_by_label("A new password").fill(PASSWORD)
    page.get_by_label("The new password again").fill(PASSWORD)
    look(page, scripts, "Continue")
    app = pyotp.TOTP(page.locator("main code").inner_text().replace(" ", ""))
    page.get_by_label("The number that the app shows now").fill(app.at(datetime.now(UTC)))
    look(page, scripts, "Finish")
    expect(page.locator("main code")).to_have_count(10)
    recovery = page.locator("main code").first.inner_text()
    look(page, scripts)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator("h1")).to_have_text("Desk")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{people_site.address}/en/staff/sign-in")
    page.get_by_label("Your work e-mail address").fill(email)
    page.get_by_label("Your password").fill(PASSWORD)
    look(page, scripts, "Continue")
    page.get_by_label("The number in your app").fill(recovery)
    look(page, scripts, "Sign in")
    expect(page.locator("h1")).to_have_text("Desk")


def look(page: Page, scripts: bool, press: str | None = None) -> None:
    """What axe says of the page, and on."""
    if scripts:
        assert faults_in_every_dress(page) == []
        page.set_viewport_size({"width": 320, "height": 740})
        assert page.evaluate(SIDEWAYS) == 0, "something runs off the side"
    if press:
        page.get_by_role("button", name=press, exact=True).click()


def invite(site: PeopleSite, name: str) -> str:
    change_account(site.app, name, state="invited")
    somebody = person(site.app, name)
    with site.app.test_request_context("/en/desk"):
        records.send_invitation(somebody, f"{site.address}/en/staff/invitation", datetime.now(UTC))
    message = last_message(site.app)
    assert message
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", message.text)
    assert found
    return found[0]


def test_a_password_does_not_go_along_when_the_language_changes(visit: Visit, site: str) -> None:
    """What else is typed goes along to the page in the other language."""
    page = visit().page
    page.goto(f"{site}/en/checker/1")
    page.get_by_label("Day", exact=True).fill("27")
    page.locator("input[name$=month]").evaluate("box => { box.type = 'password'; box.value = '7' }")
    page.locator(".languages a").last.click()
    expect(page.locator("input[name$=day]")).to_have_value("27")
    expect(page.locator("input[name$=month]")).to_have_value("")
