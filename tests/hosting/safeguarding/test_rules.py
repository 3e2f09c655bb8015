"""What was found and what follows have to go together."""

import pytest

from kentcare.hosting.safeguarding.rules import Follows, Found, LookProblem, problem_with


@pytest.mark.parametrize(
    ("found", "follows", "problem"),
    [
        (Found.SAFE, [Follows.NOTHING], None),
        (Found.SAFE, [Follows.ADVISER, Follows.VISIT], None),
        (Found.HELP, [Follows.EMERGENCY], None),
        (Found.NOBODY, [Follows.DUTY], None),
        (Found.SAFE, [Follows.NOTHING, Follows.VISIT], LookProblem.NOTHING_AND_MORE),
        (Found.NOBODY, [Follows.NOTHING], LookProblem.NOBODY_KNOWS),
        (Found.HELP, [Follows.NOTHING], LookProblem.NO_HELP),
    ],
)
def test_nothing_follows_only_where_everybody_is_safe(
    found: Found, follows: list[Follows], problem: LookProblem | None
) -> None:
    assert problem_with(found, follows) is problem
