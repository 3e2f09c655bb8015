"""Cleaning a file: what it shows is kept, and nothing that it tells or does besides.

The kind of a file is found by opening it, never by its name. Every file is drawn again, pixel by pixel, so
that nothing is left of where it was taken or of what else was hidden in it: see redraw.py, which runs in a
process of its own. The words of a PDF become a picture of words.
"""

import os
import subprocess
import sys
from threading import BoundedSemaphore

from kentcare.services.files.redraw import ENDS
from kentcare.services.files.rules import MOST_BYTES, FileRefused, Refusal

_COMMAND = (sys.executable, "-P", "-m", "kentcare.services.files.redraw")
_TIMEOUT = 40  # seconds, on a machine that is busy with other things
# The process gets none of the site's secrets.
_ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
# How many run at once: each may fill the memory that redraw.py allows.
_AT_ONCE = BoundedSemaphore(2)


def cleaned(content: bytes) -> tuple[bytes, str]:
    """The file as it is kept, and its media type. Raises FileRefused."""
    if not content:
        raise FileRefused(Refusal.EMPTY)
    if len(content) > MOST_BYTES:
        raise FileRefused(Refusal.TOO_BIG)
    with _AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603  # the command is ours
                _COMMAND,
                input=content,
                capture_output=True,
                timeout=_TIMEOUT,
                check=False,
                env=_ENVIRONMENT,
            )
        except subprocess.TimeoutExpired:
            raise FileRefused(Refusal.BROKEN) from None
    # Any other exit code is that of a process that was killed, such as one that took too much memory.
    end = ENDS.get(done.returncode, Refusal.BROKEN)
    if isinstance(end, Refusal):
        raise FileRefused(end)
    return done.stdout, end
