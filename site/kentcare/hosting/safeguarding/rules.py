"""Which phrases of a list stand in a text. Whole words are compared, as letters.py folds them.

A phrase is written as it would be typed, with these signs:

    suicid*              any word that begins so
    (came|come) back     one of these; an empty one, as in (the|), stands for no word at all
    broke ... wrist      up to three words may stand between; "...1" says up to one, and nine is the most
    <body>               one of the words of this group of the file; <number> is any number in figures

What stands between two words never reaches over the end of a sentence. A harmless phrase cancels a match of
its own kind that lies wholly inside it, and no other. To say "not" cancels nothing: the reader is asked, not
accused.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Literal, TypeAlias, Union, get_args

from lark import Lark, Token, Transformer, UnexpectedToken, v_args
from lark.exceptions import VisitError

from kentcare.hosting.safeguarding.letters import folded, places_of, words_of

Kind = Literal["hurt", "missing", "at risk"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NUMBER = "number"

_USUAL_GAP, _WIDEST_GAP = 3, 9
_FEWEST_LETTERS = 2  # before a star: one letter and a star would be every fifth word
# The signs above, for Lark. Every text is a row of these terminals, so only a bracket can be out of place; a
# lone < or > is left to `_Meaning`, which says what is wrong with it.
_GRAMMAR = r"""
start: choice
choice: series ("|" series)*
series: (word | gap | group | "(" choice ")")*
group: GROUP
gap: GAP
word: WORD
GROUP: /<[^<>]*>|</
GAP.1: /\.\.\.\d*/
WORD: /[^\s()|<>]+|>/
%ignore /\s+/
"""


class PatternError(ValueError):
    """A phrase that cannot be understood, with a sentence for whoever wrote it."""


@dataclass(frozen=True)
class Gap:
    """Up to so many words of any kind."""

    most: int


@dataclass(frozen=True)
class Exactly:
    """A word of these letters; of figures alone where `letters` is `<number>`."""

    letters: str


@dataclass(frozen=True)
class Beginning:
    """A word that begins with these letters."""

    letters: str


Part: TypeAlias = Gap | Exactly | Beginning
Series: TypeAlias = tuple[Union[Part, "Choice"], ...]


@dataclass(frozen=True)
class Choice:
    """One of these, whichever. An empty one is no word at all."""

    among: frozenset[Series]


Groups = Mapping[str, Choice]
Forms: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase as it stands in a list. A harmless one cancels what lies inside it."""

    kind: Kind
    written: str
    meant: Choice
    harmless: bool = False


@dataclass(frozen=True, order=True)
class Match:
    """A phrase that stands in the text of this number, from `start` to `end`."""

    text: int
    start: int
    end: int
    kind: Kind
    phrase: str


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="basic")


def meaning_of(written: str, groups: Groups) -> Choice:
    """What a phrase stands for. Raises PatternError."""
    try:
        found = _Meaning(groups).transform(_parser().parse(written))
    except UnexpectedToken as error:
        what = "closed and was not opened" if error.token.type == "RPAR" else "not closed"
        raise PatternError(f"A bracket is {what} in “{written}”.") from None
    except VisitError as error:
        raise error.orig_exc from None
    if any(map(_may_be_nothing, found.among)):
        raise PatternError(f"“{written}” could be no word at all.")
    if any(_has_gap_at_end(series, way) for series in found.among for way in (1, -1)):
        raise PatternError(f"“{written}” may begin or end with words of any kind. Take those dots away.")
    return found


def _may_be_nothing(series: Series) -> bool:
    return all(isinstance(part, Choice) and any(map(_may_be_nothing, part.among)) for part in series)


def _has_gap_at_end(series: Series, way: int) -> bool:
    """Whether the first part may be a gap or, with -1 as `way`, the last."""
    for part in series[::way]:
        if isinstance(part, Gap):
            return True
        if not isinstance(part, Choice):
            return False
        if any(_has_gap_at_end(one, way) for one in part.among):
            return True
        if not any(map(_may_be_nothing, part.among)):
            return False
    return False


def _longest(series: Series) -> int:
    """The most words that may stand for it."""
    return sum(
        max(map(_longest, part.among)) if isinstance(part, Choice) else getattr(part, "most", 1)
        for part in series
    )


