"""A Host sends a certificate by phone: the connection drops, a photo goes with it, and it is sent once."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from journeys.test_axe import faults_in_every_dress
from kentcare.services.files.rules import MOST_BYTES
from support.browser import PeopleSite, Visit, Visitor, let_time_pass
from support.certificates import TODAY
from support.pictures import heavy_photograph, photograph
from support.uploads import look_at_files


@pytest.fixture
def come(visit: Visit, people_site: PeopleSite) -> Callable[..., Visitor]:
    people_site.app.extensions["kentcare_posts"].reset()

    def coming(name: str, scripts: bool = True) -> Visitor:
        visitor = visit(scripts=scripts)
        people_site.sign_in(visitor, name)
        return visitor

    return coming


def a_photograph(name: str, content: bytes | None = None) -> FilePayload:
    """A file as a browser is given it: a small photograph, or `content`."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": content or photograph()}


# Each kind of browser has a Host of its own: a certificate is sent once.
@pytest.mark.parametrize(
    ("scripts", "second"), [(True, ""), (False, "-2")], ids=["with scripts", "scripts off"]
)
def test_it_is_cut_off_and_sent_with_its_photo(
    come: Callable[..., Visitor], people_site: PeopleSite, scripts: bool, second: str
) -> None:
    visitor = come(f"host{second}", scripts)
    page = visitor.page
    page.goto(f"{people_site.address}/en/host/checks")
    page.locator("main a[href*='/gas_safety/']").first.click()
    expect(page.locator("h1")).to_have_text("Gas Safety Certificate")
    page.get_by_label("Day").fill(str(TODAY.day))
    page.get_by_label("Month").fill(str(TODAY.month))
    if scripts:
        page.clock.install()
        visitor.context.set_offline(True)
        page.get_by_label("Year").fill("20")
        let_time_pass(page)
        expect(page.locator(".kept")).to_contain_text("You are offline")
        visitor.context.set_offline(False)
        expect(page.locator(".kept")).to_contain_text("Saved on")
        visitor.complaints.clear()
    page.get_by_label("Year").fill("20")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write the year with four numbers")
    page.get_by_label("Year").fill(str(TODAY.year))
    page.locator("#files").set_input_files(
        {"name": "gas.jpg", "mimeType": "image/jpeg", "buffer": photograph(size=(64, 48))}
    )
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("main")).to_contain_text("Your reference is")
    page.goto(f"{people_site.address}/en/host/checks")
    page.locator("main a[href*='/certificates/gas_safety/']").first.click()
    expect(page.locator("main")).to_contain_text("gas.jpg")
    expect(page.locator("main")).to_contain_text("We are looking at this file.")
    look_at_files(people_site.app)
    if scripts:
        let_time_pass(page)
    else:
        page.get_by_role("link", name="See if it is done").click()
    expect(page.get_by_role("link", name="gas.jpg")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("We are looking at this file.")


def test_the_list_of_files_says_by_itself_what_came_of_each(
    come: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    page = come("host").page
    page.clock.install()
    page.goto(f"{people_site.address}/en/host/requirements/chosen_one/acc000000002/1")
    page.locator("#files").set_input_files(
        [a_photograph("a.jpg"), a_photograph("half.jpg", photograph()[:-200])]
    )
    page.get_by_role("button", name="Save and go on later").last.click()
    looking = page.get_by_text("We are looking at this file.")
    expect(looking).to_have_count(2)
    expect(page.locator("main")).to_contain_text("You need not wait.")
    # What is typed meanwhile stays, and so does the place in the page.
    page.get_by_label("Day").fill("12")
    look_at_files(people_site.app)
    let_time_pass(page)
    expect(page.get_by_role("link", name="a.jpg")).to_be_visible()
    expect(page.locator("main")).to_contain_text("We did not keep this file. We cannot open this file.")
    expect(looking).to_have_count(0)
    expect(page.get_by_label("Day")).to_have_value("12")
    expect(page.get_by_label("Day")).to_be_focused()
    # Nothing waits any more, so nothing is asked.
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url) if "/list/" in request.url else None)
    for _ in range(3):
        let_time_pass(page)
    page.get_by_role("button", name="Remove half.jpg").click()
    expect(page.get_by_text("half.jpg")).to_have_count(0)
    assert not asked


