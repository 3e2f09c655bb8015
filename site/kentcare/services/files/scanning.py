"""Asking ClamAV's daemon, where there is one, whether a file is malicious."""

import io
from pathlib import Path

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

from kentcare.services.files.rules import FileRefused, NotNow, Refusal
from kentcare.setting_formats import clamd

_TIMEOUT = 20  # seconds


def scan(content: bytes, daemon: str) -> None:
    """Scan a file for malware. Raises FileRefused where it has some, and NotNow where the daemon is silent.

    `daemon`: tcp://host:port or unix:///path; empty where there is none, and then nothing is scanned. A file
    that could not be scanned waits until it can: nobody would know later which files were.
    """
    if not daemon:
        return
    at = clamd(daemon)
    client = ClamdUnixSocket(str(at), _TIMEOUT) if isinstance(at, Path) else ClamdNetworkSocket(*at, _TIMEOUT)
    try:
        [(status, _)] = client.instream(io.BytesIO(content)).values()
    except (ClamdError, OSError, ValueError):
        raise NotNow from None
    if status == "FOUND":
        raise FileRefused(Refusal.INFECTED)
    if status != "OK":
        raise NotNow


def is_there(daemon: str) -> bool:
    """Whether the daemon answers: it is given a text in which nothing can be."""
    try:
        scan(b"Is a scanner there?", daemon)
    except (FileRefused, NotNow):
        return False
    return True
