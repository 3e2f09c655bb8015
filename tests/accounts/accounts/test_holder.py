"""A holder is an account or a browser."""

import pytest

from kentcare.accounts.accounts.holder import Holder


def test_a_holder_is_exactly_one_of_the_two() -> None:
    assert Holder(account=1).browser_mark is None
    assert Holder(browser_mark="x").account is None
    for account, browser in ((None, None), (1, "x")):
        with pytest.raises(ValueError, match="either an account or a browser"):
            Holder(account=account, browser_mark=browser)
