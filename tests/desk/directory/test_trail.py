"""Service managers read the audit trail, in words, and nothing of the advocates."""

import pytest

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import today
from support import the_cast
from support.html import page_of, text_of
from support.office import Office, words


def told(office: Office, address: str = "1") -> list[str]:
    page = page_of(office.browser("service-manager").get(f"/en/desk/trail/{address}").text)
    return [text_of(row) for row in page.select(".rows > li")]


def test_a_look_at_a_young_person_s_record_is_told_as_a_sentence(office: Office) -> None:
    with office.app.app_context():
        young_people.open_record(office.viewer("personal-adviser"), "young-person", today())
    line = told(office, "viewed/1")[0]
    assert line.startswith("Canaryword personal-adviser opened the record of Canaryword young-person")
    assert "Personal adviser or social worker" in line


@pytest.mark.parametrize("action", list(Action))
def test_every_action_has_its_own_words(office: Office, action: Action) -> None:
    with office.app.app_context():
        for kind in (None, "account", "home", "page"):
            audit.note(action, office.viewer("host"), kind=kind, ref=office.ref("panel-member"))
            audit.note(action, None, kind=kind)
    slug = action.name.lower().replace("_", "-")
    lines = told(office, f"{slug}/1")
    assert len(lines) >= 8
    assert not [line for line in lines if "did something else" in line]


def test_the_roles_that_were_given_stand_by_their_names(office: Office) -> None:
    office.send("administrator", f"{office.ref('panel-member')}/roles", roles=["finance-officer"])
    (line,) = told(office, "role-given/1")
    assert "Canaryword administrator gave Canaryword panel-member a role" in line
    assert "Finance officer" in line


def test_fifty_stand_on_a_page(office: Office) -> None:
    with office.app.app_context():
        audit.note_each(Action.EXPORTED, office.viewer("personal-adviser"), [None] * 60)
    assert len(told(office, "exported/1")) == 50
    assert len(told(office, "exported/2")) == 10


def test_that_somebody_read_it_is_in_it(office: Office) -> None:
    told(office)
    assert any(line.startswith("Canaryword service-manager read this list") for line in told(office))


@pytest.mark.parametrize("address", ["0", "99", f"{10**30}", "nonsense/1", "signed in/1", "viewed/0"])
def test_a_page_that_there_is_not_is_no_address(office: Office, address: str) -> None:
    assert office.browser("service-manager").get(f"/en/desk/trail/{address}").status_code == 404


def test_the_empty_list_says_so(office: Office) -> None:
    page = office.browser("service-manager").get("/en/desk/trail/imported/1").text
    assert "Nothing of this kind was done yet" in words(page)


def test_nothing_of_the_advocates_is_in_it(office: Office) -> None:
    """What they do, what is done to their accounts, by whomever, and every case."""
    browsers = {name: office.browser(name) for name in ("advocate", "advocacy-lead")}
    browsers["advocate"].get("/en/desk/advocacy/case")
    browsers["advocate"].get("/en/desk/advocacy/case-2")
    browsers["advocate"].post("/en/sign-out")
    office.send("advocacy-lead", f"{office.ref('advocate')}/review")
    office.browser("administrator").get(f"/en/desk/people/{office.ref('advocate')}")
    office.browser("administrator").get("/en/desk/advocacy/case")
    with office.app.app_context():
        audit.note(Action.SIGN_IN_REFUSED, None, kind="account", ref=office.ref("advocate"))
        audit.note(Action.CHANGED, office.viewer("young-person"), kind="advocacy case", ref="case")
        audit.note(Action.CLOSED, None, kind="account", ref=office.ref("advocate-2"))
    everything = " ".join(told(office))
    assert "Canaryword administrator asked for a page that is not for them" in everything
    # The page that was asked for is the only place where the word stands.
    said = everything.replace("advocacy.show_case", "")
    assert "advoca" not in said.lower()
    assert "Canaryword young-person" not in said
    for name in ("advocate", "advocate-2", "advocacy-lead"):
        assert office.ref(name) not in said


def test_a_closed_advocate_stays_behind_the_wall(office: Office) -> None:
    takes_on = {"close__cases": office.ref("advocate-2")}
    answer = office.send("advocacy-lead", f"{office.ref('advocate')}/close", close__sure="yes", **takes_on)
    assert answer.status_code == 303
    with office.app.app_context():
        audit.note(Action.SIGN_IN_REFUSED, None, kind="account", ref=office.ref("advocate"))
    assert "advoca" not in " ".join(told(office)).lower()


def test_it_shows_no_address_or_number_of_anybody(office: Office) -> None:
    """The page of the audit trail shows no e-mail address and no telephone number."""
    with office.app.app_context():
        young_people.open_record(office.viewer("personal-adviser"), "young-person", today())
        found = Viewer(0, "x", "Nobody", "en", frozenset())
        with pytest.raises(young_people.NoSuchRecord):
            young_people.open_record(found, "young-person", today())
    everything = " ".join(told(office))
    assert the_cast.email("young-person") not in everything
    assert the_cast.mobile("young-person") not in everything
