"""Where a sign-in attempt comes from, so that a stranger's guesses slow down the stranger alone."""

from flask import has_request_context, request


def caller() -> str:
    """The network address of the request; empty on the command line. Only a keyed hash of it is stored."""
    return (request.remote_addr or "") if has_request_context() else ""