@v_args(inline=True)
class _Meaning(Transformer[Token, Choice]):
    """Makes what a phrase stands for from its syntax tree, rule by rule of the grammar."""

    def __init__(self, groups: Groups) -> None:
        super().__init__(visit_tokens=False)  # a token is read by the rule that it stands in
        self._groups = groups

    def start(self, found: Choice) -> Choice:
        """The whole phrase. (a|b) alone is the same as a|b."""
        match list(found.among):
            case [(Choice() as only,)]:
                return only
        return found

    def choice(self, *among: Series) -> Choice:
        return Choice(frozenset(among))

    def series(self, *parts: Series | Choice) -> Series:
        return tuple(chain.from_iterable(part if isinstance(part, tuple) else (part,) for part in parts))

    def group(self, bracketed: Token) -> Series:
        name = bracketed.strip("<>")
        if name == NUMBER:
            return (Exactly(f"<{NUMBER}>"),)
        if name not in self._groups:
            raise PatternError(f"There is no group of the name “{name}” in this file.")
        return (self._groups[name],)

    def gap(self, dots: Token) -> Series:
        most = int(dots.lstrip(".") or _USUAL_GAP)
        if not 1 <= most <= _WIDEST_GAP:
            raise PatternError(f"Between two words may stand 1 to {_WIDEST_GAP} others, not {most}.")
        return (Gap(most),)

    def word(self, written: Token) -> Series:
        """The words in what stands between two spaces: self-harm is two."""
        before, star, after = written.partition("*")
        if after:
            raise PatternError(f"A star ends a word: “{written}”.")
        letters = [word for word in words_of(before) if word]
        if not letters:
            raise PatternError(f"There is no letter in “{written}”.")
        last = letters.pop()
        if star and len(last) < _FEWEST_LETTERS:
            raise PatternError(f"At least {_FEWEST_LETTERS} letters stand before a star, not “{written}”.")
        return (*map(Exactly, letters), Beginning(last) if star else Exactly(last))


