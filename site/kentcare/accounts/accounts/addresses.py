"""A mobile number or an e-mail address, normalised however somebody types it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_HOME_COUNTRY = "GB"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: a mobile number in E.164 form (+447…) or an e-mail address."""

    channel: Literal["text", "email"]
    value: str


def read_address(typed: str) -> Address | None:
    """The address that somebody typed, or None where it is neither a mobile number nor an e-mail address."""
    typed = typed.strip()
    return _email(typed) if "@" in typed else _mobile(typed)


def cannot_get_texts(typed: str) -> bool:
    """Whether somebody typed a telephone number that gets no texts, as those of landlines and helplines."""
    number = _number(typed.strip())
    return number is not None and not _takes_texts(number)


def format_mobile(mobile: str) -> str:
    """An E.164 number as people here write it: 07700 900123; one from abroad with its country code."""
    import phonenumbers

    number = phonenumbers.parse(mobile)
    is_from_here = number.country_code == phonenumbers.country_code_for_region(_HOME_COUNTRY)
    shape = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, shape.NATIONAL if is_from_here else shape.INTERNATIONAL)


def _email(typed: str) -> Address | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    # Nobody's provider tells capitals apart, and a telephone's keyboard puts them in.
    return Address("email", checked.normalized.lower())


def _mobile(typed: str) -> Address | None:
    import phonenumbers

    number = _number(typed)
    if number is None or not _takes_texts(number):
        return None
    return Address("text", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _number(typed: str) -> "PhoneNumber | None":
    # Imported only when somebody signs in: it brings the numbering plans of the world.
    import phonenumbers

    try:
        number = phonenumbers.parse(typed, _HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    # Possible, not valid: the numbers that Ofcom keeps for fiction, and so for demonstrations, are not valid.
    return number if phonenumbers.is_possible_number(number) else None


def _takes_texts(number: "PhoneNumber") -> bool:
    """Whether a text can reach a number: it is as long as a mobile's, and of no kind that gets none."""
    from phonenumbers import PhoneNumberType as Kind
    from phonenumbers import ValidationResult, is_possible_number_for_type_with_reason, number_type

    length = is_possible_number_for_type_with_reason(number, Kind.MOBILE)
    # In some countries a number does not tell what it is; and what is too new for the list is let through.
    may = (Kind.MOBILE, Kind.FIXED_LINE_OR_MOBILE, Kind.UNKNOWN)
    return length == ValidationResult.IS_POSSIBLE and number_type(number) in may
