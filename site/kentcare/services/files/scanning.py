"""Asks ClamAV's daemon, where there is one, whether a file does harm."""

import io
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

from kentcare.services.files.rules import FileRefused, Refusal

_PATIENCE = 20  # seconds


def scan(content: bytes, daemon: str) -> None:
    """`daemon`: tcp://host:port or unix:///path; nothing where there is none. Raises FileRefused.

    Where it does not answer, the file is not taken: nobody would know later which were looked at.
    """
    if not daemon:
        return
    at = urlsplit(daemon)
    client = (
        ClamdUnixSocket(at.path, _PATIENCE)
        if at.scheme == "unix"
        else ClamdNetworkSocket(at.hostname or "", at.port or 3310, _PATIENCE)
    )
    try:
        [(status, _)] = client.instream(io.BytesIO(content)).values()
    except (ClamdError, OSError, ValueError):
        raise FileRefused(Refusal.UNCHECKED) from None
    if status == "FOUND":
        raise FileRefused(Refusal.INFECTED)
    if status != "OK":
        raise FileRefused(Refusal.UNCHECKED)
