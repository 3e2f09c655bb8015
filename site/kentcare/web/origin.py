"""Protection against cross-site request forgery: a form is accepted only from a page of this site."""

from flask import abort, request
from flask_wtf import CSRFProtect

from kentcare.web.sent_addresses import split_address

csrf = CSRFProtect()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def check_origin() -> None:
    """Refuse with 403 a post from another site, by what the browser says, before the CSRF check."""
    if request.method in SAFE_METHODS:
        return
    if is_from_elsewhere():
        abort(403)


def is_from_elsewhere() -> bool:
    """Whether the browser says that another site than this one sent the request.

    Sec-Fetch-Site decides where a browser sends it: no page can set it, and no proxy has a reason to. Origin
    is asked only where it is missing: a proxy may rewrite Host, and some browsers send “null” for our own.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    parts = split_address(origin)
    # The host alone is compared: behind a proxy the scheme that we see need not be the reader's.
    return parts is None or parts.netloc != request.host
