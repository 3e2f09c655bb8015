"""Reads what the preview of a list needs: the names of whom the list mentions, and of nobody else.

A list of homes takes out Hosts whose accounts the viewer has no reason to see, and a young person's adviser
may be one. They are counted, or called somebody, and never named.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.cases.arrangements.rules import StayFacts
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.rules import HomeFacts
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.rules import CaseFacts
from kentcare.core.languages.listed import every_language
from kentcare.desk.imports.preview import FewRow, Fields, ListPreview, OverRow, RowChange, row_changes
from kentcare.desk.imports.questions import Questions
from kentcare.desk.imports.rules import CheckedList, ListKind
from kentcare.hosting.arrangements.labels import level_words
from kentcare.hosting.arrangements.over_places import OverPlaces
from kentcare.hosting.households.rules import HouseholdFacts
from kentcare.hosting.terms.labels import few_words
from kentcare.hosting.terms.rules import FewPlaces, TermsFacts
from kentcare.web.formats import day_in_words
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


def preview(kind: ListKind, checked: CheckedList[Any], asked: Questions, by: Viewer) -> ListPreview:
    """Everything that a list would do and asks, in words that `by` may read."""
    return ListPreview(_changes(kind, checked, by), _over_rows(asked.over), _few_rows(asked.few))


def _over_rows(over: Iterable[OverPlaces]) -> list[OverRow]:
    found = list(over)
    people = dict(young_people.from_case_system().values()) if found else {}
    places = _places() if found else {}
    return [
        OverRow(
            who=_numbered(person.name, person.case_number),
            home=places[one.stay.home_id],
            day=one.day,
            living=one.living,
            places=one.places,
            young_person_id=one.stay.young_person_id,
        )
        for one in found
        for person in [people[one.stay.young_person_id]]
    ]


def _few_rows(few: Sequence[FewPlaces]) -> list[FewRow]:
    places = _places() if few else {}
    return [FewRow(places[one.home_id], one.places, few_words(one)) for one in few]


def _changes(kind: ListKind, checked: CheckedList[Any], by: Viewer) -> list[RowChange]:
    match kind:
        case ListKind.YOUNG_PEOPLE:
            return _of_young_people(checked, by)
        case ListKind.HOMES:
            return _of_homes(checked, by)
        case ListKind.ARRANGEMENTS:
            return _of_stays(checked)
        case ListKind.HOUSEHOLDS:
            return _of_households(checked)
        case ListKind.TERMS:
            return _of_terms(checked, by)


def _all_facts(checked: CheckedList[Any]) -> Iterable[Any]:
    yield from checked.new
    yield from checked.changed
    for parts in checked.before:
        yield from parts


def _of_young_people(checked: CheckedList[CaseFacts], by: Viewer) -> list[RowChange]:
    ids = {number: id_ for number, (id_, _facts) in young_people.from_case_system().items()}
    advisers = _Colleagues(by, {facts.adviser_id for facts in _all_facts(checked)})

    def fields(facts: CaseFacts) -> Fields:
        return [
            ("name", facts.name),
            ("born", day_in_words(facts.born)),
            ("language", _language(facts.language)),
            ("adviser_email", advisers.words(facts.adviser_id)),
        ]

    return row_changes(
        checked,
        who=lambda facts: _numbered(facts.name, facts.case_number),
        fields=fields,
        young_person=lambda facts: ids.get(facts.case_number),
    )


def _of_homes(checked: CheckedList[HomeFacts], by: Viewer) -> list[RowChange]:
    officers = _Colleagues(by, {facts.officer_id for facts in _all_facts(checked)})
    listed = {account for facts in (*checked.new, *checked.changed) for account in facts.hosts}
    hosts = accounts.with_role(Role.HOST)
    addresses = {host.id: host.email for host in hosts if host.id in listed and host.email}

    def fields(facts: HomeFacts) -> Fields:
        return [
            ("name", facts.name),
            ("area", facts.area),
            ("officer_email", officers.words(facts.officer_id)),
            ("host_emails", _hosts(facts.hosts, addresses)),
        ]

    return row_changes(checked, who=lambda facts: _numbered(facts.name, facts.home_number), fields=fields)


def _hosts(hosts: Collection[int], addresses: dict[int, str]) -> str:
    """The addresses of Hosts as the list has them, and how many there are besides."""
    shown = sorted(addresses[account] for account in hosts if account in addresses)
    if others := len(hosts) - len(shown):
        shown.append(
            ngettext(
                "%(num)s Host whom this list does not name",
                "%(num)s Hosts whom this list does not name",
                others,
            )
        )
    return ", ".join(shown) or _("Nobody")


def _of_stays(checked: CheckedList[StayFacts]) -> list[RowChange]:
    people = dict(young_people.from_case_system().values())
    places = _places()

    def who(stay: StayFacts) -> str:
        person = people[stay.young_person_id]
        return f"{_numbered(person.name, person.case_number)} – {places[stay.home_id]}"

    def fields(stay: StayFacts) -> Fields:
        return [
            ("level", level_words(stay.level)),
            ("from", day_in_words(stay.from_day)),
            ("to", day_in_words(stay.to_day) if stay.to_day else _("None: they live there")),
        ]

    return row_changes(checked, who=who, fields=fields, young_person=lambda stay: stay.young_person_id)


def _of_households(checked: CheckedList[HouseholdFacts]) -> list[RowChange]:
    places = _places()

    def fields(facts: HouseholdFacts) -> Fields:
        return [
            ("approved_on", day_in_words(facts.approved_on) if facts.approved_on else _("Not known")),
            ("gas", _yes_or_no(facts.has_gas)),
            ("drives", _yes_or_no(facts.drives)),
        ]

    return row_changes(checked, who=lambda facts: places[facts.home_id], fields=fields)


def _of_terms(checked: CheckedList[TermsFacts], by: Viewer) -> list[RowChange]:
    places = _places()
    deciders = _Colleagues(by, {facts.decided_by_id for facts in _all_facts(checked)})

    def fields(facts: TermsFacts) -> Fields:
        return [
            ("places", str(facts.places)),
            ("from", day_in_words(facts.from_day)),
            ("to", day_in_words(facts.to_day) if facts.to_day else _("None: they go on")),
            ("decided_by_email", deciders.words(facts.decided_by_id)),
            ("decided_on", day_in_words(facts.decided_on) if facts.decided_on else _("Not known")),
        ]

    return row_changes(checked, who=lambda facts: places[facts.home_id], fields=fields)


def _places() -> dict[int, str]:
    return {id_: _numbered(home.name, home.home_number) for id_, home in homes.from_case_system().values()}


def _numbered(name: str, number: str) -> str:
    return f"{name} ({number})"


def _language(tag: str) -> str:
    listed = every_language().get(tag)
    return f"{tag} ({listed.name})" if listed else tag


def _yes_or_no(says: bool) -> str:
    return _("Yes") if says else _("No")


class _Colleagues:
    """The colleagues of a list, by name for whoever looks after their accounts."""

    def __init__(self, by: Viewer, ids: Collection[int | None]) -> None:
        self._seen = administration.managed_among(by, {id_ for id_ in ids if id_ is not None})

    def words(self, id_: int | None) -> str:
        """A colleague's name and address; two of one name are told apart."""
        if id_ is None:
            return _("Nobody")
        if person := self._seen.get(id_):
            return f"{person.name}, {person.email}"
        return _("Somebody whose account you do not look after")
