"""What was found and what follows have to go together."""

import pytest

from kentcare.hosting.safeguarding.rules import Finding, Follows, LookProblem, problem_with


@pytest.mark.parametrize(
    ("found", "follows", "problem"),
    [
        (Finding.SAFE, [Follows.NOTHING], None),
        (Finding.SAFE, [Follows.ADVISER, Follows.VISIT], None),
        (Finding.HELP, [Follows.EMERGENCY], None),
        (Finding.NOBODY, [Follows.DUTY], None),
        (Finding.SAFE, [Follows.NOTHING, Follows.VISIT], LookProblem.NOTHING_AND_MORE),
        (Finding.NOBODY, [Follows.NOTHING], LookProblem.NOBODY_KNOWS),
        (Finding.HELP, [Follows.NOTHING], LookProblem.NO_HELP),
    ],
)
def test_nothing_follows_only_where_everybody_is_safe(
    found: Finding, follows: list[Follows], problem: LookProblem | None
) -> None:
    assert problem_with(found, follows) is problem
