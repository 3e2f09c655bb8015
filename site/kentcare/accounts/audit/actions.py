"""The actions that the audit trail records."""

from enum import StrEnum


class Action(StrEnum):
    """A kind of thing that somebody did. The values are stored in the trail, and must never change."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGN_IN_REFUSED = "sign-in refused"
    REFUSED = "refused"
    VIEWED = "viewed"
    LISTED = "listed"
    CHANGED = "changed"
    EXPORTED = "exported"
    IMPORTED = "imported"
    INVITED = "invited"
    ROLE_GIVEN = "role given"
    ROLE_TAKEN = "role taken"
    REVIEWED = "reviewed"
    CLOSED = "closed"
    HANDED_ON = "handed on"
    PROOF_CHANGED = "proof changed"
    REMOVED = "removed as it was old"
    HELD = "hold set"
    HOLD_LIFTED = "hold lifted"
    BECAME = "became, in a demonstration"
