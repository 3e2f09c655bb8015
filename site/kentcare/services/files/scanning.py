"""Asking ClamAV's daemon, where there is one, whether a file is malicious."""

import io
from pathlib import Path

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

from kentcare.services.files.rules import FileRefused, Refusal
from kentcare.setting_formats import clamd

_TIMEOUT = 20  # seconds


class ScannerAway(Exception):
    """The virus scanner does not answer: nothing is known of the file."""


def scan(content: bytes, daemon: str) -> None:
    """Scan a file for malware. Raises FileRefused where it has some, and ScannerAway where nothing is heard.

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
        raise ScannerAway from None
    if status == "FOUND":
        raise FileRefused(Refusal.INFECTED)
    if status != "OK":
        raise ScannerAway


def is_there(daemon: str) -> bool:
    """Whether the daemon answers: it is given a text in which nothing can be."""
    try:
        scan(b"Is a scanner there?", daemon)
    except (FileRefused, ScannerAway):
        return False
    return True
