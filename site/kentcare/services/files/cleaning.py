"""What is kept of a file: what it shows, and nothing that it tells or does besides.

What a file is, is told by opening it, never by its name. Every file is drawn again, point by point, so that
nothing is left of where it was taken or of what else was hidden in it: see redraw.py, which does so in a
process of its own. The words of a PDF become a picture of words.
"""

import os
import subprocess
import sys
from threading import BoundedSemaphore

from kentcare.services.files.redraw import ENDS
from kentcare.services.files.rules import MOST_BYTES, FileRefused, Refusal

_COMMAND = (sys.executable, "-P", "-m", "kentcare.services.files.redraw")
_PATIENCE = 40  # seconds, on a machine that does much else
# None of the secrets of the site.
_SURROUNDINGS = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
# Each may fill the memory that redraw.py allows.
_AT_ONCE = BoundedSemaphore(2)


def cleaned(content: bytes) -> tuple[bytes, str]:
    """The file as it is kept, and what it is. Raises FileRefused."""
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
                timeout=_PATIENCE,
                check=False,
                env=_SURROUNDINGS,
            )
        except subprocess.TimeoutExpired:
            raise FileRefused(Refusal.BROKEN) from None
    # Any other end is that of a process that was ended, as one that took too much of the memory.
    end = ENDS.get(done.returncode, Refusal.BROKEN)
    if isinstance(end, Refusal):
        raise FileRefused(end)
    return done.stdout, end
