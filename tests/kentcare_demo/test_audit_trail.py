"""What staff did over the last weeks."""

from collections import Counter
from datetime import timedelta

from kentcare.accounts.accounts.rules import Role
from kentcare_demo.audit_trail import rows
from kentcare_demo.service import Service
from support.demonstration import NOW, TODAY


def test_the_trail_is_of_the_last_weeks_and_in_order(made: Service) -> None:
    found = rows(made)
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
    seen = [row for row in rows(made) if row["young_person_id"] and row["actor_id"] in advisers]
    assert seen
    assert not [row for row in seen if own[row["young_person_id"]] != row["actor_id"]]
