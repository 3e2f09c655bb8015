"""While the site starts nothing is collected, and afterwards everything but what the start has made."""

import gc
from collections.abc import Iterator

import pytest

from kentcare.core.garbage import not_collected


@pytest.fixture(autouse=True)
def _never_frozen() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.enable()
    gc.freeze()  # as conftest.py did


def test_nothing_is_collected_in_it_and_what_the_first_has_made_is_left_out_for_good() -> None:
    with not_collected():
        assert not gc.isenabled()
        made: list[list[object]] = [[] for _ in range(1000)]
    assert gc.isenabled()
    assert (frozen := gc.get_freeze_count()) > len(made)
    with not_collected():
        made += [[] for _ in range(1000)]
    assert gc.get_freeze_count() <= frozen


def test_a_start_that_fails_leaves_the_collector_at_work() -> None:
    with pytest.raises(ZeroDivisionError), not_collected():
        raise ZeroDivisionError
    assert gc.isenabled()
