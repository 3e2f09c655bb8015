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
    return origin is not None and _leads_elsewhere(origin)


def has_another_name() -> bool:
    """Whether the browser sent a post to its own site under another host name than arrived here.

    So a proxy in between rewrites Host or Origin. “null” is no name: browsers send it too.
    """
    if request.method in SAFE_METHODS or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    return origin not in {None, "null"} and _leads_elsewhere(str(origin))


def _leads_elsewhere(origin: str) -> bool:
    parts = split_address(origin)
    # The host alone is compared: behind a proxy the scheme that we see need not be the reader's.
    return parts is None or parts.netloc != request.host
