"""The routes that belong to no room: the exit, and what only machines ask for."""

from datetime import timedelta

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.core.clock import today
from kentcare.web import language, session, site_data, worker
from kentcare.web.assets import STATIC
from kentcare.web.headers import same_for_everyone
from kentcare.web.place import place

blueprint = Blueprint("web", __name__, template_folder="templates")

# Answers, addresses that only lead on, and what is shown only offline.
_NOT_TO_INDEX = ("/exit", "/*/checker/", "/*/offline", "/*/sign-in")
_SECURITY_TXT_LASTS = timedelta(days=180)


@blueprint.get("/exit")
def leave() -> AnyResponse:
    """Leave the site at once: end the session, clear the browser's traces and redirect elsewhere.

    The only GET that ends a session, because somebody who has to leave may have no JavaScript.
    """
    response = redirect(place().exit.to, 303)
    if _is_somebody_leaving():
        _forget_everything(response)
    return response


@blueprint.before_app_request
def finish_leaving() -> AnyResponse | None:
    """End the session of somebody who pressed the exit while offline, before anything is shown.

    But not before a press of the red button that the page sent as it left: that shows nothing.
    """
    if session.LEFT not in request.cookies or request.endpoint in {"web.leave", None}:
        return None
    if request.method == "POST" and site_data.keeps_press():
        return None
    is_read = request.method in ("GET", "HEAD")
    response = redirect(request.path if is_read else url_for("pages.show_home"), 303)
    _forget_everything(response)
    return response


def _forget_everything(response: AnyResponse) -> None:
    """Take all that the site left in a browser, and end the session there and here."""
    session.cookie().forget(response)
    for forget in current_app.extensions.get("kentcare_leaving", ()):
        forget(response)
    for name in (language.COOKIE, session.LEFT):
        response.delete_cookie(name, secure=session.cookie().https, httponly=True, samesite="Lax")
    site_data.clear(response, "cache", "cookies", "storage")


def _is_somebody_leaving() -> bool:
    """Whether a person follows the link: no prefetch, and no image on another site that points here."""
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return False
    return request.method == "GET" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


@blueprint.get("/healthz")
def say_alive() -> Response:
    """Liveness probe: answers as long as the process serves requests, whatever the database does."""
    return Response("ok", mimetype="text/plain")


@blueprint.get("/worker.js")
@same_for_everyone
def send_worker() -> Response:
    """Send the service worker. At the root, because it is in charge of what lies below its own address."""
    return Response(worker.script(), content_type="text/javascript; charset=utf-8")


@blueprint.get("/favicon.ico")
@same_for_everyone
def send_icon() -> Response:
    """The icon for browsers that ask for this address and cannot read the drawing."""
    return Response((STATIC / "favicon.ico").read_bytes(), content_type="image/x-icon")


@blueprint.get("/apple-touch-icon.png")
@same_for_everyone
def send_touch_icon() -> Response:
    """The icon that an Apple telephone asks for at this address."""
    return Response((STATIC / "apple-touch-icon.png").read_bytes(), content_type="image/png")


@blueprint.get("/robots.txt")
def send_robots() -> Response:
    """What a search engine may read: nothing of a demonstration, where nothing is real."""
    if current_app.config["IS_DEMONSTRATION"]:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        sitemap = url_for("sitemap.send_sitemap", _external=True)
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_TO_INDEX), f"Sitemap: {sitemap}"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/.well-known/security.txt")
def send_security_txt() -> Response:
    """Whom to tell of a weakness (RFC 9116). Not found where the operator has set nobody."""
    contact = current_app.config["SECURITY_CONTACT"] or abort(404)
    # The contact is a setting, so it is right as long as the site runs: this day is never past.
    expires = today() + _SECURITY_TXT_LASTS
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {request.base_url}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
