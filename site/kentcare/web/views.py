"""The addresses that belong to no part of the site: the exit, and one for machines."""

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from kentcare.web import language, session
from kentcare.web.place import place

blueprint = Blueprint("web", __name__, template_folder="templates")

_CLEARED = '"cache", "cookies", "storage"'


@blueprint.get("/exit")
def leave() -> AnyResponse:
    """The only GET that may end a session: somebody who has to leave at once may have no JavaScript."""
    response = redirect(place().exit.to, 303)
    if _is_somebody_leaving():
        session.cookie().forget(response)
        for forget in current_app.extensions.get("kentcare_leaving", ()):
            forget(response)
        response.delete_cookie(language.COOKIE, secure=session.cookie().https, httponly=True, samesite="Lax")
        response.headers["Clear-Site-Data"] = _CLEARED
    return response


def _is_somebody_leaving() -> bool:
    """Not a browser guessing at the next page, and not a picture on another site that points here."""
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return False
    return request.method == "GET" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


@blueprint.get("/healthz")
def say_alive() -> Response:
    return Response("ok", mimetype="text/plain")
