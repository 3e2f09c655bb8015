"""The base of every page: layout, language, headers, the browser's session, errors."""

from collections.abc import Mapping

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from kentcare.config import Settings
from kentcare.core.languages.listed import offered_tags
from kentcare.web import (
    access,
    assets,
    citations,
    deadlines,
    errors,
    fields,
    formats,
    headers,
    icons,
    language,
    limits,
    origin,
    overload,
    page,
    place,
    routing,
    session,
    worker,
)
from kentcare.web.last_resort import LastResort
from kentcare.web.page_cache import layouts, personal, prerendered

# Longest form: a page of answers. A form with files takes more: see limits.allow_uploads.
_LARGEST_POST = 256 * 1024


def create_site(settings: Settings, table: Mapping[str, access.Audience]) -> Flask:
    """Make the Flask application, without the routes of any room.

    `table` maps an endpoint to whoever may open it. `finish` completes the application once every room has
    added its routes.
    """
    app = errors.Site(
        "kentcare", static_folder=None, template_folder=None, instance_path=str(settings.instance)
    )
    app.config.from_mapping(
        DEBUG=settings.debug,
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.old_secret_keys),
        MAX_CONTENT_LENGTH=_LARGEST_POST,
        TRUSTED_HOSTS=list(settings.hosts) or None,
        SECURITY_CONTACT=settings.security_contact,
        IS_DEMONSTRATION=settings.demo,
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
        # A token lasts as long as the session it lives in: a form left open for an hour still posts.
        WTF_CSRF_TIME_LIMIT=None,
        # Its own check reads Referer, which some browsers leave out; origin.py asks better questions.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = session.EncryptedCookie(settings)
    # First, so that it sees every answer last and the others' are under the same headers.
    headers.finish_response(app, https=settings.https)
    overload.use_overload(app)
    routing.use_canonical_addresses(app)
    access.use_access(app, table)
    app.before_request(origin.check_origin)
    limits.use_uploads(app)
    app.extensions["kentcare_posts"] = limits.limit_posts(app)
    origin.csrf.init_app(app)
    routing.use_plain_segments(app)
    language.use_languages(app, [*offered_tags(), *settings.more_languages])
    formats.use_formats(app)
    deadlines.use_deadlines(app)
    fields.use_fields(app)
    citations.use_citations(app)
    place.use_place(app)
    icons.use_icons(app)
    personal.use_personal_pages(app)
    page.use_page_context(app)
    worker.use_worker(app, is_on=settings.offline)
    layouts.use_layouts(app)
    errors.use_error_pages(app)
    return app


def finish(app: Flask, *, https: bool, proxies: int = 0) -> None:
    """Complete an application made by `create_site`, once every room has added its routes.

    `https`: whether it is served over https. `proxies`: how many trusted reverse proxies a request passes.
    Raises UnmarkedRoute where the access table does not mention a route.
    """
    from kentcare.web import views

    app.register_blueprint(views.blueprint)
    overload.never_wait(app, ["web.leave", "web.say_alive"])
    access.refuse_unmarked_routes(app)
    assets.serve_assets(app, https=https)
    # Last, so that it is asked first.
    prerendered.use_prerendered_pages(app, https=https)
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]  # as Flask says
    app.wsgi_app = LastResort(app.wsgi_app, https=https)  # type: ignore[method-assign, assignment]
