"""Adds monitoring to the application."""

import os
from typing import Any

from flask import Flask, request

from kentcare.config import Settings
from kentcare.db.refused import CannotSave
from kentcare.db.writable import can_write
from kentcare.operations.monitoring import records, views
from kentcare.operations.monitoring.readiness import Readiness
from kentcare.operations.monitoring.renamed import watch_for_renaming
from kentcare.operations.monitoring.request_log import RequestLog
from kentcare.operations.monitoring.throttle import SharedCounts
from kentcare.web import limits
from kentcare.web.overload import never_wait
from kentcare.web.page_cache.prerendered import VIEW


def use_monitoring(app: Flask, settings: Settings) -> None:
    """Add the addresses for machines, and the limits on posts that all processes share."""

    files = settings.instance / "files"  # perhaps a disk of its own

    def ask() -> str | None:
        if not can_write(files if os.path.isdir(files) else settings.instance):
            return "files"
        with app.app_context():
            return records.what_is_wrong()

    app.extensions[views.READINESS] = Readiness(ask)
    app.extensions[views.TOKEN] = settings.metrics_token
    app.register_blueprint(views.blueprint)
    never_wait(app, ["monitoring.say_ready", "monitoring.show_metrics"])
    limits.share(app, SharedCounts(), passes=(CannotSave,))
    watch_for_renaming(app)


def watch_requests(app: Flask, settings: Settings) -> None:
    """Log and count every request. To be called last, because it wraps everything that was added before."""

    # Before anything that may refuse a request: what is refused is counted, too.
    @app.url_value_preprocessor
    def _note_view(view: str | None, _values: dict[str, Any] | None) -> None:
        request.environ[VIEW] = view or "none"

    note = None
    if settings.metrics_token:
        from kentcare.operations.monitoring import metrics

        note = metrics.note
    app.wsgi_app = RequestLog(  # type: ignore[method-assign, assignment]  # as Flask says
        app.wsgi_app, by_proxy=settings.proxies > 0, hosts=settings.hosts, note=note
    )
