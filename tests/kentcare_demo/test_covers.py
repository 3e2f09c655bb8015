"""An officer is away, and a colleague covers."""

from kentcare.accounts.accounts.rules import Role
from kentcare_demo.covers import covers
from kentcare_demo.people import with_role
from kentcare_demo.service import Service
from support.demonstration import TODAY, service


def test_an_officer_is_away_now_and_a_colleague_covers(made: Service) -> None:
    [cover] = covers(made)
    assert covers(service()) == [cover]
    assert cover["from_day"] <= TODAY <= cover["to_day"]
    stands_in, away, *_others = with_role(made.colleagues, Role.ACCOMMODATION_OFFICER)
    assert (cover["covered_by_id"], cover["officer_id"]) == (stands_in.id, away.id)
    assert {home.officer_id for home in made.homes} >= {stands_in.id, away.id}
