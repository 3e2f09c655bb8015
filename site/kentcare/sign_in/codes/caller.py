"""Where a sign-in attempt comes from, so that a stranger's guesses slow down the stranger first."""

from flask import has_request_context, request

from kentcare.web.caller import caller_of


def caller() -> str:
    """The network of the request; empty on the command line. Only a keyed hash of it is stored."""
    return caller_of(request) if has_request_context() else ""
