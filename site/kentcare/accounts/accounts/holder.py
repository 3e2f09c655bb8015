"""Whose something is: somebody’s, or that of a browser in which nobody is signed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Exactly one of the two is set. Raises ValueError where both are, or neither."""

    account: int | None = None
    browser_mark: str | None = None

    def __post_init__(self) -> None:
        if (self.account is None) == (self.browser_mark is None):
            raise ValueError("A holder is an account or a browser, and not both.")
