"""The routes that belong to no room: the exit, and the liveness probe."""

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from kentcare.web import language, session
from kentcare.web.place import place

blueprint = Blueprint("web", __name__, template_folder="templates")

_CLEARED = '"cache", "cookies", "storage"'


@blueprint.get("/exit")
def leave() -> AnyResponse:
    """Leave the site at once: end the session, clear the browser's traces and redirect elsewhere.

    The only GET that ends a session, because somebody who has to leave may have no JavaScript.
    """
    response = redirect(place().exit.to, 303)
    if _is_somebody_leaving():
        session.cookie().forget(response)
        for forget in current_app.extensions.get("kentcare_leaving", ()):
            forget(response)
        response.delete_cookie(language.COOKIE, secure=session.cookie().https, httponly=True, samesite="Lax")
        response.headers["Clear-Site-Data"] = _CLEARED
    return response


def _is_somebody_leaving() -> bool:
    """Whether a person follows the link: no prefetch, and no image on another site that points here."""
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return False
    return request.method == "GET" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


@blueprint.get("/healthz")
def say_alive() -> Response:
    """Liveness probe: answers as long as the process serves requests, whatever the database does."""
    return Response("ok", mimetype="text/plain")
