"""Cleaning a file: what it shows is kept, and nothing that it tells or does besides.

The kind of a file is found by opening it, never by its name. Every file is drawn again, pixel by pixel, so
that nothing is left of where it was taken or of what else was hidden in it: see redraw.py, which runs in a
process of its own. The words of a PDF become a picture of words.
"""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from typing import IO, cast

from kentcare.services.files.redraw import ENDS
from kentcare.services.files.rules import MOST_DRAWN_BYTES, FileRefused, NotNow, Refusal, refuse_at_once

_COMMAND = (sys.executable, "-P", "-m", "kentcare.services.files.redraw")
# What the process may take before it is ended.
_SECONDS = 20  # of the processor
_MEMORY = 1536 * 1024**2  # bytes: a photograph of MOST_PIXELS needs two thirds of it
_TIMEOUT = 90  # seconds, on a machine that is busy with other things
_LOOK_EVERY = 0.1
# The process gets none of the site's secrets.
_ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
log = logging.getLogger("kentcare.services.files")


def cleaned(content: bytes, is_in_vain: Callable[[], bool] = lambda: False) -> tuple[bytes, str]:
    """The file as it is kept, and its media type.

    Raises FileRefused, and NotNow where its process was ended from outside or ran out of memory: the next try
    may end otherwise. `is_in_vain` is asked again and again, in another thread: once nobody waits for the
    file any more, the process is ended.
    """
    refuse_at_once(content)
    drawn, code = _redrawn(content, is_in_vain)
    if code == -signal.SIGXCPU:
        raise FileRefused(Refusal.TOO_SLOW)
    end = ENDS.get(code, Refusal.NOT_DRAWN)
    if len(drawn) > MOST_DRAWN_BYTES:
        end = Refusal.TOO_DETAILED
    if end is Refusal.NOT_DRAWN:
        if not is_in_vain():
            log.error("a file was not drawn: its process ended with %s", code)
        raise NotNow
    if isinstance(end, Refusal):
        raise FileRefused(end)
    return drawn, end


def _redrawn(content: bytes, is_in_vain: Callable[[], bool]) -> tuple[bytes, int]:
    """What the process wrote, one byte more than may be kept at most, and its exit code."""
    command = (*_COMMAND, str(_SECONDS), str(_MEMORY), str(os.getpid()))
    with subprocess.Popen(  # noqa: S603  # the command is ours
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A file could make it fill the memory here.
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
    ) as process:
        to_it, from_it = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        is_over = Event()
        Thread(target=_watch, args=(process, is_over, is_in_vain), daemon=True).start()
        try:
            # It reads all before it writes anything; one that does otherwise is ended in time.
            with suppress(BrokenPipeError):
                to_it.write(content)
                to_it.close()
            drawn = from_it.read(MOST_DRAWN_BYTES + 1)
            if len(drawn) > MOST_DRAWN_BYTES:
                process.kill()
            return drawn, process.wait()
        finally:
            is_over.set()
            process.kill()


def _watch(process: "subprocess.Popen[bytes]", is_over: Event, is_in_vain: Callable[[], bool]) -> None:
    """End a process that takes too long, or whose work nobody waits for any more."""
    end = monotonic() + _TIMEOUT
    while not is_over.wait(_LOOK_EVERY):
        if is_in_vain() or monotonic() > end:
            process.kill()
            return
