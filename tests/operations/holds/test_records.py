"""S25: what is held stays, whatever the schedule says: on both databases, on the page, by the command."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from conftest import SignedIn
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cli import main
from kentcare.config import Settings
from kentcare.db.session import reading
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.operations.retention import records
from kentcare.operations.retention.models import LegalHold
from kentcare.operations.retention.records import HeldAlready, NoHold, NothingToHold
from kentcare.operations.retention.rules import Kind
from operations.retention.conftest import Says
from support import the_cast
from support.forms import token
from support.old_rows import account, add, add_line, count

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=2000)
KEPT_BY_A_HOLD = ("drafts", "sent_forms", "messages")
# What is held, by its number, and whose things stay then.
HELD = [
    ("young person", "C1", "young-person"),
    ("account", "young-person@example.org", "young-person"),
    ("account", "host@example.org", "host"),
    ("home", "H1", "host"),
]


@pytest.mark.parametrize(("kind", "number", "whose"), HELD)
def test_s25_what_is_held_stays_and_what_is_another_s_goes(
    inside: Flask, says: Says, kind: str, number: str, whose: str
) -> None:
    says("trail", how_long="1 year", basis="our choice")
    owner, other = account(inside, whose), account(inside, f"{whose}-2")
    for name in KEPT_BY_A_HOLD:
        add(name, LONG_AGO, owner)
        add(name, LONG_AGO, other)
    add_line(LONG_AGO, actor=owner)
    add_line(LONG_AGO, actor=other)
    records.hold(kind, number, "A court asks for it", None, NOW)
    told = {line.kind: line for line in records.plan(NOW)}
    done = {line.kind: line for line in records.run(NOW)}
    for name in (*KEPT_BY_A_HOLD, "trail"):
        line = told[Kind(name)]
        assert (line.going, line.held, done[Kind(name)].removed) == (1, 1, 1), name
        assert count(name, NOW - timedelta(days=1)) == 1, name
    records.lift_number(kind, number, None, NOW)
    done = {line.kind: line for line in records.run(NOW)}
    assert [done[Kind(name)].removed for name in KEPT_BY_A_HOLD] == [1, 1, 1]


def test_s25_a_hold_keeps_who_looked_at_a_young_person(inside: Flask, says: Says) -> None:
    says("trail", how_long="1 year", basis="our choice")
    adviser = account(inside, "personal-adviser")
    record = records.young_people.find_by_number("C1")
    other = records.young_people.find_by_number("C1-2")
    assert record
    assert other
    for one in (record, other):
        add_line(LONG_AGO, actor=adviser, young_person=one.id)
    records.hold("young person", "C1", "An inquiry", None, NOW)
    records.run(NOW)
    assert count("trail", NOW - timedelta(days=1)) == 1


def test_s25_a_young_person_under_a_hold_is_not_removed_on_a_birthday(inside: Flask, says: Says) -> None:
    says("young_people", confirmed_by_kent=True, how_long="1 year")
    records.hold("young person", "C1", "A court asks for it", None, NOW)
    add("young_people", NOW)  # so that neither of the cast came last
    add("closed_proofs", NOW)
    assert {line.kind: line.removed for line in records.run(NOW)}[Kind.YOUNG_PEOPLE] == 1
    assert records.young_people.find_by_number("C1") is not None
    assert records.young_people.find_by_number("C1-2") is None


def test_s25_a_hold_keeps_somebody_who_has_no_account(inside: Flask, says: Says) -> None:
    says("young_people", confirmed_by_kent=True)
    for _ in range(2):
        add("young_people", datetime(1950, 1, 1, tzinfo=UTC))
    add("young_people", NOW)
    held, other = records.young_people.born_before(date(1951, 1, 1))
    records.hold("young person", held.case_number, "A court asks for it", None, NOW)
    records.run(NOW)
    assert records.young_people.find_by_number(held.case_number) is not None
    assert records.young_people.find_by_number(other.case_number) is None


def test_s25_all_of_a_young_person_goes_and_nothing_of_another(inside: Flask, says: Says) -> None:
    """Every row of every table that points at them; what they told an advocate is not the council's."""
    from kentcare.db.model import Model

    says("young_people", confirmed_by_kent=True, how_long="1 year")
    person = records.young_people.find_by_number("C1")
    assert person
    assert person.account_id
    for kind in ("drafts", "sent_forms", "messages", "sessions", "attempts"):
        add(kind, NOW, person.account_id)
    calendar.make(the_cast.viewer(inside, "young-person"), NOW)
    add("young_people", NOW)
    add("closed_proofs", NOW)
    records.hold("young person", "C1-2", "Stays", None, NOW)
    before = _rows(inside)
    records.run(NOW)
    after = _rows(inside)
    lost = {name for name in before if after[name] < before[name]}
    assert {"young_person", "account", "arrangement", "role_grant", "draft", "sent_form"} <= lost
    assert after["advocacy_case"] == before["advocacy_case"]
    for table in Model.metadata.tables.values():
        for key in table.foreign_keys:
            gone = {"account": person.account_id, "young_person": person.id}.get(key.column.table.name)
            if gone is not None:
                query = select(key.parent).where(key.parent == gone)
                assert not reading().execute(query).all(), f"{table.name}.{key.parent.name}"


