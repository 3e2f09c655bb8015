"""What is written is what the list said: all of it or nothing, and in as many queries for many as for few."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from kentcare.accounts.audit import records as audit
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.rules import CaseFacts
from kentcare.db.session import db, writing
from kentcare.desk.imports import records
from kentcare.desk.imports.csv_text import is_readable
from kentcare.desk.imports.rules import COLUMNS, ListKind
from kentcare.hosting.arrangements.records import case_system
from kentcare.hosting.households import records as households
from kentcare.hosting.terms.models import Terms
from kentcare.hosting.terms.records import said as terms
from support import the_cast
from support.lists import HOMES, HOUSEHOLDS, PEOPLE, STAYS, TERMS, as_csv, listed

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ADVISERS = ("", the_cast.email("personal-adviser"), the_cast.email("personal-adviser-2"))


def import_rows(kind: ListKind, text: str) -> object:
    return records.import_rows(kind, text, None, TODAY, NOW)


_words = (
    st.text(
        st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufffd"), min_size=1, max_size=30
    )
    .map(str.strip)
    .filter(lambda text: text and is_readable(text) and not text.startswith(("=", "+", "-", "@")))
)
_rows = st.lists(
    st.fixed_dictionaries(
        {
            "case_number": _words,
            "name": st.tuples(_words, st.sampled_from([" ", ", ", "; ", ' "', "'"]), _words).map("".join),
            "born": st.dates(date(1930, 1, 1), date(2016, 1, 1)).map(str),
            "language": st.sampled_from(["", "en", "ar", "Arabic", "Tigrinya", "ትግርኛ"]),
            "adviser_email": st.sampled_from(ADVISERS),
        }
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row["case_number"],
)
_TAGS = {"": "en", "Arabic": "ar", "Tigrinya": "ti", "ትግርኛ": "ti"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_rows, columns=st.permutations(COLUMNS[ListKind.YOUNG_PEOPLE]), delimiter=st.sampled_from(",;\t"))
def test_what_is_written_is_read_back(
    people_app: Flask, rows: list[dict[str, str]], columns: list[str], delimiter: str
) -> None:
    """In whichever order the columns stand. A second time there is nothing to write."""
    text = as_csv(rows, columns, delimiter)
    ids = {the_cast.email(name): the_cast.account_id(people_app, name) for name in the_cast.PEOPLE}
    with people_app.app_context():
        assert not records.import_rows(ListKind.YOUNG_PEOPLE, text, None, TODAY, NOW).faults
        kept = young_people.from_case_system()
        again = records.check(ListKind.YOUNG_PEOPLE, text, None, TODAY)
    for row in rows:
        language = _TAGS.get(row["language"], row["language"])
        said = CaseFacts(
            row["case_number"],
            row["name"],
            date.fromisoformat(row["born"]),
            language,
            ids.get(row["adviser_email"]),
        )
        assert kept[row["case_number"]][1] == said
    assert (again.new, again.changed, again.unchanged) == ((), (), len(rows))


def test_the_english_and_the_own_name_of_each_language_stand_for_its_tag(people_app: Flask) -> None:
    names = {"English": "en", "العربية": "ar", "ARABIC": "ar", "Tigrinya": "ti", "ትግርኛ": "ti", "en-XA": None}
    for name, tag in names.items():
        with people_app.app_context():
            checked = records.check(
                ListKind.YOUNG_PEOPLE, listed(PEOPLE, f"N1,Sam Example,2009-01-02,{name},"), None, TODAY
            )
        assert [facts.language for facts in checked.new] == ([tag] if tag else []), name


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (ListKind.YOUNG_PEOPLE, listed(PEOPLE, "N1,Sam Example,2009-01-02,,"), "N2,,2009-01-02,,"),
        (ListKind.HOMES, listed(HOMES, "N1,The Examples,Dover,,"), "N2,The Examples,Dover,,x@example.org"),
        (ListKind.ARRANGEMENTS, listed(STAYS, "C1,H1,complex,2026-01-05,"), "C1,H9,complex,2025-01-05,"),
        (ListKind.HOUSEHOLDS, listed(HOUSEHOLDS, "H1,2024-06-14,no,yes"), "H9,2024-06-14,no,yes"),
        (ListKind.TERMS, listed(TERMS, "H1,2,2025-09-01,,,"), "H9,2,2025-09-01,,,"),
    ],
    ids=list(ListKind),
)
def test_one_bad_line_and_nothing_is_written(either_app: Flask, kind: ListKind, good: str, bad: str) -> None:
    def everything() -> object:
        with either_app.app_context():
            return (
                young_people.from_case_system(),
                homes.from_case_system(),
                case_system.every_stay(),
                households.every(),
                terms.every(),
                len(audit.events(most=99)),
            )

    before = everything()
    with either_app.app_context():
        import_rows(kind, good + bad)
    assert everything() == before
    with either_app.app_context():
        import_rows(kind, good)
    assert everything() != before


def test_a_fault_of_the_database_in_the_middle_leaves_nothing(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trail is written last, and what was written before it goes with it."""

    def break_down(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "note", break_down)
    with either_app.app_context(), pytest.raises(RuntimeError):
        import_rows(ListKind.YOUNG_PEOPLE, listed(PEOPLE, "N1,Sam Example,2009-01-02,,"))
    with either_app.app_context():
        assert "N1" not in young_people.from_case_system()


