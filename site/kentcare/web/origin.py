"""Protection against cross-site request forgery: a form is accepted only from a page of this site."""

from urllib.parse import urlsplit

from flask import abort, request
from flask_wtf import CSRFProtect

csrf = CSRFProtect()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def check_origin() -> None:
    """Refuse with 403 a post from another site, by what the browser says, before the CSRF check."""
    if request.method in SAFE_METHODS:
        return
    if is_from_elsewhere():
        abort(403)


def is_from_elsewhere() -> bool:
    """Whether the headers Sec-Fetch-Site or Origin name another site than this one."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    # The host alone is compared: behind a proxy the scheme that we see need not be the reader's.
    return origin is not None and urlsplit(origin).netloc != request.host
