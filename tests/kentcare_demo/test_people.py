"""The people of a demonstration: as many as the service has, the same each time, and nobody's address."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from kentcare.accounts.accounts.rules import COUNCIL, STAFF, Role, is_paused, role_conflict
from kentcare_demo.away import covers
from kentcare_demo.chance import working_days
from kentcare_demo.looks import rows as looks
from kentcare_demo.names import Names, mailbox
from kentcare_demo.people import is_of_the_charity, is_of_the_council, with_role
from kentcare_demo.service import Service, whole_service
from kentcare_demo.told import cases
from kentcare_demo.young_people import years_after

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
TODAY = NOW.date()
OFFERED = ("en", "ar", "ti")


def service(now: datetime = NOW) -> Service:
    return whole_service(now, Names.load(), OFFERED)


@pytest.fixture(scope="module")
def made() -> Service:
    return service()


def age(born: date) -> int:
    return next(years for years in range(40) if years_after(born, years + 1) > TODAY)


def test_there_are_as_many_as_the_service_has(made: Service) -> None:
    open_colleagues = [one for one in made.colleagues if one.state != "closed"]
    hosts = [host for home in made.homes for host in home.hosts]
    counted = (len(made.young), len(made.homes), len(open_colleagues), len(made.advocates), len(hosts))
    assert counted == (1900, 250, 40, 6, 380)
    assert len([one for one in made.young if one.account]) == 1140
    assert len([stay for stay in made.lodgings if stay.to_day is None]) == 300
    assert len([stay for stay in made.lodgings if stay.to_day is not None]) > 100


def test_the_same_number_gives_the_same_people() -> None:
    assert service() == service()
    later = service(NOW + timedelta(days=300))
    assert [one.name for one in later.young] == [one.name for one in service().young]
    assert [one.ref for one in later.accounts] == [one.ref for one in service().accounts]


def test_an_officer_is_away_now_and_a_colleague_covers(made: Service) -> None:
    [cover] = covers(made)
    assert covers(service()) == [cover]
    assert cover["from_day"] <= TODAY <= cover["to_day"]
    stands_in, away, *_others = with_role(made.colleagues, Role.ACCOMMODATION_OFFICER)
    assert (cover["covered_by_id"], cover["officer_id"]) == (stands_in.id, away.id)
    assert {home.officer_id for home in made.homes} >= {stands_in.id, away.id}


def test_just_over_half_came_alone_and_all_are_of_the_age(made: Service) -> None:
    share = sum(one.came_alone for one in made.young) / len(made.young)
    assert 0.5 < share < 0.56
    assert Counter(age(one.born) for one in made.young).keys() == set(range(15, 25))
    soon = [one for one in made.young if one.birthday(age(one.born) + 1) <= TODAY + timedelta(days=14)]
    assert len(soon) > 20
    assert any(age(one.born) == 17 for one in soon)


def test_everybody_reads_a_language_that_the_site_speaks(made: Service) -> None:
    assert {one.language for one in made.young} == set(OFFERED)
    assert {one.origin for one in made.young if one.language == "ti"} == {"eritrea"}
    english_only = whole_service(NOW, Names.load(), ["en"])
    assert {one.language for one in english_only.young} == {"en"}


def test_no_message_could_reach_anybody(made: Service) -> None:
    for one in made.accounts:
        assert one.email or one.mobile, one
        assert one.email is None or one.email.endswith("@example.org")
        assert one.mobile is None or (one.mobile.startswith("+447700900") and len(one.mobile) == 13)
    for column in ("id", "ref", "email", "mobile"):
        values = [value for one in made.accounts if (value := getattr(one, column)) is not None]
        assert len(set(values)) == len(values), column
    assert mailbox("Bui Van Duc", 7) == "bui.van.duc.7@example.org"


def test_every_role_is_there_and_the_wall_stands(made: Service) -> None:
    held = {role for one in made.accounts for role in one.roles}
    assert held == set(Role)
    assert {role for one in made.colleagues for role in one.roles} == COUNCIL
    assert not [one for one in made.accounts if role_conflict(one.roles)]
    assert Counter(role for one in made.advocates for role in one.roles)[Role.ADVOCACY_LEAD] == 1
    assert all(map(is_of_the_charity, made.advocates))
    assert all(map(is_of_the_council, made.colleagues))


def test_some_accounts_are_late_and_one_is_paused(made: Service) -> None:
    late = [one for one in made.colleagues if one.review_by and one.review_by < TODAY]
    assert len(late) == 4
    assert [is_paused(one.review_by, TODAY) for one in late].count(True) == 1
    assert len([one for one in made.colleagues if one.state == "closed" and one.closed_at]) == 3
    assert not [one for one in made.accounts if one.review_by and STAFF.isdisjoint(one.roles)]


def test_an_adviser_has_nearly_eighty_young_people_and_a_few_wait(made: Service) -> None:
    advisers = {one.id for one in with_role(made.colleagues, Role.PERSONAL_ADVISER)}
    number = Counter(one.adviser_id for one in made.young)
    assert number.pop(None) == 9
    assert number.keys() == advisers
    assert all(75 <= of <= 80 for of in number.values())


def test_nobody_lives_in_two_homes_at_once_or_too_young(made: Service) -> None:
    stays = sorted(made.lodgings, key=lambda stay: (stay.young.id, stay.from_day))
    for stay, after in pairwise(stays):
        if stay.young is after.young:
            assert stay.to_day
            assert stay.to_day < after.from_day
    for stay in stays:
        assert stay.young.birthday(16) <= stay.from_day < (stay.to_day or TODAY)
        assert stay.to_day is None or TODAY - timedelta(days=730) < stay.to_day < TODAY
    living = Counter(stay.home.id for stay in stays if stay.to_day is None)
    assert max(living.values()) == 2


def test_the_trail_is_of_the_last_weeks_and_in_order(made: Service) -> None:
    found = looks(made)
    moments = [row["at"] for row in found]
    assert moments == sorted(moments)
    assert TODAY - timedelta(days=60) < moments[0].date()
    assert max(moments) < NOW
    did = Counter(row["action"] for row in found)
    assert did["viewed"] > 1000
    assert did["changed"] > 50
    assert did["refused"] > 0


def test_an_adviser_opens_the_records_of_their_own_young_people_alone(made: Service) -> None:
    advisers = {one.id for one in made.colleagues if Role.PERSONAL_ADVISER in one.roles}
    own = {one.id: one.adviser_id for one in made.young}
    seen = [row for row in looks(made) if row["young_person_id"] and row["actor_id"] in advisers]
    assert seen
    assert not [row for row in seen if own[row["young_person_id"]] != row["actor_id"]]


def test_forty_asked_for_an_advocate_in_words_that_say_what_they_are(made: Service) -> None:
    asked = cases(made)
    assert len(asked) == 40
    assert all(one.told["about"].startswith("Demo: ") for one in asked)
    assert all(one.told["reach"].startswith("Demo: ") for one in asked)
    assert len([one for one in asked if one.advocate_id is None]) == 6
    assert {one.advocate_id for one in asked if one.advocate_id} <= {one.id for one in made.advocates}


def test_29_february_has_a_day_in_every_year() -> None:
    assert years_after(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert years_after(date(2008, 2, 29), 20) == date(2028, 2, 29)


def test_working_days_end_before_the_day() -> None:
    monday = date(2026, 11, 16)
    assert working_days(monday, 2) == [date(2026, 11, 12), date(2026, 11, 13)]
