"""Young people of every age and origin, each with an adviser or waiting for one."""

from collections import Counter
from datetime import date, timedelta

from kentcare.accounts.accounts.rules import Role
from kentcare_demo.names import Names
from kentcare_demo.people import with_role
from kentcare_demo.service import Service, whole_service
from kentcare_demo.young_people import years_after
from support.demonstration import NOW, OFFERED, TODAY


def age(born: date) -> int:
    return next(years for years in range(40) if years_after(born, years + 1) > TODAY)


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


def test_an_adviser_has_nearly_eighty_young_people_and_a_few_wait(made: Service) -> None:
    advisers = {one.id for one in with_role(made.colleagues, Role.PERSONAL_ADVISER)}
    number = Counter(one.adviser_id for one in made.young)
    assert number.pop(None) == 9
    assert number.keys() == advisers
    assert all(75 <= of <= 80 for of in number.values())


def test_29_february_has_a_day_in_every_year() -> None:
    assert years_after(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert years_after(date(2008, 2, 29), 20) == date(2028, 2, 29)
