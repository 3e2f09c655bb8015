"""Which subjects are the same, and in which order they are locked."""

from kentcare.db import subjects
from kentcare.db.subjects import TABLES, Kind


def test_the_same_names_are_the_same_subject_in_every_process() -> None:
    assert subjects.job("reminders") == subjects.job("reminders")
    assert subjects.job("reminders").key == 5572152235011989483


def test_names_of_two_kinds_and_in_two_places_differ() -> None:
    found = {
        subjects.job("a"),
        subjects.mark("a"),
        subjects.case_list("a"),
        subjects.record("a", "b"),
        subjects.record("ab", ""),
        subjects.form("a", "b", "c"),
        subjects.form("a", "bc", ""),
        subjects.account(1),
        subjects.home(1),
        subjects.young_person(1),
        subjects.report(1),
    }
    assert len(found) == 11


def test_a_number_fits_into_a_lock_of_postgresql() -> None:
    assert all(-(2**63) <= subjects.counter(str(number)).key < 2**63 for number in range(1000))


def test_an_account_comes_before_a_home_and_a_home_before_whoever_lives_there() -> None:
    wanted = [subjects.young_person(1), subjects.home(2), subjects.home(1), subjects.account(9)]
    found = sorted(wanted, key=lambda one: one.order)
    assert [one.kind for one in found] == [Kind.ACCOUNT, Kind.HOME, Kind.HOME, Kind.YOUNG_PERSON]
    assert [one.key for one in found[1:3]] == [1, 2]


def test_each_kind_that_is_a_row_has_a_table_with_a_number() -> None:
    assert set(TABLES) == {Kind.ACCOUNT, Kind.HOME, Kind.YOUNG_PERSON, Kind.REPORT}
