"""A page of somebody who is signed in: who they are, where they can go, and the way out."""

from collections.abc import Callable, Collection
from typing import Any

from flask import Flask, Response, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer, current_viewer, viewer
from kentcare.core.clock import now
from kentcare.sign_in.portal.listing import Way
from kentcare.sign_in.sessions import doorkeeper
from kentcare.web import access
from kentcare.web.errors import use_frame
from kentcare.web.language import gettext as _
from kentcare.web.page import render

# Where somebody can go from every page of theirs, in this order: a view, and what its link says. Whether
# they may open it is in the table of accounts/table.py.
_WAYS: tuple[tuple[str, dict[str, Any], Callable[[], str]], ...] = (
    ("my_pages.show_home", {}, lambda: _("My page")),
    ("skills.show_own", {}, lambda: _("My skills")),
    ("my_pages.show_looks", {"page": 1}, lambda: _("Who looked")),
    ("host_pages.show_home", {}, lambda: _("My home")),
    ("reports.list_reports", {}, lambda: _("My reports")),
    ("training_and_checks.show_training", {}, lambda: _("My training")),
    ("host_pages.show_application", {}, lambda: _("My application")),
    ("overview.show_home", {}, lambda: _("Desk")),
    ("caseload.list_young_people", {"order": "name", "page": 1}, lambda: _("Young people")),
    ("caseload.list_homes", {"order": "name", "page": 1}, lambda: _("Homes")),
    ("reports.list_for_desk", {"which": "late", "page": 1}, lambda: _("Reports")),
    (
        "training_and_checks.list_for_desk",
        {"kind": "training", "which": "late", "page": 1},
        lambda: _("Training and checks"),
    ),
    ("directory.list_colleagues", {"order": "name", "page": 1}, lambda: _("People and access")),
    ("directory.show_trail", {"page": 1}, lambda: _("Audit")),
    ("advocacy.list_cases", {}, lambda: _("Cases")),
    ("portal.show_account", {}, lambda: _("My account")),
)


def render_portal(template: str, status: int = 200, **context: object) -> Response:
    """The same as `render`, inside the frame of somebody who is signed in."""
    return render(template, status, frame="portal", **_around(current_viewer()), **context)


def saved(address: str, words: str | None = None) -> AnyResponse:
    """Leads on from what was posted. The next page says once that it was saved, or what `words` say."""
    flash(words or _("Saved."))
    return redirect(address, 303)


def _around(viewer: Viewer) -> dict[str, object]:
    return {"viewer": viewer, "ways": _ways(viewer), "idle": _idle(), "role_names": role_names}


def use_portal(app: Flask) -> None:
    """Somebody who is signed in keeps their bar when a page is not there, or not for them."""

    def around() -> dict[str, object] | None:
        found = viewer()
        if found is None:
            return None
        return {"layout": "portal/base.html", "is_signed_in": True, "is_still": True, **_around(found)}

    use_frame(app, around)


def _ways(viewer: Viewer) -> list[Way]:
    return [
        Way(url_for(endpoint, **values), words(), endpoint == request.endpoint)
        for endpoint, values, words in _WAYS
        if _may(endpoint, viewer)
    ]


def _may(endpoint: str, viewer: Viewer) -> bool:
    audience = access.audience_of(current_app, endpoint)
    return isinstance(audience, frozenset) and not audience.isdisjoint(viewer.roles)


def _idle() -> int:
    """Seconds until this session ends if nothing is done."""
    found = doorkeeper.signed()
    return round((found.idle_until - now()).total_seconds()) if found else 0


def role_names(roles: Collection[str]) -> list[str]:
    """What each role is called, in the reader's language."""
    names = role_words()
    return [names[role] for role in Role if role in roles]


def role_words() -> dict[Role, str]:
    """Every role by its name in the reader's language."""
    return {
        Role.YOUNG_PERSON: _("Young person"),
        Role.APPLICANT: _("Applicant"),
        Role.HOST: _("Host"),
        Role.ENQUIRIES_ADVISER: _("Enquiries adviser"),
        Role.RECRUITMENT_COORDINATOR: _("Recruitment co-ordinator"),
        Role.ASSESSMENT_OFFICER: _("Assessment officer"),
        Role.ACCOMMODATION_OFFICER: _("Accommodation officer"),
        Role.PERSONAL_ADVISER: _("Personal adviser or social worker"),
        Role.PANEL_MEMBER: _("Member of the Fostering Panel"),
        Role.AGENCY_DECISION_MAKER: _("Agency Decision Maker"),
        Role.HEAD_OF_SERVICE: _("Head of Service"),
        Role.ASSISTANT_DIRECTOR: _("Assistant Director"),
        Role.TRAINING_COORDINATOR: _("Training co-ordinator"),
        Role.FINANCE_OFFICER: _("Finance officer"),
        Role.SERVICE_MANAGER: _("Service manager"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.ADVOCATE: _("Advocate"),
        Role.ADVOCACY_LEAD: _("Advocacy lead"),
    }