def test_an_account_that_is_closed_or_of_another_role_is_no_advisers(people_app: Flask) -> None:
    """What an administrator brings in cannot give a record to an advocate."""
    for name in ("advocate", "host", "administrator"):
        line = f"N1,Sam Example,2009-01-02,,{the_cast.email(name)}"
        with people_app.app_context():
            assert records.check(ListKind.YOUNG_PEOPLE, listed(PEOPLE, line), None, TODAY).faults, name


@contextmanager
def queries() -> Iterator[list[str]]:
    seen: list[str] = []

    def count(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", count)


def _young(number: int, name: str) -> str:
    return f"N{number},{name} {number},2009-01-02,ar,{ADVISERS[1 + number % 2]}"


def _home(number: int, name: str) -> str:
    hosts = ";".join(the_cast.email(host) for host in ("host", "host-2")[: 1 + number % 2])
    return f"N{number},{name} {number},Dover,{the_cast.email('accommodation-officer')},{hosts}"


def _stay(number: int, level: str) -> str:
    return f"C1,H1,{level},{(first := date(1990, 1, 1) + timedelta(number))},{first}"


def _household(number: int, gas: str) -> str:
    return f"N{number},2024-06-14,{gas},no"


def _terms(number: int, places: str) -> str:
    return f"N{number},{places},2025-09-01,,,"


@pytest.mark.parametrize(
    ("kind", "line", "before", "after"),
    [
        (ListKind.YOUNG_PEOPLE, _young, "Sam", "Ali"),
        (ListKind.HOMES, _home, "One", "Two"),
        (ListKind.ARRANGEMENTS, _stay, "standard", "complex"),
        (ListKind.HOUSEHOLDS, _household, "yes", "no"),
        (ListKind.TERMS, _terms, "1", "2"),
    ],
    ids=list(ListKind),
)
def test_no_query_for_each_line(
    either_app: Flask, kind: ListKind, line: Callable[[int, str], str], before: str, after: str
) -> None:
    """As many for 1,900 lines as for two, new and changed."""
    headings = ",".join(COLUMNS[kind])
    if kind in {ListKind.HOUSEHOLDS, ListKind.TERMS}:
        with either_app.app_context():
            text = listed(HOMES, *(_home(one, "One") for one in range(1900)))
            assert not records.import_rows(ListKind.HOMES, text, None, TODAY, NOW).faults

    def count(number: int, words: str) -> int:
        text = listed(headings, *(line(one, words) for one in range(number)))
        with either_app.app_context(), queries() as seen:
            checked = records.import_rows(kind, text, None, TODAY, NOW)
            assert not checked.faults
            assert checked.new or checked.changed
        return len(seen)

    few = (count(2, before), count(2, after))
    # The two of before are changed back, beside 1,898 new ones; then all are changed.
    many = (count(1900, before), count(1900, after))
    assert max(many) <= max(few) + 5, (few, many)
    assert max(many) <= 40, (few, many)


def test_places_of_a_list_say_who_decided_them_or_that_nobody_has_said(people_app: Flask) -> None:
    """What the next list says stands beside what stood, and takes no decider away."""
    head = the_cast.email("head-of-service")
    with people_app.app_context():
        known = homes.from_case_system()
        import_rows(
            ListKind.TERMS, listed(TERMS, f"H1,2,2025-09-01,,{head},2025-08-27", "H1-2,1,2025-09-01,,,")
        )
        import_rows(ListKind.TERMS, listed(TERMS, "H1,2,2025-09-01,2026-05-31,,", "H1,3,2026-06-01,,,"))
        manager = the_cast.viewer(people_app, "service-manager")
        first, second = (homes.one(manager, ref, TODAY) for ref in ("home", "home-2"))
        said = terms.of_home(manager, first)
        now, before, replaced = said
        assert (now.places, now.decided_by, now.entered_by) == (3, None, None)
        assert (before.to_day, before.decided_by) == (date(2026, 5, 31), f"{the_cast.CANARY} head-of-service")
        assert (replaced.to_day, replaced.replaced_at) == (None, NOW)
        [other] = terms.of_home(manager, second)
        assert (other.places, other.decided_by, other.home_id) == (1, None, known["H1-2"][0])


def test_why_places_were_decided_stays_with_their_number_alone(people_app: Flask) -> None:
    with people_app.app_context():
        import_rows(ListKind.TERMS, listed(TERMS, "H1,2,2025-09-01,,,"))
        with writing() as session:
            session.scalars(select(Terms)).one().why = "Two bedrooms"
        manager = the_cast.viewer(people_app, "service-manager")
        for line, why in (("H1,2,2025-09-01,2026-05-31,,", "Two bedrooms"), ("H1,3,2025-09-01,,,", "")):
            import_rows(ListKind.TERMS, listed(TERMS, line))
            assert terms.standing(homes.one(manager, "home", TODAY).id)[0].why == why
