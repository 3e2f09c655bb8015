"""The kinds of message that are treated differently from the rest."""

# A code to sign in with. Whoever waits for one that does not arrive asks for another.
CODE = "code"


def is_failure_reported(kind: str) -> bool:
    """Whether staff are told that a message of this kind did not arrive."""
    return kind != CODE
