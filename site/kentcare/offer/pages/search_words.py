"""Cuts pages and questions of the search into words that compare equal however they were typed.

Words are cut to their stems, by Snowball where it knows the language. Marks that people leave out when they
type (Arabic vowels and the shapes of alef), and letters that are written for each other, are the same in the
pages and in the query.
"""

import re
import unicodedata
from collections.abc import Mapping
from itertools import chain

import snowballstemmer

from kentcare.offer.danger.letters import same_letters

_TOGETHER: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "'’‘ʼ`´")),  # "don't" is one word, and some type none
    ord("ٱ"): "ا",  # the one alef that has no parts
}
_STEMMERS = {"en": "english", "ar": "arabic"}
# Words that say nothing about what is looked for.
_STOP_WORDS = {
    "en": "a about am an and any are as at be been being but can cannot could did do does for from get got "
    "had has have he her him his how i if ill im in into is it its ive just lot lots many may me much "
    "my no not of on or our out please pls plz r said say says she should so some than that the their "
    "them then there these they this to too u up ur us very w was we were what when where which who "
    "why will with would wtf yes yet you your n id gona gonna gotta wana wanna dont doesnt didnt wont "
    "isnt arent hasnt havent couldnt",
    "ar": "في من على الى عن ما هل هو هي ان لا مع هذا هذه انا لي متى اين كيف كم التي الذي او ثم عند عندما "
    "ابلغ اصبح لدي عندي ليس لم لن كل قد وين فين ايش شو بدي",
    "ti": "ኣብ ናይ እዩ እያ ናብ ካብ እንታይ ከመይ መን መዓስ ኣበይ ብ ን ድማ ወይ እቲ እታ እዚ እዛ ኣነ ናተይ እየ ምስ ንኣይ ክንደይ ኣሎ ኣለኒ",
}
# Words that say little: what is rarer decides.
_LIGHT_WORDS = {
    "en": "ask come give go going help keep know let like make need new now people still take tell thing "
    "things use want way",
    "ar": "اريد احتاج مساعدة اعرف",
    "ti": "እደሊ ሓገዝ ክፈልጥ የድልየኒ",
}
_LITTLE = 0.2  # of what another word is worth
# How words are typed for short. A name and a question are the same whichever way they say it.
_IN_FULL = {
    "im": "i am",
    "ive": "i have",
    "whats": "what is",
    "wheres": "where is",
    "hows": "how is",
    "whos": "who is",
    "theyre": "they are",
    "youre": "you are",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "cant": "cannot",
    "wont": "will not",
    "isnt": "is not",
    "arent": "are not",
    "hasnt": "has not",
    "havent": "have not",
    "u": "you",
    "ur": "your",
    "r": "are",
    "n": "and",
    "wanna": "want to",
    "gonna": "going to",
}
_WRITTEN = re.compile(r"[^\s.,;:!?؟،؛።፣()\[\]{}\"“”«»]+")


class Words:
    """How the words of one language are read. For one thread at a time: the stemmer is not made for more."""

    def __init__(self, tag: str) -> None:
        stemmer = _STEMMERS.get(tag)
        self._stem = snowballstemmer.stemmer(stemmer).stemWord if stemmer else _ethiopic_stem
        self._stop_words = {word for one in _STOP_WORDS.get(tag, "").split() for word in self.of(one)}
        self._light = {self.stem(word) for one in _LIGHT_WORDS.get(tag, "").split() for word in self.of(one)}

    def stem(self, word: str) -> str:
        """A word, one of those that `of` gives, without its endings."""
        return self._stem(word)

    def stems_of(self, text: str) -> list[str]:
        """The words of a text without their endings, in their order."""
        return [self.stem(word) for word in self.of(text)]

    def weight(self, stem: str) -> float:
        """What a word counts beside the others of a question, from 0 to 1."""
        return _LITTLE if stem in self._light else 1.0

    def as_written(self, text: str) -> dict[str, str]:
        """The words of a text as they are compared, each with how it is written there."""
        return {word: one for one in _WRITTEN.findall(text) for word in self.of(one)}

    def exchanged(self, text: str, instead: Mapping[str, str]) -> str:
        """A text with other words in place of some, by how they are written there."""
        return _WRITTEN.sub(lambda found: instead.get(found[0], found[0]), text)

    def said(self, text: str) -> tuple[str, ...]:
        """All words of a text, those in full that are typed for short."""
        return tuple(chain.from_iterable(_IN_FULL.get(word, word).split() for word in self.of(text)))

    def saying(self, text: str) -> list[str]:
        """The words of a text that say something; all of them where none does."""
        every = self.of(text)
        return [word for word in every if word not in self._stop_words] or every

    def of(self, text: str) -> list[str]:
        """All words of a text, folded, in their order."""
        return re.findall(r"[^\W_]+", self._plain(text))

    @staticmethod
    def _plain(text: str) -> str:
        apart = unicodedata.normalize("NFKD", text.translate(_TOGETHER)).casefold()
        return same_letters("".join(sign for sign in apart if not unicodedata.combining(sign)))


def _ethiopic_stem(word: str) -> str:
    """A Tigrinya word without "to" or "by" before it, and without "my" after it; any other as it is."""
    if len(word) > 3 and word[0] in "ንብ":
        word = word[1:]
    if len(word) > 3 and word.endswith("ይ") and (ord(word[-2]) - 0x1200) % 8 == 0:
        word = word[:-2] + chr(ord(word[-2]) + 5)  # the letter without its vowel: ገንዘበይ is ገንዘብ
        word = word.removesuffix("ይ")
    return word
