"""Who holds a stored thing: an account, or a browser in which nobody is signed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """The account (by id) or the browser (by keyed hash) that something belongs to: exactly one of them.

    Raises ValueError where both are given, or neither.
    """

    account: int | None = None
    browser_mark: str | None = None

    def __post_init__(self) -> None:
        if (self.account is None) == (self.browser_mark is None):
            raise ValueError("A holder is either an account or a browser.")
