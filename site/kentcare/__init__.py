"""Kent care: the Local Offer and Kent Supported Homes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from kentcare.config import Settings


# The rooms that have pages. Each has its blueprint in views.py.
_ROOMS = (
    *("offer.pages", "offer.checker"),
    "services.files",
    *("sign_in.sessions", "sign_in.staff", "sign_in.sso", "sign_in.portal"),
    "advocacy",
    *("hosting.arrangements", "hosting.calendar_feed", "hosting.host_pages", "hosting.households"),
    *("hosting.reports", "hosting.reversals", "hosting.safeguarding", "hosting.reports.skills"),
    "hosting.terms",
    "hosting.training_and_checks",
    "young_people.my_pages",
    *("desk.caseload", "desk.directory", "desk.imports", "desk.overview"),
    *("operations.data_export", "operations.retention"),
)


def create_app(settings: Settings | None = None) -> Flask:
    """The whole site, ready to serve."""
    # Imported here so that `kentcare offer explain`, which needs no web site, does not load one.
    from importlib import import_module

    from kentcare import web
    from kentcare.accounts.access import TABLE
    from kentcare.config import Settings
    from kentcare.core import demonstration
    from kentcare.db.attach import attach
    from kentcare.hosting.reports.stop import use_stop
    from kentcare.offer.pages import language_choice, sitemap
    from kentcare.offer.pages.views import use_pages
    from kentcare.services.files.records import use_files
    from kentcare.services.long_forms.blueprint import use_long_forms, use_own_tokens
    from kentcare.sign_in.portal.page import use_portal
    from kentcare.sign_in.sessions.authentication import use_sign_in
    from kentcare.sign_in.sso.provider import use_sso

    settings = settings or Settings.from_env()
    app = web.create_site(settings, TABLE)
    use_pages(app)
    use_sign_in(app)
    use_long_forms(app)
    use_portal(app)
    use_stop(app)
    use_sso(app, settings)
    for room in _ROOMS:
        app.register_blueprint(import_module(f"kentcare.{room}.views").blueprint, url_prefix="/<lang:lang>")
    if settings.demo:
        app.register_blueprint(demonstration.module("views").blueprint, url_prefix="/<lang:lang>")
    use_own_tokens(app)
    app.register_blueprint(language_choice.blueprint)
    app.register_blueprint(sitemap.blueprint)
    attach(app, settings.database_url)
    use_files(app, settings)
    monitoring = import_module("kentcare.operations.monitoring.start")
    monitoring.use_monitoring(app, settings)
    if settings.production:
        with app.app_context():
            import_module("kentcare.operations.doctor").refuse_demonstration(settings)
    web.finish(app, https=settings.https, proxies=settings.proxies)
    monitoring.watch_requests(app, settings)
    return app
