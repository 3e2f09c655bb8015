"""Numbers written in the numerals of Ethiopia and Eritrea, which keyboards for Tigrinya and Amharic offer."""

from unicodedata import numeric

_ONE, _HUNDRED, _TEN_THOUSAND = "፩", "፻", "፼"


def in_digits(typed: str) -> str:
    """A number in these numerals, written in digits; any other text as it is.

    They have signs for 1 to 9, for each ten, for 100 and for 10,000, and none for nought: ፳፻፰ is 2008.
    """
    if not typed or not all(_ONE <= sign <= _TEN_THOUSAND for sign in typed):
        return typed
    before, group = 0, 0
    for sign in typed:
        if sign == _HUNDRED:
            before, group = before + max(group, 1) * 100, 0
        elif sign == _TEN_THOUSAND:
            before, group = max(before + group, 1) * 10_000, 0
        else:
            group += int(numeric(sign))
    return str(before + group)
