"""Faults that whoever runs the site can mend, told in a sentence instead of a traceback."""


class OperatorError(Exception):
    """Something outside the code keeps a command or the site from working: a setting, a folder, a database.

    The text is one or more whole sentences for the operator: what is wrong, where, and what to do. It never
    holds a secret. `kentcare` prints it, and so does the factory for WSGI servers.
    """


def wrong_setting(name: str, found: str, expected: str) -> str:
    """The sentences about a setting that cannot be used.

    `found` says what is there, as “is “two””; `expected` what belongs there, and completes “Set it to …”.
    """
    return f"{name} {found}. Set it to {expected}, or leave it out."
