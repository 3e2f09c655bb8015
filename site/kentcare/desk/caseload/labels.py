"""Words for languages, levels of support, endings and states of an account, for staff."""

from functools import lru_cache

from kentcare.accounts.accounts.addresses import Address, format_mobile
from kentcare.core.languages.listed import every_language

# For the templates.
from kentcare.hosting.arrangements.labels import ending_words as ending_words
from kentcare.hosting.arrangements.labels import level_words as level_words
from kentcare.hosting.terms.labels import nobody_has_said as nobody_has_said
from kentcare.web import language
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


def choices_of_language() -> list[tuple[str, str]]:
    """The languages in which a young person can read this site: tag and English name."""
    return [(one.tag, language_name(one.tag)) for one in language.offered() if not one.is_pseudo]


@lru_cache(maxsize=256)
def language_name(tag: str) -> str:
    """The English name of a language, for staff who do not read it. An unknown tag stays as it is."""
    from babel import Locale

    listed = every_language().get(tag)
    return (Locale.parse(listed.locale).get_language_name("en") if listed else None) or tag


def age_words(age: int) -> str:
    """An age, such as “17 years old”."""
    return ngettext("%(num)s year old", "%(num)s years old", age)


def account_words(state: str | None) -> str:
    """Whether somebody can sign in; None for no account."""
    match state:
        case None:
            return _("None yet")
        case "invited":
            return _("Invited")
        case "active":
            return _("In use")
        case _other:
            return _("Closed")


def address_words(address: Address) -> str:
    """A number as people write it; an e-mail address as it is."""
    return format_mobile(address.value) if address.channel == "text" else address.value
