"""The sheet to print: five things to ask for, in somebody's language and in English for their adviser.

The front is one page: what to ask for, the next dates, whom to ring, room for a name. The back has the proof.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import get_template_attribute

from kentcare.core.content.place import Contact
from kentcare.core.content.sources import Source
from kentcare.core.languages.english import bare
from kentcare.core.languages.listed import ENGLISH
from kentcare.offer.checker.answer_page import NEED_NO_ASKING, AnswerPage, ShownEntitlement, answer_page
from kentcare.offer.checker.questions import walk
from kentcare.offer.checker.replies import Replies
from kentcare.offer.entitlements.current import engine_now
from kentcare.web import language
from kentcare.web.language import gettext as _

_PIECES = "checker/_sheet.html"
_MOST_ASKED = 5
_MOST_DATES = 3
_MOST_RUNG = 3


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in the reader's language, and in English; `english` is empty where that is the same."""

    own: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class SheetProof:
    """Where a thing that is asked for is written."""

    name: Bilingual
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the template of the sheet shows.

    `heads` are its headings by name. `asks`, `dates` and `ring` are on the front; on the back are `proofs`,
    the names of all else that is owed (`more`), and the replies (`told`) but for private ones, which
    `leaves_out` says that there are. Not `has_worker`: nobody of the council signs.
    """

    heads: dict[str, Bilingual]
    asks: list[Bilingual]
    dates: list[Bilingual]
    ring: list[Contact]
    proofs: list[SheetProof]
    more: list[Bilingual]
    told: list[Bilingual]
    leaves_out: bool
    has_group: bool
    has_worker: bool


@dataclass(frozen=True, slots=True)
class _InOneLanguage:
    """The words of the sheet in one language."""

    page: AnswerPage
    heads: dict[str, str]
    asks: list[str]
    dates: list[str]
    names: list[str]
    more: list[str]
    told: list[str]


def sheet_of(replies: Replies, today: date) -> Sheet:
    """The sheet for some replies, with which every question is answered."""
    own = english = _in_current_language(replies, today)
    if not language.current().is_english:
        with language.speaking(ENGLISH):
            english = _in_current_language(replies, today)
    heads = _paired([*own.heads.values()], [*english.heads.values()])
    names = _paired(own.names, english.names)
    return Sheet(
        heads=dict(zip(own.heads, heads, strict=True)),
        asks=_paired(own.asks, english.asks),
        dates=_paired(own.dates, english.dates),
        ring=_to_ring(own.page),
        proofs=[
            SheetProof(name, shown.item.line.entitlement.sources)
            for name, shown in zip(names, _to_ask_for(own.page), strict=True)
        ],
        more=_paired(own.more, english.more),
        told=_paired(own.told, english.told),
        leaves_out=any(one.private for one in own.page.asked),
        has_group=own.page.has_group,
        has_worker=own.page.workers != "nobody",
    )


def _in_current_language(replies: Replies, today: date) -> _InOneLanguage:
    page = answer_page(walk(replies, today, engine_now(language.current().tag)))
    piece = {name: get_template_attribute(_PIECES, name) for name in ("ask", "told", "dated", "one_date")}
    asked = _to_ask_for(page)
    chosen = {shown.id for shown in asked}
    heads = {
        "title": _("What I ask for") if page.has_group else _("What I can ask for"),
        "headline": page.headline,
        "dated": piece["dated"](page.today),
        "dates": _("My next dates"),
        "ring": _("Numbers to ring"),
        "name": _("My name"),
        "adviser": _("Social worker") if page.workers == "social worker" else _("Adviser"),
        "day": _("Date"),
        "signature": _("Signature"),
        "says": _("What was said"),
        "proof": _("Where this is written"),
        "more": _("Also owed to me"),
        "told": _("What I told the site"),
        "left_out": _("Some replies are left out here. The reasons for what you ask may still tell of them."),
    }
    return _InOneLanguage(
        page,
        heads,
        [piece["ask"](shown) for shown in asked],
        [piece["one_date"](found) for found in page.stops[:_MOST_DATES]],
        [shown.name for shown in asked],
        [shown.name for shown in page.owed if shown.id not in chosen],
        [piece["told"](one) for one in page.asked if not one.private],
    )


def _to_ask_for(page: AnswerPage) -> list[ShownEntitlement]:
    """Five things, the urgent ones first, then those with a figure. A right that needs no asking is none.

    An urgent thing that hangs on what somebody does not know is among them, unless public funds may be closed
    to them: then nobody asks for it before they have spoken to a lawyer. Where a human rights assessment
    decides on all help, a lawyer and a home come before any figure.
    """
    urgent = [
        one.row
        for one in [*page.urgent, *page.more_urgent]
        if one.row.item.group != "no" and one.row.item.closed is None
    ]
    is_assessed = any(one.id == "human_rights_assessment" for one in page.owed)
    first = ("legal_advice_immigration", "accommodation") if is_assessed else ()
    needed = [one for one in page.decided if one.id in first]
    with_figure = [one for one in page.decided if one.figure]
    without = [one for one in page.decided if not one.figure]
    ranked = [*urgent, *needed, *page.first, *page.more, *with_figure, *without]
    return [*{one.id: one for one in ranked if one.id not in NEED_NO_ASKING}.values()][:_MOST_ASKED]


def _to_ring(page: AnswerPage) -> list[Contact]:
    """Three contacts with a number: those that the urgent things name first."""
    named = [contact for one in page.urgent for contact in one.contacts] + page.helpers
    return [*{one.name: one for one in named if one.telephone}.values()][:_MOST_RUNG]


def _paired(own: Sequence[str], english: Sequence[str]) -> list[Bilingual]:
    # What waits for its translation is in English already.
    return [
        Bilingual(words, theirs if bare(words) != theirs else "")
        for words, theirs in zip(own, english, strict=True)
    ]
