"""Asking ClamAV's daemon, where there is one, whether a file is malicious."""

import io
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

from kentcare.services.files.rules import FileRefused, Refusal

_TIMEOUT = 20  # seconds


def scan(content: bytes, daemon: str) -> None:
    """Scan a file for malware. Raises FileRefused where it has some, or where the daemon does not answer.

    `daemon`: tcp://host:port or unix:///path; empty where there is none, and then nothing is scanned. A file
    that could not be scanned is not taken: nobody would know later which files were.
    """
    if not daemon:
        return
    at = urlsplit(daemon)
    client = (
        ClamdUnixSocket(at.path, _TIMEOUT)
        if at.scheme == "unix"
        else ClamdNetworkSocket(at.hostname or "", at.port or 3310, _TIMEOUT)
    )
    try:
        [(status, _)] = client.instream(io.BytesIO(content)).values()
    except (ClamdError, OSError, ValueError):
        raise FileRefused(Refusal.UNCHECKED) from None
    if status == "FOUND":
        raise FileRefused(Refusal.INFECTED)
    if status != "OK":
        raise FileRefused(Refusal.UNCHECKED)