def _rows(_app: Flask) -> dict[str, int]:
    from sqlalchemy import func

    from kentcare.db.model import Model

    return {
        name: reading().scalar(select(func.count()).select_from(table)) or 0
        for name, table in Model.metadata.tables.items()
    }


def test_there_is_one_hold_at_a_time(inside: Flask) -> None:
    records.hold("home", "H1", "A complaint", None, NOW)
    with pytest.raises(HeldAlready):
        records.hold("home", "H1", "Another", None, NOW)
    records.lift_number("home", "H1", None, NOW)
    with pytest.raises(NoHold):
        records.lift_number("home", "H1", None, NOW)
    records.hold("home", "H1", "Again", None, NOW)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("young person", "H1"),
        ("home", "C1"),
        ("account", "nobody@example.org"),
        ("account", "?"),
        ("audit", "1"),
    ],
)
def test_there_is_no_hold_on_what_is_not_there(inside: Flask, kind: str, number: str) -> None:
    with pytest.raises(NothingToHold):
        records.hold(kind, number, "Why", None, NOW)


@pytest.mark.parametrize("name", ["advocate", "advocacy-lead"])
def test_the_council_neither_holds_nor_learns_of_an_advocate(inside: Flask, name: str) -> None:
    with pytest.raises(NothingToHold):
        records.hold("account", the_cast.email(name), "Why", None, NOW)


def test_why_is_sealed(inside: Flask) -> None:
    records.hold("home", "H1", "Canary of a reason", None, NOW)
    [row] = reading().scalars(select(LegalHold))
    assert b"Canary" not in row.sealed_reason
    assert [one.reason for one in records.holds()] == ["Canary of a reason"]


# The page

PAGE = "/en/desk/retention/holds"
FORM = {"kind": "young person", "number": "C1", "reason": "A court asks for it"}


@pytest.fixture
def post(signed_in: SignedIn) -> Callable[..., TestResponse]:
    client = signed_in("service-manager")

    def send(address: str = PAGE, **form: str) -> TestResponse:
        return client.post(address, data=form | {"csrf_token": token(client, PAGE)})

    return send


def test_a_hold_is_set_seen_and_lifted(
    post: Callable[..., TestResponse], signed_in: SignedIn, people_app: Flask
) -> None:
    assert post(**FORM).status_code == 303
    page = signed_in("service-manager").get(PAGE).text
    assert "A court asks for it" in page
    assert f"{the_cast.CANARY} young-person" in page
    with people_app.app_context():
        [held] = records.holds()
        for action, number in ((Action.HELD, 1), (Action.HOLD_LIFTED, 0)):
            assert len(audit.events(most=5, action=action)) == number
    lift = f"{PAGE}/lift"
    assert post(lift, kind=held.kind, ref=held.ref).status_code == 303
    assert post(lift, kind=held.kind, ref=held.ref).status_code == 404
    assert "Nothing is held." in signed_in("service-manager").get(PAGE).text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "C999"}, "There is no such record."),
        ({"number": ""}, "Write the number"),
        ({"reason": ""}, "Write why"),
        ({"reason": "x" * 1001}, "1,000 letters or fewer"),
        ({"kind": ""}, "Choose one"),
        ({"kind": "audit"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    post: Callable[..., TestResponse], change: dict[str, str], words: str
) -> None:
    response = post(**(FORM | change))
    assert response.status_code == 422
    assert words in response.text
    for name in ("number", "reason"):
        assert (FORM | change)[name] in response.text


def test_a_second_hold_on_the_same_is_said_to_be_one(post: Callable[..., TestResponse]) -> None:
    post(**FORM)
    assert "There is a hold on it already" in post(**FORM).text


def test_the_schedule_is_on_a_page_as_it_is_in_the_file(signed_in: SignedIn) -> None:
    page = signed_in("service-manager").get("/en/desk/retention").text
    for words in (
        "Kept for 60 days, from the last time that something else was saved.",
        "It is only what another council does. Kent has not confirmed it.",
        "Nobody has said how long.",
        "They wait until Kent has confirmed it.",
        "Would go: 0",
    ):
        assert words in page


# The command


@pytest.fixture
def run(people_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SECRET_KEY", settings.secret_key)

    def call(*words: str) -> Result:
        return CliRunner().invoke(main, ["retention", *words])

    return call


def test_the_command_tells_does_and_holds(run: Callable[..., Result], people_app: Flask) -> None:
    with people_app.app_context():
        add("drafts", LONG_AGO, account(people_app, "host"))
        add("drafts", LONG_AGO, account(people_app, "host-2"))
    assert "Would go: 2" in run("plan").stdout
    said = run("hold", "home", "H1", "--reason", "Canary of a reason")
    assert (said.exit_code, said.stdout) == (0, "It is held. That is on record.\n")
    told = run("run")
    assert "Would go: 1" in told.stdout
    assert "Held, so that they stay: 1" in told.stdout
    assert "Canary" not in told.stdout
    assert "To do it, add --write. There is no way back." in told.stdout
    assert "Removed: 1" in run("run", "--write").stdout
    assert run("hold", "home", "H1", "--reason", "Again").stderr == "Error: It is held already.\n"
    assert run("hold", "home", "H999", "--reason", "Again").stderr == "Error: There is no such record.\n"
    assert run("lift", "home", "H1").stdout == "The hold is lifted. That is on record.\n"
    assert run("lift", "home", "H1").stderr == "Error: There is no hold on it.\n"
    assert "Removed: 1" in run("run", "--write").stdout
