"""Splits a text into words, folded so that they compare equal however they were typed.

These differences are folded away: capitals and accents; every kind of apostrophe, and none; a Latin letter
typed twice or once ("stabed", "helllp"), but where that makes another word ("weed", "wed"); Arabic marks of
vowels, bearers of hamza, final ya and ta marbuta, drawn out letters, and figures; Ethiopic letters that are
spoken alike or nearly so, which everybody writes in their own way; and characters that are invisible.
"""

import re
import unicodedata

# Combining marks, apostrophes of any kind, and characters of no width: they do not separate words.
_INSIDE = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u135d-\u135f"
    "'’‘ʼʻ`´′＇"
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
# A sentence ends at a sign that a space or a bracket follows: "home.She" is a slip, and 11.40 is a time.
# Several stops are a pause, and no end. In Arabic, a line drawn out of no letter is a dash.
_TOKENS = re.compile(
    rf"[^\W_ـ](?:[^\W_]|[{_INSIDE}])*"
    r"|(?:(?<!\.)\.|[!?؟۔]+)(?=[\s\"'”’»)\]]|$)|[።፧]|፡፡"
    r"|&"
)
_ENDS = frozenset(".!?؟۔።፧፡")
# A double e or o makes another word more often than not: weed, career, shoot, loose. So does one drawn out.
# In Arabic and Ethiopic script two are two letters of a word: هدد is to threaten, and هد begins a gift.
_TWICE = re.compile(r"([a-df-np-z])\1+|(e|o)\2{2,}|([^\W\d_a-z])\3{2,}")
# Other words with a double letter that are not a misspelt form of the word without it.
_OTHER_WORDS = {"hopping", "latte", "needless", "off", "rapped", "rapping", "scarred", "starring"}
_OTHER_WORDS |= {"barred", "canned", "pinned", "stripped", "tapped", "tapping"}

# Where a letter has seven forms, as most Ethiopic ones have, a whole row of them is written as another row.
_ROWS = {"ሠ": "ሰ", "ፀ": "ጸ", "ሐ": "ሀ", "ኀ": "ሀ", "ዐ": "አ", "ኸ": "ከ", "ቐ": "ቀ"}
_SAME = {ord(row) + form: chr(ord(other) + form) for row, other in _ROWS.items() for form in range(7)}
# With a rounded sound: ጐ for ጎ, ሰጒጉ for ሰጉጉ.
_SAME |= {
    ord(round_): plain for round_, plain in zip("ቈቊቍቘቚቝኈኊኍኰኲኵዀዂዅጐጒጕ", "ቆቁቁቆቁቁሆሁሁኮኩኩኮኩኩጎጉጉ", strict=True)
}
_SAME |= {ord(letter): same for letter, same in zip("ىیکةۀھہ", "ييكهههه", strict=True)}
_SAME |= {ord(figure): str(unicodedata.digit(figure)) for figure in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}
_SAME |= {ord(unheard): "" for unheard in "ءـʼʻ"}
_LAST = str.maketrans("አሀዉዪ", "ኣሃውይ")


def folded(word: str) -> str:
    """A word as it is compared; the word itself where folding would leave nothing of it."""
    if word.isascii():
        plain = word.lower()
    else:
        plain = same_letters(unicodedata.normalize("NFKD", word.casefold())).casefold()
    if not plain.isalnum():
        plain = "".join(filter(str.isalnum, plain))
    return plain if plain in _OTHER_WORDS else _TWICE.sub(_once, plain) or word


def same_letters(text: str) -> str:
    """A text, decomposed already, with one letter for all that are written for each other."""
    return text.translate(_SAME).translate(_LAST)


def _once(letters: re.Match[str]) -> str:
    return letters[1] or (letters[2] or "") * 2 or letters[3]


def words_of(text: str) -> list[str]:
    """The words of a text in their order, folded, with an empty one where a sentence ends."""
    tokens = _TOKENS.findall(text)
    known = {found: _letters(found) for found in set(tokens)}
    return [known[found] for found in tokens]


def places_of(text: str) -> list[tuple[int, int]]:
    """Where each word that `words_of` gives begins and ends in the text."""
    return [token.span() for token in _TOKENS.finditer(text)]


def _letters(found: str) -> str:
    if found == "&":
        return "and"  # A&E
    return "" if found[0] in _ENDS else folded(found)
