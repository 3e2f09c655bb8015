"""The table of who may open what, as people read it: whole, and not wrong."""

import pytest

from kentcare.accounts.access import TABLE
from kentcare.accounts.accounts.rules import STAFF, Role
from kentcare.desk.directory.who_may_open import by_audience, by_role, readable
from kentcare.web.access import EVERYBODY
from support.html import page_of
from support.office import Office, words
from support.routes import rules_of


def test_every_address_stands_in_it_under_its_own_audience(office: Office) -> None:
    rules = rules_of(office.app)
    lines = by_audience(TABLE, rules)
    for rule in rules:
        audience = TABLE[rule.endpoint]
        expected = set() if audience == EVERYBODY else set(audience)
        assert any(set(line.roles) == expected and readable(rule) in line.addresses for line in lines), rule
    assert len({line.roles for line in lines}) == len(lines)


def test_each_role_s_list_holds_what_the_table_opens_to_it(office: Office) -> None:
    rules = rules_of(office.app)
    lists = by_role(by_audience(TABLE, rules))
    for role in Role:
        opened = {readable(rule) for rule in rules if role in TABLE[rule.endpoint]}
        assert set(lists[role]) == opened
    assert "/desk/advocacy" in lists[Role.ADVOCATE]
    assert not [
        role for role in STAFF - {Role.ADVOCATE, Role.ADVOCACY_LEAD} if "/desk/advocacy" in lists[role]
    ]


@pytest.mark.parametrize("reader", ["administrator", "service-manager"])
def test_people_can_read_it(office: Office, reader: str) -> None:
    answer = office.browser(reader).get("/en/desk/who-may-open")
    assert answer.status_code == 200
    text = words(answer.text)
    assert "Everybody, signed in or not" in text
    assert "Advocate, Advocacy lead" in text
    assert "<lang" not in text
    shown = {tag.text for tag in page_of(answer).select("main li li bdi")}
    assert shown >= {readable(rule) for rule in rules_of(office.app)}