def test_a_keyboard_keeps_its_place_while_the_list_of_files_is_exchanged(
    come: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    page = come("host").page
    page.clock.install()
    page.goto(f"{people_site.address}/en/host/requirements/chosen_one/acc000000002/1")
    page.locator("#files").set_input_files(a_photograph("place.jpg"))
    page.get_by_role("button", name="Save and go on later").last.click()
    page.get_by_role("button", name="Remove place.jpg").focus()
    look_at_files(people_site.app)
    let_time_pass(page)
    expect(page.get_by_role("link", name="place.jpg")).to_be_visible()
    expect(page.get_by_role("button", name="Remove place.jpg")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("place.jpg")).to_have_count(0)


def test_without_scripts_a_button_says_if_it_is_done_and_keeps_what_is_typed(
    come: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    page = come("host-2", scripts=False).page
    page.goto(f"{people_site.address}/en/host/training")
    page.locator("main a[href*='/requirements/chosen_two/']").first.click()
    page.locator("#files").set_input_files(a_photograph("a.jpg"))
    page.get_by_role("button", name="Save and go on later").last.click()
    expect(page.locator("main")).to_contain_text("We are looking at this file.")
    page.get_by_label("Day").fill("12")
    look_at_files(people_site.app)
    page.get_by_role("button", name="See if it is done").click()
    expect(page.get_by_role("link", name="a.jpg")).to_be_visible()
    expect(page.get_by_label("Day")).to_have_value("12")


def test_a_photograph_that_is_too_large_is_made_smaller_in_the_browser(
    come: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    heavy = heavy_photograph()
    assert len(heavy) > MOST_BYTES
    visitor = come("host")
    page = visitor.page
    page.goto(f"{people_site.address}/en/host/requirements/chosen_two/acc000000002/1")
    page.locator("#files").set_input_files(a_photograph("heavy.jpeg", heavy))
    # At once: the button waits for the photograph.
    page.get_by_role("button", name="Save and go on later").last.click()
    expect(page.locator("main")).to_contain_text("We are looking at this file.")
    look_at_files(people_site.app)
    link = page.get_by_role("link", name="heavy.jpg")
    expect(link).to_be_visible()
    kept = page.request.get(people_site.address + (link.get_attribute("href") or "")).body()
    with Image.open(io.BytesIO(kept)) as picture:
        # Upright, as the camera was held: what was at the left above is at the right above.
        assert picture.size == (2857, 4000)
        colour = picture.convert("RGB").getpixel((picture.width - 100, 100))
    assert isinstance(colour, tuple)
    assert colour[0] > 180
    assert max(colour[1:]) < 60


def test_what_the_browser_cannot_make_smaller_is_said_before_it_is_sent(
    come: Callable[..., Visitor], people_site: PeopleSite
) -> None:
    page = come("host").page
    page.goto(f"{people_site.address}/en/host/requirements/chosen_two/acc000000002/1")
    for name, kind in (("plan.pdf", "application/pdf"), ("photo.heic", "image/heic")):
        content = b"%PDF-1.7" + bytes(MOST_BYTES)
        page.locator("#files").set_input_files({"name": name, "mimeType": kind, "buffer": content})
        expect(page.locator(".too-big")).to_contain_text(f"{name}: This file is too big.")
        expect(page.locator(".too-big")).to_contain_text("take a screenshot of it, and send that")
    page.locator("#files").set_input_files(a_photograph("a.jpg"))
    expect(page.locator(".too-big")).to_have_text("")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("host", "/en/host"),
        ("host", "/en/host/training"),
        ("host", "/en/host/checks"),
        ("host", "/en/host/requirements/chosen_two/acc000000002/1"),
        ("host", "/ar/host/calendar"),
        ("accommodation-officer", "/en/desk/homes/home"),
        ("accommodation-officer", "/en/desk/homes/home/checks"),
        ("accommodation-officer", "/en/desk/homes/home/household"),
        ("accommodation-officer", "/en/desk/homes/home/timeline/1"),
        ("accommodation-officer", "/en/desk/homes/late/1"),
        ("accommodation-officer", "/en/desk/certificates/gas"),
        ("training-coordinator", "/en/desk/requirements/training/new/1"),
        ("training-coordinator", "/en/desk/hosts/acc000000002/training"),
    ],
)
def test_the_pages_have_no_fault(
    come: Callable[..., Visitor], people_site: PeopleSite, name: str, path: str
) -> None:
    page = come(name).page
    page.goto(people_site.address + path)
    assert not faults_in_every_dress(page)
