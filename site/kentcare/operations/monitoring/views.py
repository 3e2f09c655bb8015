"""Addresses for machines that monitor this one. They tell numbers, and nothing about people."""

from hmac import compare_digest
from typing import cast

from flask import Blueprint, Response, abort, current_app, request

from kentcare.operations.monitoring.readiness import Readiness

READINESS, TOKEN = "kentcare_readiness", "kentcare_metrics_token"

blueprint = Blueprint("monitoring", __name__)


@blueprint.get("/readyz")
def say_ready() -> Response:
    """Readiness probe: 200 while this process can serve pages, else 503 with one word of what is wrong.

    A proxy or load balancer sends requests to a process only while its status is 200.
    """
    wrong = cast(Readiness, current_app.extensions[READINESS]).word()
    return Response(wrong or "ok", 503 if wrong else 200, mimetype="text/plain")


@blueprint.get("/metrics")
def show_metrics() -> Response:
    """The metrics in the text format of Prometheus. Answers 404 unless the request brings METRICS_TOKEN."""
    token = str(current_app.extensions[TOKEN])
    brought = request.headers.get("Authorization", "")
    if not (token and compare_digest(brought.encode(), f"Bearer {token}".encode())):
        abort(404)
    # Imported here, because it is slow to load and not needed where no token is set.
    from kentcare.operations.monitoring import metrics

    return Response(metrics.exposition(), content_type=metrics.CONTENT_TYPE)
