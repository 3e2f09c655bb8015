"""The frame of a page for somebody who is signed in: who they are, their navigation, and the way out."""

from collections.abc import Callable, Collection
from typing import Any

from flask import Flask, Response, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer, current_viewer, viewer
from kentcare.core.clock import now
from kentcare.sign_in.portal.listing import NavigationLink
from kentcare.sign_in.sessions import authentication
from kentcare.web import access
from kentcare.web.errors import use_frame
from kentcare.web.language import gettext as _
from kentcare.web.page import render

# The navigation, in this order: a view, the values of its address, and the text of its link. Each is shown to
# those who may open the view by the access table. Most are views of higher wings, so they stand by name.
NAVIGATION: tuple[tuple[str, dict[str, Any], Callable[[], str]], ...] = (
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
    """Render a template inside the frame of somebody who is signed in.

    `context` goes to the template. Answers the request with 401 where nobody is signed in.
    """
    return render(template, status, frame="portal", **_frame_context(current_viewer()), **context)


def saved(address: str, words: str | None = None) -> AnyResponse:
    """Redirect to `address` after something was saved. The next page shows `words` once, or "Saved."."""
    flash(words or _("Saved."))
    return redirect(address, 303)


def _frame_context(viewer: Viewer) -> dict[str, object]:
    return {
        "viewer": viewer,
        "navigation": _navigation(viewer),
        "idle": _seconds_left(),
        "role_names": role_names,
    }


def use_portal(app: Flask) -> None:
    """Keep the frame of somebody who is signed in around the pages of errors such as 403 and 404."""

    def frame() -> dict[str, object] | None:
        found = viewer()
        if found is None:
            return None
        return {"layout": "portal/base.html", "is_signed_in": True, "is_still": True, **_frame_context(found)}

    use_frame(app, frame)


def _navigation(viewer: Viewer) -> list[NavigationLink]:
    return [
        NavigationLink(
            address=url_for(endpoint, **values), words=words(), is_here=endpoint == request.endpoint
        )
        for endpoint, values, words in NAVIGATION
        if _may_open(endpoint, viewer)
    ]


def _may_open(endpoint: str, viewer: Viewer) -> bool:
    audience = access.audience_of(current_app, endpoint)
    return isinstance(audience, frozenset) and not audience.isdisjoint(viewer.roles)


def _seconds_left() -> int:
    """The seconds until this session ends if no further request comes."""
    found = authentication.current_session()
    return round((found.idle_until - now()).total_seconds()) if found else 0


def role_names(roles: Collection[str]) -> list[str]:
    """The names of these roles in the reader's language, in the order of `Role`."""
    names = role_labels()
    return [names[role] for role in Role if role in roles]


def role_labels() -> dict[Role, str]:
    """The name of every role in the reader's language."""
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
