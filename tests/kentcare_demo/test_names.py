"""Names of people and places, from content/demo/."""

from kentcare_demo.chance import chance
from kentcare_demo.names import Names, mailbox


def test_a_mailbox_is_at_an_address_kept_for_examples() -> None:
    assert mailbox("Bui Van Duc", 7) == "bui.van.duc.7@example.org"


def test_a_family_shares_its_last_name() -> None:
    names = Names.load()
    first, _, last = names.one(chance("one"), "eritrea", second="Tesfay").rpartition(" ")
    assert first in names.parts["eritrea"].first
    assert last == "Tesfay"


def test_a_town_is_said_with_its_district_unless_they_have_one_name() -> None:
    names = Names({}, {"Dover": ["Dover", "Deal"]})
    said = {names.area(chance(str(seed))) for seed in range(50)}
    assert said == {"Dover", "Deal, Dover"}
