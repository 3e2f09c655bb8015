"""Notices a proxy that gives the site another name, for `kentcare doctor` to say so."""

from datetime import timedelta
from functools import partial

from flask import Flask, Response

from kentcare.core import clock
from kentcare.db.soon import soon
from kentcare.services.heartbeats import records as heartbeats
from kentcare.web.origin import has_another_name

# Each process writes it down this often at most.
_PAUSE = timedelta(hours=1)


def watch_for_renaming(app: Flask) -> None:
    """Write down when a form was taken that its browser sent to another host name than arrived here.

    Only of a form that was taken: it had the token of a page of this site, which a stranger does not have.
    """
    last = None

    @app.after_request
    def _note(response: Response) -> Response:
        nonlocal last
        if response.status_code < 400 and has_another_name():
            now = clock.now()
            if last is None or now - last >= _PAUSE:
                last = now
                soon(partial(heartbeats.beat, heartbeats.RENAMED, now))
        return response
