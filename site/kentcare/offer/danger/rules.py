"""Finds the phrases of the lists in a text. Whole words are compared, as letters.py folds them.

What stands between two words of a phrase never reaches over the end of a sentence. A harmless phrase cancels
a match of its own kind that lies wholly inside it, and no other; what stands in one of its gaps it does not
explain. What is harmless in a setting, such as a play, cancels a match of any kind, but only in a sentence
that names the setting. To say "not" cancels nothing: the reader is asked, not accused.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from kentcare.offer.danger.letters import folded, places_of, words_of
from kentcare.offer.danger.pattern import (
    FEWEST_LETTERS,
    NUMBER,
    Choice,
    Exactly,
    Series,
    WordGap,
)

DangerKind = Literal["hurt", "missing", "at risk"]
DANGER_KINDS: tuple[DangerKind, ...] = get_args(DangerKind)
Forms: TypeAlias = tuple[str, ...]
Gaps: TypeAlias = tuple[tuple[int, int], ...]  # the first and the last word of each


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase of a list.

    A harmless one cancels every match of its own kind that lies wholly inside it, but for what stands in its
    gaps. `alone`: it is a match only where nothing else is said in the text. Where `kind` is a setting, a
    harmless phrase cancels matches of any kind in a sentence that names it; one that `names` it does no more.
    """

    kind: str
    written: str
    meant: Choice
    harmless: bool = False
    alone: bool = False
    names: bool = False


@dataclass(frozen=True, order=True)
class PhraseMatch:
    """A phrase that was found: in the text of which number, from which character to which."""

    text: int
    start: int
    end: int
    kind: str
    phrase: str


def _longest(series: Series) -> int:
    """The largest number of words that a series may stand for."""
    return sum(
        max(map(_longest, part.among)) if isinstance(part, Choice) else getattr(part, "most", 1)
        for part in series
    )


