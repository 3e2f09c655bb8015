"""Puts what tells how the site runs into the application."""

from typing import Any

from flask import Flask, request

from kentcare.config import Settings
from kentcare.db.refused import CannotSave
from kentcare.operations.monitoring import records, views
from kentcare.operations.monitoring.each_request import EachRequest
from kentcare.operations.monitoring.readiness import Readiness, can_write
from kentcare.operations.monitoring.throttle import SharedCounts
from kentcare.web import limits
from kentcare.web.page_cache.prerendered import VIEW


def use_running(app: Flask, settings: Settings) -> None:
    """The addresses for machines, and the brake that all processes hold together."""

    files = settings.instance / "files"  # perhaps a disk of its own

    def ask() -> str | None:
        if not can_write(files if files.is_dir() else settings.instance):
            return "files"
        with app.app_context():
            return records.what_is_wrong()

    app.extensions[views.READINESS] = Readiness(ask)
    app.extensions[views.TOKEN] = settings.metrics_token
    app.register_blueprint(views.blueprint)
    limits.share(app, SharedCounts(), passes=(CannotSave,))


def watch_requests(app: Flask, settings: Settings) -> None:
    """Around everything else, so after everything else."""

    # Before anything that may refuse a request: what is refused is counted, too.
    @app.url_value_preprocessor
    def _name(view: str | None, _values: dict[str, Any] | None) -> None:
        request.environ[VIEW] = view or "none"

    note = None
    if settings.metrics_token:
        from kentcare.operations.monitoring import metrics

        note = metrics.note
    app.wsgi_app = EachRequest(  # type: ignore[method-assign, assignment]  # as Flask says
        app.wsgi_app, by_proxy=settings.proxies > 0, hosts=settings.hosts, note=note
    )
