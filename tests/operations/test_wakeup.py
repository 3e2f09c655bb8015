"""Neither a signal inside a signal, nor one that comes too early, leaves anybody waiting."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from kentcare.operations.wakeup import Wakeup
from support.patience import PATIENCE


@contextmanager
def watching(handler: object) -> Iterator[Wakeup]:
    wakeup = Wakeup()
    before, descriptor = signal.getsignal(signal.SIGUSR1), signal.set_wakeup_fd(-1)
    wakeup.watch_signals()
    signal.signal(signal.SIGUSR1, handler)  # type: ignore[arg-type]  # any of those below
    try:
        yield wakeup
    finally:
        signal.signal(signal.SIGUSR1, before)
        signal.set_wakeup_fd(descriptor)


def test_a_signal_ends_the_waiting_whenever_it_came() -> None:
    with watching(lambda *_: None) as wakeup:
        signal.raise_signal(signal.SIGUSR1)
        assert wakeup.wait(PATIENCE)


def test_a_signal_inside_a_signal_waits_for_nothing() -> None:
    """The handler of the first is interrupted by the second while it sets the wakeup."""
    depth = 0

    def handler(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth < 5:
            signal.raise_signal(signal.SIGUSR1)
        wakeup.set()

    with watching(handler) as wakeup:
        signal.raise_signal(signal.SIGUSR1)
        assert wakeup.wait(PATIENCE)
    assert depth == 5


def test_it_can_be_set_more_often_than_a_pipe_holds() -> None:
    wakeup = Wakeup()
    for _ in range(100_000):
        wakeup.set()  # more than a pipe holds
    assert wakeup.is_set()
    wakeup.clear()
    assert not wakeup.is_set()
