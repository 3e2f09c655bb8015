"""Which messages staff hear of when they did not arrive."""

import pytest

from kentcare.services.messages.rules import CODE, is_failure_reported


@pytest.mark.parametrize(("kind", "is_reported"), [(CODE, False), ("invitation", True), ("reminder", True)])
def test_whoever_waits_for_a_code_asks_again_and_staff_do_not_hear_of_it(
    kind: str, is_reported: bool
) -> None:
    assert is_failure_reported(kind) is is_reported
