"""How an arrangement may end."""

from enum import StrEnum


class Ending(StrEnum):
    """Whether everybody had agreed to it before."""

    PLANNED = "planned"
    UNPLANNED = "unplanned"