@dataclass(eq=False, slots=True)
class _State:
    """A state of the automaton that reads phrases: which words may come next, which phrases have ended."""

    exactly: dict[str, list["_State"]] = field(default_factory=dict)
    beginning: dict[str, list["_State"]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()  # of those beginnings
    skips: list[list["_State"]] = field(
        default_factory=list
    )  # where to go on after 1, 2, 3... words of any kind
    ends: list[Phrase] = field(default_factory=list)

    def take(self, other: "_State") -> None:
        """Merge another state into this one."""
        for mine, theirs in ((self.exactly, other.exactly), (self.beginning, other.beginning)):
            for letters, following in theirs.items():
                mine.setdefault(letters, []).extend(following)
        self.lengths = tuple(sorted({*self.lengths, *other.lengths}))
        self.skips += [[] for _ in range(len(other.skips) - len(self.skips))]
        for here, there in zip(self.skips, other.skips, strict=False):
            here += there
        self.ends += other.ends

    def after(self, forms: Forms) -> list["_State"]:
        """The states to which a word leads, in any of the forms in which it may be read."""
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
        """One state that is all of these, so that a word that begins many phrases is looked up once."""
        one = cls()
        for state in states:
            one.take(state)
        one.skips = [[cls.of(skip)] if len(skip) > 1 else skip for skip in one.skips]
        return one


def _before(series: Series, following: _State) -> _State:
    """The state from which a series of words leads to the state `following`."""
    for part in reversed(series):
        state = _State()
        if isinstance(part, Choice):
            for one in part.among:
                if len(one) == 1 and isinstance(only := one[0], Exactly):
                    # Most of them. A state for each would be as many again.
                    state.exactly.setdefault(only.letters, []).append(following)
                else:
                    state.take(_before(one, following))
        elif isinstance(part, WordGap):
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
    """Finds phrases in texts: all of them at once, in time that hardly grows with the number of phrases.

    `prefixes`: letters that a language joins to the beginning of a word, such as the Arabic "and".
    `meant`: other spellings, folded, each with the words of the phrases that it may stand for.
    """

    def __init__(
        self,
        phrases: Iterable[Phrase],
        prefixes: Iterable[str] = (),
        meant: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        self._start, self._harmless, self._settings = _State(), _State(), _State()
        self._named: set[str] = set()
        self._longest = 0  # of the harmless phrases, in words
        for phrase in phrases:
            start = self._harmless if phrase.harmless else self._settings if phrase.names else self._start
            start.take(_before((phrase.meant,), _State(ends=[phrase])))
            if phrase.names:
                self._named.add(phrase.kind)
            if phrase.harmless:
                self._longest = max(self._longest, _longest((phrase.meant,)))
        self._prefixes = tuple({folded(prefix) for prefix in prefixes})
        self._meant = meant
        # By what leads there. However much is read, these are no more than the first words of the lists.
        self._begun: dict[tuple[int, ...], _State] = {}

    def find(self, texts: Iterable[str]) -> list[PhraseMatch]:
        """The phrases that stand in the texts, in order, without those that a harmless one cancels."""
        return sorted({match for number, text in enumerate(texts) for match in self._in_one(number, text)})

    def _in_one(self, number: int, text: str) -> Iterator[PhraseMatch]:
        forms = self._forms_of(words_of(text))
        spans = {found[:3] for found in self._spans(self._start, forms, range(len(forms)))}
        if not spans:
            return
        # A harmless phrase that covers a match begins no further before its end than such a phrase is long.
        near = {at for _, first, last in spans for at in range(max(0, last + 1 - self._longest), first + 1)}
        harmless = set(self._spans(self._harmless, forms, near))
        sentence = list(accumulate(not form for form in forms))
        # Most texts have no word that only a setting explains, so that nobody need look for one.
        asked = range(len(forms)) if any(other.kind in self._named for other, *_ in harmless) else ()
        named = {
            (phrase.kind, sentence[first]) for phrase, first, *_ in self._spans(self._settings, forms, asked)
        }
        kept = [
            (phrase, first, last)
            for phrase, first, last in spans
            if not any(
                (other.kind == phrase.kind or (other.kind, sentence[first]) in named)
                and begin <= first
                and last <= end
                and not any(from_ <= first and last <= to for from_, to in gaps)
                for other, begin, end, gaps in harmless
            )
        ]
        said = [number for number, form in enumerate(forms) if form]
        kept = [found for found in kept if not found[0].alone or (found[1], found[2]) == (said[0], said[-1])]
        places = places_of(text) if kept else []
        for phrase, first, last in kept:
            yield PhraseMatch(number, places[first][0], places[last][1], phrase.kind, phrase.written)

    def _forms_of(self, words: list[str]) -> list[Forms]:
        known = {letters: self._forms(letters) for letters in set(words)}
        return [known[letters] for letters in words]

    def _spans(
        self, start: _State, forms: list[Forms], where: Iterable[int]
    ) -> Iterator[tuple[Phrase, int, int, Gaps]]:
        """Each phrase that begins at one of these words, with its first and last word, and its gaps."""
        begun: dict[Forms, _State | None] = {}
        for first in where:
            read = forms[first]
            if read not in begun:
                begun[read] = self._state_after(start, read)
            if state := begun[read]:
                for phrase, last, gaps in _ends(state, first, forms):
                    yield phrase, first, last, gaps

    def _state_after(self, start: _State, forms: Forms) -> _State | None:
        """The state after the first word of a phrase; None where no phrase begins with it."""
        states = start.after(forms)
        if len(states) < 2:
            return states[0] if states else None
        key = tuple(map(id, states))
        if key not in self._begun:
            self._begun[key] = _State.of(states)
        return self._begun[key]

    def _forms(self, letters: str) -> Forms:
        """The word itself, what it may be another spelling of, and what is left of it without a prefix.

        Nothing for the end of a sentence.
        """
        if not letters:
            return ()
        forms = (letters, *self._meant.get(letters, ()))
        if letters.isdigit():
            return *forms, f"<{NUMBER}>"
        if letters.isascii() or not letters.startswith(self._prefixes):
            return forms
        cut = (letters[len(prefix) :] for prefix in self._prefixes if letters.startswith(prefix))
        return *forms, *(rest for rest in cut if len(rest) >= FEWEST_LETTERS)


def _ends(state: _State, first: int, forms: list[Forms]) -> Iterator[tuple[Phrase, int, Gaps]]:
    """The phrases that begin with the word `first`: the number of their last word, and their gaps."""
    left: list[tuple[_State, int, Gaps]] = [(state, first, ())]
    while left:
        state, at, gaps = left.pop()
        for phrase in state.ends:
            yield phrase, at, gaps
        here = at + 1
        if here == len(forms):
            continue
        for then in state.after(forms[here]):
            left.append((then, here, gaps))
        for skip in state.skips:
            here += 1
            if here == len(forms) or not forms[here - 1]:
                break  # the text ends, or the sentence
            for behind in skip:
                for then in behind.after(forms[here]):
                    left.append((then, here, (*gaps, (at + 1, here - 1))))