@dataclass(eq=False, slots=True)
class _State:
    """A place within phrases: what may come next there, and what has ended."""

    exactly: dict[str, list["_State"]] = field(default_factory=dict)
    beginning: dict[str, list["_State"]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()  # of those beginnings
    skips: list[list["_State"]] = field(
        default_factory=list
    )  # where to go on after 1, 2, 3... words of any kind
    ends: list[Phrase] = field(default_factory=list)

    def take(self, other: "_State") -> None:
        """Be the other place too."""
        for mine, theirs in ((self.exactly, other.exactly), (self.beginning, other.beginning)):
            for letters, following in theirs.items():
                mine.setdefault(letters, []).extend(following)
        self.lengths = tuple(sorted({*self.lengths, *other.lengths}))
        self.skips += [[] for _ in range(len(other.skips) - len(self.skips))]
        for here, there in zip(self.skips, other.skips, strict=False):
            here += there
        self.ends += other.ends

    def after(self, forms: Forms) -> list["_State"]:
        """Where a word leads, in any of the forms it may be read in."""
        found: list[_State] = []
        exactly, beginning, lengths = self.exactly, self.beginning, self.lengths
        for form in forms:
            if form in exactly:
                found += exactly[form]
            for length in lengths:
                if (start := form[:length]) in beginning:
                    found += beginning[start]
        return found

    @classmethod
    def of(cls, states: list["_State"]) -> "_State":
        """One place that is all of these, so that a word that begins many phrases is looked up once."""
        one = cls()
        for state in states:
            one.take(state)
        one.skips = [[cls.of(skip)] if len(skip) > 1 else skip for skip in one.skips]
        return one


def _before(series: Series, following: _State) -> _State:
    """The place from which a series of words leads to another."""
    for part in reversed(series):
        state = _State()
        if isinstance(part, Choice):
            for one in part.among:
                state.take(_before(one, following))
        elif isinstance(part, Gap):
            state.take(following)
            state.skips = [[following] for _ in range(part.most)]
        elif isinstance(part, Exactly):
            state.exactly[part.letters] = [following]
        else:
            state.beginning[part.letters] = [following]
            state.lengths = (len(part.letters),)
        following = state
    return following


class Finder:
    """Finds phrases in texts: all of them at once, in time that hardly grows with their number.

    `prefixes` are letters that a language writes before a word and joins to it, such as the Arabic "and".
    """

    def __init__(self, phrases: Iterable[Phrase], prefixes: Iterable[str] = ()) -> None:
        self._start, self._harmless = _State(), _State()
        self._longest = 0  # of the harmless phrases, in words
        for phrase in phrases:
            start = self._harmless if phrase.harmless else self._start
            start.take(_before((phrase.meant,), _State(ends=[phrase])))
            if phrase.harmless:
                self._longest = max(self._longest, _longest((phrase.meant,)))
        self._prefixes = tuple({folded(prefix) for prefix in prefixes})
        # By what leads there. However much is read, these are no more than the first words of the lists.
        self._begun: dict[tuple[int, ...], _State] = {}

    def found(self, texts: Iterable[str]) -> list[Match]:
        """What stands in the texts, in its order."""
        return sorted({match for number, text in enumerate(texts) for match in self._in_one(number, text)})

    def _in_one(self, number: int, text: str) -> Iterator[Match]:
        forms = self._forms_of(words_of(text))
        spans = set(self._spans(self._start, forms, range(len(forms))))
        if not spans:
            return
        # A harmless phrase that covers a match begins no further before its end than such a phrase is long.
        near = {at for _, first, last in spans for at in range(max(0, last + 1 - self._longest), first + 1)}
        harmless = set(self._spans(self._harmless, forms, near))
        kept = [
            (phrase, first, last)
            for phrase, first, last in spans
            if not any(
                other.kind == phrase.kind and begin <= first and last <= end for other, begin, end in harmless
            )
        ]
        places = places_of(text) if kept else []
        for phrase, first, last in kept:
            yield Match(number, places[first][0], places[last][1], phrase.kind, phrase.written)

    def _forms_of(self, words: list[str]) -> list[Forms]:
        known = {letters: self._forms(letters) for letters in set(words)}
        return [known[letters] for letters in words]

    def _spans(
        self, start: _State, forms: list[Forms], where: Iterable[int]
    ) -> Iterator[tuple[Phrase, int, int]]:
        """Each phrase that begins there, with the numbers of its first and its last word."""
        begun: dict[Forms, _State | None] = {}
        for first in where:
            read = forms[first]
            if read not in begun:
                begun[read] = self._state_after(start, read)
            if state := begun[read]:
                for phrase, last in _ends(state, first, forms):
                    yield phrase, first, last

    def _state_after(self, start: _State, forms: Forms) -> _State | None:
        """Where the first word of a phrase leads; None if no phrase begins so."""
        states = start.after(forms)
        if len(states) < 2:
            return states[0] if states else None
        key = tuple(map(id, states))
        if key not in self._begun:
            self._begun[key] = _State.of(states)
        return self._begun[key]

    def _forms(self, letters: str) -> Forms:
        """The word itself, and without what is joined to its beginning. None where a sentence ends."""
        if not letters:
            return ()
        if letters.isdigit():
            return letters, f"<{NUMBER}>"
        if letters.isascii() or not letters.startswith(self._prefixes):
            return (letters,)
        cut = (letters[len(prefix) :] for prefix in self._prefixes if letters.startswith(prefix))
        return letters, *(rest for rest in cut if len(rest) >= _FEWEST_LETTERS)


def _ends(state: _State, first: int, forms: list[Forms]) -> Iterator[tuple[Phrase, int]]:
    """The phrases that the word of this number begins, and the numbers of the words on which they end."""
    left = [(state, first)]
    while left:
        state, at = left.pop()
        for phrase in state.ends:
            yield phrase, at
        here = at + 1
        if here == len(forms):
            continue
        for then in state.after(forms[here]):
            left.append((then, here))
        for skip in state.skips:
            here += 1
            if here == len(forms) or not forms[here - 1]:
                break  # the text ends, or the sentence
            for behind in skip:
                for then in behind.after(forms[here]):
                    left.append((then, here))
