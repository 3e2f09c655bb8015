"""Processes of their own, forked from one that has read the site already, which takes seconds."""

import multiprocessing
import os
from functools import cache
from multiprocessing.context import ForkServerContext
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from unittest.mock import patch

TESTS = Path(__file__).resolve().parents[1]


@cache
def forks() -> ForkServerContext:
    """Where processes come from that a test may kill. To begin with it takes as long as any other process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["support.site_once_read"])
    # What it reads first it looks for on the path of a new interpreter.
    with patch.dict(os.environ, PYTHONPATH=str(TESTS)):
        ensure_running()
    return context
