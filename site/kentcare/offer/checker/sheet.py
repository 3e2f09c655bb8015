"""The sheet to print: what somebody is owed in their language, and beside it in English for their adviser."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from flask import get_template_attribute

from kentcare.core.content.sources import Source
from kentcare.core.languages.listed import ENGLISH
from kentcare.offer.checker.answer_page import AnswerPage, answer_page
from kentcare.offer.checker.questions import walk
from kentcare.offer.checker.replies import Replies
from kentcare.offer.entitlements.current import engine_now
from kentcare.web import language
from kentcare.web.language import gettext as _

_PIECES = "checker/_sheet.html"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in the reader's language, and in English; `english` is empty where that is the same."""

    own: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An entitlement on the sheet, with where it is written."""

    words: Bilingual
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """A part of the sheet: what is owed, what somebody decides, or what nobody knows."""

    heading: Bilingual
    rows: list[SheetRow]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the template of the sheet shows. `told`: the replies, but for private ones."""

    title: Bilingual
    statuses: Bilingual
    dated: Bilingual
    groups: list[SheetGroup]
    answers_heading: Bilingual
    told: list[Bilingual]
    adviser: Bilingual


@dataclass(frozen=True, slots=True)
class _InOneLanguage:
    """The words of the sheet in one language."""

    heads: list[str]
    groups: list[tuple[str, list[tuple[str, tuple[Source, ...]]]]]
    told: list[str]


def sheet_of(replies: Replies, today: date) -> Sheet:
    """The sheet for some replies, with which every question is answered."""
    own = _in_current_language(replies, today)
    english = None
    if not language.current().is_english:
        with language.speaking(ENGLISH):
            english = _in_current_language(replies, today)
    title, statuses, dated, answers_heading, adviser = _paired(own.heads, english.heads if english else [])
    groups = [
        SheetGroup(Bilingual(heading, theirs[0] if theirs else ""), _rows(rows, theirs[1] if theirs else []))
        for (heading, rows), theirs in zip_longest(own.groups, english.groups if english else [])
    ]
    told = _paired(own.told, english.told if english else [])
    return Sheet(title, statuses, dated, groups, answers_heading, told, adviser)


def _in_current_language(replies: Replies, today: date) -> _InOneLanguage:
    page = answer_page(walk(replies, today, engine_now(language.current().tag)))
    told = get_template_attribute(_PIECES, "told")
    heads = [
        _("What I am owed"),
        get_template_attribute(_PIECES, "statuses")(page),
        get_template_attribute(_PIECES, "dated")(today),
        _("What I told the site"),
        _("What my adviser says"),
    ]
    return _InOneLanguage(heads, _groups(page), [told(one) for one in page.asked if not one.private])


def _groups(page: AnswerPage) -> list[tuple[str, list[tuple[str, tuple[Source, ...]]]]]:
    entitlement = get_template_attribute(_PIECES, "entitlement")
    return [
        (heading, [(entitlement(shown), shown.item.line.entitlement.sources) for shown in listed])
        for heading, listed in (
            (_("Owed to me"), page.owed),
            (_("Somebody decides"), page.decided),
            (_("We do not know"), page.unknown),
        )
    ]


def _rows(
    own: list[tuple[str, tuple[Source, ...]]], english: list[tuple[str, tuple[Source, ...]]]
) -> list[SheetRow]:
    return [
        SheetRow(Bilingual(words, theirs[0] if theirs else ""), sources)
        for (words, sources), theirs in zip_longest(own, english)
    ]


def _paired(own: Sequence[str], english: Sequence[str]) -> list[Bilingual]:
    return [Bilingual(words, theirs or "") for words, theirs in zip_longest(own, english)]
