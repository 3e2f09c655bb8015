"""Clears what a browser keeps of the site, but for a press of the red button that nobody knows of yet."""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

# Set by stops.js as long as the browser keeps such a press, and removed once it is told.
UNTOLD = "stops"


def keeps_press() -> bool:
    """Whether this browser keeps a press of the red button that nobody knows of yet."""
    return UNTOLD in request.cookies


def clear(response: AnyResponse, *kinds: str) -> None:
    """Let the browser clear these: "cache", "cookies", "storage".

    Where a press is not told yet, its storage and its cookie stay. The page has emptied the rest of the
    storage by then, and cookies are deleted by name: docs/decisions/0031-untold-stops.md.
    """
    left = [kind for kind in kinds if kind == "cache" or not keeps_press()]
    if left:
        response.headers["Clear-Site-Data"] = ", ".join(f'"{kind}"' for kind in left)
