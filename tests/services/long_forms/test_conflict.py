"""Two windows of one form: both texts are shown, and somebody chooses."""

from support.html import attribute, one, page_of
from support.long_forms import Open, hidden, shown
from support.site import SignedIn


def test_the_second_of_two_windows_sees_both_texts_and_chooses(opened: Open, signed_in: SignedIn) -> None:
    client = signed_in("host")
    first, second = opened(client=client), opened(client=client)
    first.press("save", health="from the first", level_money="1", hard="the same")
    assert second.autosave(health="from the second", level_money="3", hard="the same").status_code == 409
    response = second.press("save")
    assert response.status_code == 409
    page = page_of(response)
    assert [legend.text for legend in page.select("legend")] == ["Health", "Money"]
    text = one(page, "main").text
    assert all(words in text for words in ("from the first", "from the second", "Needs help", "Can do it"))
    # Nothing of the first is gone while somebody thinks.
    assert shown(opened().page)["health"] == "from the first"
    form = one(page, "main form")
    posted = hidden(form) | {"_do": "choose"}
    assert client.post(attribute(form, "action"), data=posted).status_code == 422
    chosen = {"_take-health": "both", "_take-level_money": "theirs"}
    assert client.post(attribute(form, "action"), data=posted | chosen).status_code == 303
    assert shown(opened().page) == {
        "health": "from the second\n\nfrom the first",
        "level_money": ["1"],
        "hard": "the same",
    }


def test_a_third_window_that_saves_while_somebody_chooses_is_not_lost(
    opened: Open, signed_in: SignedIn
) -> None:
    client = signed_in("host")
    first, second = opened(client=client), opened(client=client)
    first.press("save", health="one")
    form = one(page_of(second.press("save", health="two")), "main form")
    posted = hidden(form)
    opened(client=client).press("save", health="three")
    response = client.post(attribute(form, "action"), data=posted | {"_do": "choose", "_take-health": "mine"})
    assert response.status_code == 422
    assert "three" in one(page_of(response), "main").text
