"""From where somebody tries: a stranger who guesses slows themself down, and not whose address it is."""

from flask import has_request_context, request


def caller() -> str:
    """Where the request comes from; nothing on the command line. Kept only in a mark nobody can read."""
    return (request.remote_addr or "") if has_request_context() else ""
