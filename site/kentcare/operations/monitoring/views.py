"""The addresses for machines that watch over this one. They tell of numbers, and of nobody."""

from hmac import compare_digest
from typing import cast

from flask import Blueprint, Response, abort, current_app, request

from kentcare.operations.monitoring.readiness import Readiness

READINESS, TOKEN = "kentcare_readiness", "kentcare_metrics_token"

blueprint = Blueprint("monitoring", __name__)


@blueprint.get("/readyz")
def say_ready() -> Response:
    """For a proxy, which sends nobody here while it says anything else than 200."""
    wrong = cast(Readiness, current_app.extensions[READINESS]).word()
    return Response(wrong or "ok", 503 if wrong else 200, mimetype="text/plain")


@blueprint.get("/metrics")
def show_metrics() -> Response:
    """For Prometheus. Without the token there is no such page."""
    token = str(current_app.extensions[TOKEN])
    brought = request.headers.get("Authorization", "")
    if not (token and compare_digest(brought.encode(), f"Bearer {token}".encode())):
        abort(404)
    # Only now: it takes its time to load, and where there is no token nobody needs it.
    from kentcare.operations.monitoring import metrics

    return Response(metrics.tell(), content_type=metrics.CONTENT_TYPE)
