"""Kent care: the Local Offer and Kent Supported Homes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from kentcare.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The whole site, ready to serve."""
    # Imported here so that `kentcare offer explain`, which needs no web site, does not load one.
    from kentcare import checker, pages, web
    from kentcare.config import Settings
    from kentcare.db.attach import attach

    settings = settings or Settings.from_env()
    app = web.create_site(settings)
    pages.views.use_pages(app)
    for part in (pages, checker):
        app.register_blueprint(part.views.blueprint, url_prefix="/<lang:lang>")
    app.register_blueprint(pages.door.blueprint)
    attach(app, settings.database_url)
    web.finish(app, https=settings.https)
    return app
