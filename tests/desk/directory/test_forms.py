"""The forms about a colleague: what they offer, what they refuse, and in which words."""

from typing import Any

import pytest

from kentcare.accounts.accounts.rules import ADVOCACY, COUNCIL, Role
from support.html import attribute, page_of, text_of
from support.office import NEW, Office, invite, invited, sent, words


@pytest.mark.parametrize(("keeper", "roles"), [("administrator", COUNCIL), ("advocacy-lead", ADVOCACY)])
def test_only_roles_that_they_may_give_are_offered(office: Office, keeper: str, roles: set[Role]) -> None:
    page = page_of(office.browser(keeper).get("/en/desk/people/invite").text)
    assert {attribute(box, "value") for box in page.select("input[name=roles]")} == {
        role.value for role in roles
    }


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
    boxes = page_of(answer)
    kept = {attribute(box, "name"): box.attr("value") for box in boxes.select("input.govuk-input")}
    for name, typed in (NEW | fields).items():
        if name in kept and str(typed).strip():
            assert kept[name] == typed
    assert invited(office) is None
    assert sent(office) == []


def test_an_empty_form_is_answered_in_the_order_of_the_page(office: Office) -> None:
    answer = invite(office, name="", email="", roles=[])
    summary = page_of(answer).select(".govuk-error-summary li")
    assert [text_of(line) for line in summary] == [
        "Write their name",
        "Write their e-mail address",
        "Choose what they do here",
    ]
    assert "Have they left?" not in words(answer.text)


def test_extra_fields_of_an_invitation_are_not_looked_at(office: Office) -> None:
    """A role, a state or an address that are sent along set nothing."""
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


@pytest.mark.parametrize(
    ("roles", "words_of_it"),
    [
        ([], "Choose one role or more"),
        (["panel-member", "advocate"], "You cannot give this role"),
        (["host"], "You cannot give this role"),
        (["nonsense"], "You cannot give this role"),
    ],
)
def test_what_cannot_be_is_refused_in_words(office: Office, roles: list[str], words_of_it: str) -> None:
    answer = office.send("administrator", f"{office.ref('panel-member')}/roles", roles=roles)
    assert answer.status_code == 422
    assert words_of_it in words(answer.text)
    assert office.roles("panel-member") == {Role.PANEL_MEMBER}


def test_to_close_asks_whether_they_are_sure(office: Office) -> None:
    answer = office.send("administrator", f"{office.ref('panel-member')}/close")
    assert answer.status_code == 422
    assert "Tick the box if you are sure" in words(answer.text)
    assert office.person("panel-member").state == "active"


def test_extra_fields_are_not_looked_at(office: Office) -> None:
    """Fields that a form does not have change nothing of the account."""
    before = office.person("panel-member")
    extra = {
        "role": "administrator",
        "state": "closed",
        "email": "x@example.org",
        "owner_id": "1",
        "name": "X",
    }
    for address in ("review", "roles"):
        office.send(
            "administrator", f"{before.ref}/{address}", roles=["panel-member"], **extra, account_id="1"
        )
    after = office.person("panel-member")
    assert (after.name, after.email, after.state, after.roles) == (
        before.name,
        before.email,
        before.state,
        before.roles,
    )
