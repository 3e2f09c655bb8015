"""Words for legal holds, on the page and on the command line."""

from kentcare.operations.holds.records import ACCOUNT, HOME, YOUNG_PERSON
from kentcare.web.language import gettext as _


def kind_words(kind: str) -> str:
    """What kind of record a hold is on. `kind`: one of `records.HOLDABLE`."""
    words = {
        YOUNG_PERSON: _("A young person"),
        ACCOUNT: _("Somebody’s account"),
        HOME: _("A home and its Hosts"),
    }
    return words[kind]
