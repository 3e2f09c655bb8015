"""Young people who asked for an advocate."""

from kentcare_demo.advocacy_cases import cases
from kentcare_demo.service import Service


def test_forty_asked_for_an_advocate_in_words_that_say_what_they_are(made: Service) -> None:
    asked = cases(made)
    assert len(asked) == 40
    assert all(one.words["about"].startswith("Demo: ") for one in asked)
    assert all(one.words["reach"].startswith("Demo: ") for one in asked)
    assert len([one for one in asked if one.advocate_id is None]) == 6
    assert {one.advocate_id for one in asked if one.advocate_id} <= {one.id for one in made.advocates}
