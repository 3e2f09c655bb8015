"""The red button of a Host's report, as a journey presses it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import delete

from kentcare.db.session import db, writing
from kentcare.hosting.safeguarding.escalation.models import StopMessage
from kentcare.hosting.safeguarding.models import StopLook, StopPress, StopShown
from kentcare.services.long_forms.models import Draft
from support.browser import PeopleSite, Visit, Visitor
from support.host_report import MONTH, stops

RED = "Somebody is hurt, missing or at risk"
NUMBERS = ["999", "03000 42 00 02", "03000 41 91 91"]
# What the box says once it is told, and while the phone is offline.
KNOWS, WAITS = (
    "that you pressed the red button for the report for",
    "We tell them when you are back online and signed in here, in this browser.",
)


@pytest.fixture
def host(visit: Visit, people_site: PeopleSite) -> Callable[..., Visitor]:
    people_site.app.extensions["kentcare_posts"].reset()

    def come(name: str, scripts: bool = True, **looks: object) -> Visitor:
        visitor = visit(scripts=scripts, **looks)
        people_site.sign_in(visitor, name)
        if scripts:
            visitor.page.clock.install()
        return visitor

    return come


@pytest.fixture
def open_form(host: Callable[..., Visitor], people_site: PeopleSite) -> Callable[..., Visitor]:
    """Open the report that is not due yet, with nothing halted, as a Host who has just come in.

    Whoever tries the red button on a bad line has that month for themselves: the first that the stay has.
    """

    def come(name: str = "host") -> Visitor:
        with people_site.app.app_context():
            with writing() as session:
                for table in (StopMessage, StopPress, StopLook, StopShown, Draft):
                    session.execute(delete(table))
            db.session.remove()
        visitor = host(name)
        second = name.removeprefix("host")
        visitor.page.goto(f"{people_site.address}/en/host/reports/stay{second}/{MONTH.after}")
        return visitor

    return come


def number_of_stops(site: PeopleSite) -> int:
    return len(stops(site.app))


def press_red(page: Page) -> Locator:
    """Press the red button. Whom to ring is there at once, with every number; its line says who knows."""
    page.get_by_role("button", name=RED).last.click()
    box = page.get_by_role("dialog")
    expect(box.get_by_role("heading", name="Ring now, not later")).to_be_visible()
    expect(box.locator(".ring a")).to_have_text(NUMBERS)
    return box.get_by_role("status")
