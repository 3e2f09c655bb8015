"""Whose a record is, whatever is asked, and that a look leaves a line in the trail. On both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.residents import records as residents
from kentcare.cases.young_people import records as young_people
from kentcare.db.session import writing
from support import the_cast

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
OWN, OTHERS = "young-person", "young-person-2"
NAME = f"{the_cast.CANARY} {OWN}"
# Who sees which of the two records of the cast.
SEES = {
    "young-person": {OWN},
    "young-person-2": {OTHERS},
    "personal-adviser": {OWN},
    "personal-adviser-2": {OTHERS},
    "accommodation-officer": {OWN},
    "accommodation-officer-2": {OTHERS},
    "service-manager": {OWN, OTHERS},
}


@pytest.fixture
def inside(either_app: Flask) -> Iterator[Flask]:
    with either_app.app_context():
        yield either_app


def seen_by(someone: Viewer) -> set[str]:
    return {record.ref for record in young_people.page(someone, TODAY)[1]}


def test_everybody_sees_their_own_and_nobody_else_s(inside: Flask) -> None:
    for name in the_cast.PEOPLE:
        someone, theirs = the_cast.viewer(inside, name), SEES.get(name, set())
        number, _ = young_people.page(someone, TODAY)
        assert (seen_by(someone), number) == (theirs, len(theirs)), name
        assert {record.ref for record in young_people.export(someone, TODAY)} == theirs, name
        assert {
            record.ref for record in young_people.page(someone, TODAY, words=the_cast.CANARY)[1]
        } == theirs
        assert young_people.page(someone, TODAY, words="C1-2")[0] == (OTHERS in theirs), name
        for ref in (OWN, OTHERS):
            if ref in theirs:
                assert young_people.open_record(someone, ref, TODAY).ref == ref
            else:
                with pytest.raises(young_people.NoSuchRecord):
                    young_people.open_record(someone, ref, TODAY)


def test_nobody_changes_what_they_do_not_see(inside: Flask) -> None:
    with pytest.raises(young_people.NoSuchRecord):
        young_people.change(
            the_cast.viewer(inside, "personal-adviser"), OTHERS, NOW, name="Changed", language="en"
        )
    names = {
        record.name for record in young_people.page(the_cast.viewer(inside, "service-manager"), TODAY)[1]
    }
    assert "Changed" not in names


def test_what_a_word_means_to_a_database_means_nothing_here(inside: Flask) -> None:
    manager = the_cast.viewer(inside, "service-manager")
    for words in ("%", "_", "\\", "' OR 1=1 --"):
        assert young_people.page(manager, TODAY, words=words)[0] == 0
    assert young_people.page(manager, TODAY, words="YOUNG-person-2 canary")[0] == 1


@pytest.mark.parametrize(("to_day", "is_seen"), [(TODAY, True), (date(2026, 11, 24), False)])
def test_an_officer_sees_who_lives_there_now(inside: Flask, to_day: date, is_seen: bool) -> None:
    with writing() as session:
        stay = session.query(Arrangement).filter_by(ref="stay").one()
        stay.to_day = to_day
    assert (OWN in seen_by(the_cast.viewer(inside, "accommodation-officer"))) == is_seen
    assert len(residents.housemates(the_cast.viewer(inside, "host"), TODAY)) == is_seen


def test_somebody_with_two_roles_sees_what_either_sees(inside: Flask) -> None:
    both = the_cast.viewer(inside, "personal-adviser")
    other = the_cast.viewer(inside, "accommodation-officer-2")
    mixed = Viewer(other.id, other.ref, other.name, "en", frozenset({*other.roles, Role.PERSONAL_ADVISER}))
    assert seen_by(both) == {OWN}
    assert seen_by(mixed) == {OTHERS}


class TestTheTrail:
    """What the audit trail holds of a young person's record, for them to read."""

    def looks(self, app: Flask, ref: str = OWN) -> list[tuple[Action, str | None]]:
        own = the_cast.viewer(app, ref)
        record = young_people.own_record(own)
        assert record
        found = audit.looks_at(record.id, own_account=own.id, most=50)
        return [(event.action, event.actor_name) for event in found]

    def test_a_view_a_change_and_a_copy_are_there_to_be_read(self, inside: Flask) -> None:
        adviser = the_cast.viewer(inside, "personal-adviser")
        young_people.open_record(adviser, OWN, TODAY)
        young_people.change(adviser, OWN, NOW, name=NAME, language="ti")
        young_people.export(adviser, TODAY)
        assert self.looks(inside) == [
            (Action.EXPORTED, adviser.name),
            (Action.CHANGED, adviser.name),
            (Action.VIEWED, adviser.name),
        ]
        assert self.looks(inside, OTHERS) == []

    def test_a_change_names_the_field_and_not_what_stood_in_it(self, inside: Flask) -> None:
        young_people.change(
            the_cast.viewer(inside, "personal-adviser"), OWN, NOW, name="Canaryword New", language="en"
        )
        assert audit.events(most=1)[0].about == "name"

    def test_nothing_changed_is_no_change(self, inside: Flask) -> None:
        young_people.change(the_cast.viewer(inside, "personal-adviser"), OWN, NOW, name=NAME, language="en")
        assert self.looks(inside) == []

    def test_to_look_at_one_s_own_is_nobody_s_business(self, inside: Flask) -> None:
        young_people.open_record(the_cast.viewer(inside, OWN), OWN, TODAY)
        assert self.looks(inside) == []

    def test_who_was_refused_is_on_record(self, inside: Flask) -> None:
        with pytest.raises(young_people.NoSuchRecord):
            young_people.open_record(the_cast.viewer(inside, "personal-adviser"), OTHERS, TODAY)
        (event,) = audit.events(most=1)
        record = young_people.own_record(the_cast.viewer(inside, OTHERS))
        assert record
        assert (event.action, event.young_person_id, event.ref) == (Action.REFUSED, record.id, OTHERS)

    def test_a_change_that_is_not_saved_leaves_no_line(self, inside: Flask) -> None:
        adviser = the_cast.viewer(inside, "personal-adviser")

        def change_and_fail() -> None:
            with writing():
                young_people.change(adviser, OWN, NOW, name=NAME, language="ti")
                raise KeyError

        with pytest.raises(KeyError):
            change_and_fail()
        assert self.looks(inside) == []
