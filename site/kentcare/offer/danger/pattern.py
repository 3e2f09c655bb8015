"""How a phrase of the lists is written, and what it stands for.

A phrase is written as somebody would type it, with these signs:

    suicid*              any word that begins like this
    (came|come) back     one of these; an empty one, as in (the|), stands for no word at all
    broke ... wrist      up to three words may stand between; "...1" says up to one, and nine is the most
    <body>               one of the words of this group of the file; <number> is any number in figures

Words are compared as letters.py folds them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from threading import Lock
from typing import TypeAlias, Union, cast

from lark import Lark, Token, Transformer, UnexpectedToken

from kentcare.offer.danger.letters import words_of

NUMBER = "number"

_USUAL_GAP, _WIDEST_GAP = 3, 9
FEWEST_LETTERS = 2  # before a star: one letter and a star would be every fifth word
# Most phrases and nearly all words of the groups have none of these, and need no parser.
_SIGN = re.compile(r"[()|<>]|\.\.\.")
# The signs above, for Lark. Every text is a sequence of these terminals, so only a bracket can be out of
# place; a lone < or > is left to `_ToChoice`, which says what is wrong with it. Brackets that hold nothing
# but words are one terminal, since most of the lists is such brackets.
_GRAMMAR = r"""
start: choice
choice: series ("|" series)*
series: (word | gap | group | plain | "(" choice ")")*
plain: PLAIN
group: GROUP
gap: GAP
word: WORD
GROUP: /<[^<>]*>|</
GAP.1: /\.\.\.\d*/
PLAIN.2: /\((?:(?!\.\.\.)[^()<>])*\)/
WORD: /[^\s()|<>]+|>/
%ignore /\s+/
"""


class PatternError(ValueError):
    """A phrase is not written by the rules. The message is a sentence for whoever wrote it."""


@dataclass(frozen=True)
class WordGap:
    """A gap between two words of a phrase: up to `most` words of any kind."""

    most: int


@dataclass(frozen=True)
class Exactly:
    """A word that is exactly these letters; any number in figures where `letters` is `<number>`."""

    letters: str


@dataclass(frozen=True)
class Beginning:
    """A part of a phrase: any word that begins with these letters."""

    letters: str


Part: TypeAlias = WordGap | Exactly | Beginning
Series: TypeAlias = tuple[Union[Part, "Choice"], ...]


@dataclass(frozen=True)
class Choice:
    """Alternatives in a phrase: several series of words. An empty series stands for no word at all."""

    among: frozenset[Series]


Groups = Mapping[str, Choice]


# One phrase at a time: the parser makes a Choice of it as it reads, from the groups of the file.
_one_at_a_time = Lock()


@cache
def _parser() -> tuple[Lark, "_ToChoice"]:
    to_choice = _ToChoice()
    return Lark(_GRAMMAR, parser="lalr", lexer="basic", transformer=to_choice), to_choice


def parse_pattern(written: str, groups: Groups) -> Choice:
    """What a phrase of the lists stands for. `groups`: the groups of words of its file, by name.

    Raises PatternError where it is not written by the rules, could be no word at all, or begins or ends with
    a gap.
    """
    if written.strip() and not _SIGN.search(written):
        return Choice(frozenset([_series(written)]))
    try:
        with _one_at_a_time:
            parser, to_choice = _parser()
            to_choice.groups = groups
            found = cast(Choice, parser.parse(written))
    except UnexpectedToken as error:
        what = "closed and was not opened" if error.token.type == "RPAR" else "not closed"
        raise PatternError(f"A bracket is {what} in “{written}”.") from None
    if any(map(_may_be_nothing, found.among)):
        raise PatternError(f"“{written}” could be no word at all.")
    if any(_has_gap_at_end(series, way) for series in found.among for way in (1, -1)):
        raise PatternError(f"“{written}” may begin or end with words of any kind. Take those dots away.")
    return found


def _may_be_nothing(series: Series) -> bool:
    return all(isinstance(part, Choice) and any(map(_may_be_nothing, part.among)) for part in series)


def _has_gap_at_end(series: Series, way: int) -> bool:
    """Whether the first part of a series may be a gap; the last part where `way` is -1."""
    for part in series[::way]:
        if isinstance(part, WordGap):
            return True
        if not isinstance(part, Choice):
            return False
        if any(_has_gap_at_end(one, way) for one in part.among):
            return True
        if not any(map(_may_be_nothing, part.among)):
            return False
    return False


class _ToChoice(Transformer[Token, Choice]):
    """Turns the syntax tree of a phrase into a Choice: a method for each rule of the grammar.

    Each is given what stands below it as one list: to hand it over piece by piece took half the time.
    """

    def __init__(self) -> None:
        super().__init__(visit_tokens=False)  # a token is read by the rule that it stands in
        self.groups: Groups = {}

    def start(self, below: list[Choice]) -> Choice:
        """The whole phrase. A single pair of brackets around it changes nothing."""
        [found] = below
        match list(found.among):
            case [(Choice() as only,)]:
                return only
        return found

    def choice(self, among: list[Series]) -> Choice:
        return Choice(frozenset(among))

    def series(self, parts: list[Series | Choice]) -> Series:
        return tuple(chain.from_iterable(part if isinstance(part, tuple) else (part,) for part in parts))

    def plain(self, below: list[Token]) -> Series:
        """Brackets that hold nothing but words."""
        return (Choice(frozenset(map(_series, below[0][1:-1].split("|")))),)

    def group(self, below: list[Token]) -> Series:
        name = below[0].strip("<>")
        if name == NUMBER:
            return (Exactly(f"<{NUMBER}>"),)
        if name not in self.groups:
            raise PatternError(f"There is no group of the name “{name}” in this file.")
        return (self.groups[name],)

    def gap(self, below: list[Token]) -> Series:
        most = int(below[0].lstrip(".") or _USUAL_GAP)
        if not 1 <= most <= _WIDEST_GAP:
            raise PatternError(f"Between two words may stand 1 to {_WIDEST_GAP} others, not {most}.")
        return (WordGap(most),)

    def word(self, below: list[Token]) -> Series:
        return _words(str(below[0]))


def _series(written: str) -> Series:
    return tuple(chain.from_iterable(map(_words, written.split())))


@lru_cache(maxsize=16_384)  # more than stand in the lists
def _words(written: str) -> Series:
    """The words between two spaces, which may be several: self-harm is two."""
    before, star, after = written.partition("*")
    if after:
        raise PatternError(f"A star ends a word: “{written}”.")
    letters = [word for word in words_of(before) if word]
    if not letters:
        raise PatternError(f"There is no letter in “{written}”.")
    last = letters.pop()
    if star and len(last) < FEWEST_LETTERS:
        raise PatternError(f"At least {FEWEST_LETTERS} letters stand before a star, not “{written}”.")
    return (*map(Exactly, letters), Beginning(last) if star else Exactly(last))
