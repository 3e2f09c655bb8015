"""Kent care: the Local Offer and Kent Supported Homes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from kentcare.config import Settings


# Those with pages. Each has its views in views.py.
_PARTS = (
    *("pages", "checker", "files"),
    *("signin", "colleagues", "council"),
    *("portal", "me", "hosts", "advocacy", "desk", "caseload", "directory", "imports"),
    *("retention", "everything"),
    *("skills", "danger", "reports", "arrangements", "households", "requirements", "feeds"),
)


def create_app(settings: Settings | None = None) -> Flask:
    """The whole site, ready to serve."""
    # Imported here so that `kentcare offer explain`, which needs no web site, does not load one.
    from importlib import import_module

    from kentcare import pages, web
    from kentcare.accounts.table import TABLE
    from kentcare.config import Settings
    from kentcare.council.provider import use_council
    from kentcare.db.attach import attach
    from kentcare.drafts.page import use_long_forms, use_own_tokens
    from kentcare.files.records import use_files
    from kentcare.portal.page import use_portal
    from kentcare.reports.stop import use_stop
    from kentcare.signin.doorkeeper import use_sign_in

    settings = settings or Settings.from_env()
    app = web.create_site(settings, TABLE)
    pages.views.use_pages(app)
    use_sign_in(app)
    use_long_forms(app)
    use_portal(app)
    use_stop(app)
    use_council(app, settings)
    for part in (*_PARTS, "demo") if settings.demo else _PARTS:
        views = import_module(f"kentcare.{part}.views")
        app.register_blueprint(views.blueprint, url_prefix="/<lang:lang>")
    use_own_tokens(app)
    app.register_blueprint(pages.door.blueprint)
    attach(app, settings.database_url)
    use_files(app, settings)
    running = import_module("kentcare.running.start")
    running.use_running(app, settings)
    if settings.production:
        with app.app_context():
            import_module("kentcare.doctor").refuse_what_is_made_up(settings)
    web.finish(app, https=settings.https, proxies=settings.proxies)
    running.watch_requests(app, settings)
    return app
