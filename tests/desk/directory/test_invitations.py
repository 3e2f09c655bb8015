"""Inviting a colleague, and inviting them again: which roles, to which address, and the message."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import ADVOCACY, COUNCIL, REVIEW_EVERY, Role
from kentcare.core.clock import today
from kentcare.services.messages import records as messages
from support import the_cast
from support.office import Office, due, words

# A role that each keeper of accounts may give.
LEADS = {"administrator": "panel-member", "advocacy-lead": "advocate"}
NEW = {"name": "New Colleague", "email": "New.Colleague@example.org"}


def invited(office: Office, email: str = "new.colleague@example.org") -> Person | None:
    with office.app.app_context():
        return accounts.by_address(Address("email", email))


def sent(office: Office) -> list[messages.Message]:
    with office.app.app_context():
        return [message for _, message in messages.latest(10)]


def invite(office: Office, keeper: str = "administrator", **fields: Any) -> Any:
    return office.send(keeper, "invite", **(NEW | {"roles": ["panel-member"]} | fields))


@pytest.mark.parametrize(("keeper", "roles"), [("administrator", COUNCIL), ("advocacy-lead", ADVOCACY)])
def test_only_roles_that_they_may_give_are_offered(office: Office, keeper: str, roles: set[Role]) -> None:
    page = BeautifulSoup(office.browser(keeper).get("/en/desk/people/invite").text, "html.parser")
    assert {str(box["value"]) for box in page.select("input[name=roles]")} == {role.value for role in roles}


def test_a_colleague_is_invited_and_told(office: Office) -> None:
    answer = invite(office, roles=["panel-member", "finance-officer"])
    person = invited(office)
    assert person
    assert (answer.status_code, answer.location) == (303, f"/en/desk/people/{person.ref}")
    assert (person.name, person.state) == ("New Colleague", "invited")
    assert person.roles == {Role.PANEL_MEMBER, Role.FINANCE_OFFICER}
    (message,) = sent(office)
    assert message.to == "new.colleague@example.org"
    assert "New Colleague" not in message.text
    assert "Invited, has not begun" in words(office.browser("administrator").get(answer.location).text)


def test_sent_twice_it_is_one_account_and_one_message(office: Office) -> None:
    """F7."""
    first, second = invite(office), invite(office)
    assert second.status_code == 303
    assert second.location == first.location
    assert len(sent(office)) == 1
    assert office.actions() == ["invited"]


@pytest.mark.parametrize(
    ("fields", "words_of_it"),
    [
        ({"name": " "}, "Write their name"),
        ({"name": "x" * 121}, "Use 120 letters or fewer"),
        ({"email": ""}, "Write their e-mail address"),
        ({"email": "07700 900123"}, "This is no e-mail address"),
        ({"email": "new@"}, "This is no e-mail address"),
        ({"roles": []}, "Choose what they do here"),
        ({"roles": ["host"]}, "You cannot give this role"),
        ({"roles": ["young-person"]}, "You cannot give this role"),
        ({"roles": ["panel-member", "advocate"]}, "You cannot give this role"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    office: Office, fields: dict[str, Any], words_of_it: str
) -> None:
    answer = invite(office, **fields)
    assert answer.status_code == 422
    assert words_of_it in words(answer.text)
    boxes = BeautifulSoup(answer.text, "html.parser")
    kept = {str(box["name"]): box.get("value") for box in boxes.select("input.govuk-input")}
    for name, typed in (NEW | fields).items():
        if name in kept and str(typed).strip():
            assert kept[name] == typed
    assert invited(office) is None
    assert sent(office) == []


def test_an_empty_form_is_answered_in_the_order_of_the_page(office: Office) -> None:
    answer = invite(office, name="", email="", roles=[])
    summary = BeautifulSoup(answer.text, "html.parser").select(".govuk-error-summary li")
    assert [" ".join(line.get_text(" ").split()) for line in summary] == [
        "Write their name",
        "Write their e-mail address",
        "Choose what they do here",
    ]
    assert "Have they left?" not in words(answer.text)


def test_whoever_had_an_account_is_not_invited_as_somebody_new(office: Office) -> None:
    """The answer says that it is closed and leads there; to somebody of the other service it says neither."""
    for keeper, name, other in (
        ("administrator", "panel-member", "advocacy-lead"),
        ("advocacy-lead", "advocate", "administrator"),
    ):
        ref = office.ref(name)
        takes_on = {"close__cases": office.ref("advocate-2")} if name == "advocate" else {}
        assert office.send(keeper, f"{ref}/close", close__sure="yes", **takes_on).status_code == 303
        for inviting, is_told in ((keeper, True), (other, False)):
            answer = invite(office, inviting, email=the_cast.email(name), roles=[LEADS[inviting]])
            assert answer.status_code == 422
            assert ("The account with this address is closed" in words(answer.text)) is is_told
            assert ("One address has one account" in words(answer.text)) is not is_told
            assert (f"/en/desk/people/{ref}" in answer.text) is is_told
        assert office.person(name).state == "closed"


@pytest.mark.parametrize("other", ["host", "advocate", "panel-member"])
def test_an_address_that_somebody_has_is_refused_in_the_same_words(office: Office, other: str) -> None:
    """S5: neither who has it, nor what they are to us."""
    before = office.person(other)
    answer = invite(office, email=the_cast.email(other))
    assert answer.status_code == 422
    assert "One address has one account" in words(answer.text)
    assert before.name not in answer.text
    assert before.ref not in answer.text
    assert office.person(other) == before


def test_extra_fields_are_not_looked_at(office: Office) -> None:
    """S6."""
    extra = {
        "role": "advocate",
        "state": "active",
        "mobile": "07700900999",
        "invited_by": "1",
        "language": "ar",
    }
    invite(office, **extra)
    person = invited(office)
    assert person
    assert (person.state, person.mobile, person.language) == ("invited", None, "en")
    assert person.roles == {Role.PANEL_MEMBER}


def test_to_invite_again_ends_every_session_and_sends_a_new_code(office: Office) -> None:
    """S8."""
    theirs = office.browser("panel-member")
    answer = office.send("administrator", f"{office.ref('panel-member')}/invite-again")
    assert answer.status_code == 303
    assert theirs.get("/en/desk").status_code == 303
    person = office.person("panel-member")
    assert (person.state, person.email) == ("invited", the_cast.email("panel-member"))
    assert [message.to for message in sent(office)] == [the_cast.email("panel-member")]


def test_somebody_who_comes_back_is_invited_again(office: Office) -> None:
    ref = office.ref("panel-member")
    office.send("administrator", f"{ref}/close", close__sure="yes")
    assert office.send("administrator", f"{ref}/invite-again").status_code == 303
    person = office.person("panel-member")
    assert (person.state, set(person.roles)) == ("invited", {Role.PANEL_MEMBER})


def test_somebody_who_was_long_away_can_begin_again(office: Office) -> None:
    """Their account was paused, since nobody had looked at it. To invite them again is to have looked."""
    due(office, "panel-member", today() - timedelta(days=300))
    office.send("administrator", f"{office.ref('panel-member')}/invite-again")
    assert office.person("panel-member").review_by == today() + REVIEW_EVERY
