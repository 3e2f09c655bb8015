"""Words for lists: their titles, columns and faults. None of them repeats what stands in a line."""

from collections.abc import Callable

from kentcare.accounts.accounts.rules import Role
from kentcare.desk.imports.faults import FaultKind, LineFault
from kentcare.desk.imports.preview import RowKind
from kentcare.desk.imports.rules import ListKind
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext

# Nobody is called this, and nobody lives there.
EXAMPLES: dict[str, str] = {
    ListKind.YOUNG_PEOPLE: "C10001,Sam Example,2008-03-27,ar,adviser@example.org",
    ListKind.HOMES: "H201,The Example family,Ashford,officer@example.org,a@example.org;b@example.org",
    ListKind.ARRANGEMENTS: "C10001,H201,standard,2026-01-05,",
    ListKind.HOUSEHOLDS: "H201,2024-06-14,yes,no",
    ListKind.TERMS: "H201,2,2026-01-05,,head@example.org,2025-12-18",
    "leavers": "adviser@example.org,other.adviser@example.org",
}


def title(kind: ListKind) -> str:
    """The heading of a page that takes a list of this kind."""
    return {
        ListKind.YOUNG_PEOPLE: _("Bring in young people"),
        ListKind.HOMES: _("Bring in homes"),
        ListKind.ARRANGEMENTS: _("Bring in arrangements"),
        ListKind.HOUSEHOLDS: _("Bring in what is known of households"),
        ListKind.TERMS: _("Bring in the places of homes"),
    }[kind]


def work_words(role: Role, number: int) -> str:
    """How much of a role's work somebody leaves behind, such as “3 homes”."""
    match role:
        case Role.PERSONAL_ADVISER:
            return ngettext("%(num)s young person", "%(num)s young people", number)
        case Role.ACCOMMODATION_OFFICER:
            return ngettext("%(num)s home", "%(num)s homes", number)
        case _advocate:
            return ngettext("%(num)s case", "%(num)s cases", number)


def field_words() -> dict[str, str]:
    """The name of each field that a list can change, by its column."""
    return {
        "name": _("Name"),
        "born": _("Born"),
        "language": _("Language"),
        "adviser_email": _("Adviser"),
        "area": _("Area"),
        "officer_email": _("Officer"),
        "host_emails": _("Hosts"),
        "level": _("Level of support"),
        "from": _("First day"),
        "to": _("Last day"),
        "approved_on": _("Approved on"),
        "gas": _("Gas in the home"),
        "drives": _("The Hosts drive young people"),
        "places": _("Places"),
        "decided_by_email": _("Decided by"),
        "decided_on": _("Decided on"),
    }


def row_words() -> dict[RowKind, str]:
    """What happens to a row of a list."""
    return {
        RowKind.CHANGED: _("Changed"),
        RowKind.MERGED: _("Joined: the parts become one stay"),
        RowKind.NEW: _("New"),
    }


def untouched_words(kind: ListKind) -> str:
    """What a list never changes, even of the rows that it mentions."""
    return {
        ListKind.YOUNG_PEOPLE: _("Accounts, homes, reports and everything else of these young people."),
        ListKind.HOMES: _("Who lives in these homes, their reports, their training and their checks."),
        ListKind.ARRANGEMENTS: _("How and why a stay ended, and the reports about it."),
        ListKind.HOUSEHOLDS: _(
            "Certificates, other adults, and a day of approval where the list leaves the day empty."
        ),
        ListKind.TERMS: _("Who lives in these homes, and why their places were decided."),
    }[kind]


def columns(kind: str, languages: list[str]) -> list[tuple[str, str]]:
    """Each column of a kind of list: its heading, and what stands in it."""
    can_be_empty = _("It can be empty.")
    day = _("A day, as 2026-01-05 or 05/01/2026.")
    return {
        ListKind.YOUNG_PEOPLE: [
            ("case_number", _("The number in the case system.")),
            ("name", _("The first name and the last name.")),
            ("born", day),
            (
                "language",
                _("One of these: %(names)s. Empty means English.", names=", ".join(languages)),
            ),
            (
                "adviser_email",
                _("The e-mail address of the personal adviser’s account.") + " " + can_be_empty,
            ),
        ],
        ListKind.HOMES: [
            ("home_number", _("The number in the case system.")),
            ("name", _("What the home is called.")),
            ("area", _("The town or the district.")),
            (
                "officer_email",
                _("The e-mail address of the accommodation officer’s account.") + " " + can_be_empty,
            ),
            (
                "host_emails",
                _("The e-mail address of each Host’s account, with ; between them.") + " " + can_be_empty,
            ),
        ],
        ListKind.ARRANGEMENTS: [
            ("case_number", _("The number of a young person who is here already.")),
            ("home_number", _("The number of a home that is here already.")),
            ("level", _("The level of support: standard, complex or intensive.")),
            ("from", _("The first day there.") + " " + day),
            ("to", _("The last day there, that day included. Empty means that they live there now.")),
        ],
        ListKind.HOUSEHOLDS: [
            ("home_number", _("The number of a home that is here already.")),
            (
                "approved_on",
                _("The day of the Agency Decision Maker’s yes.")
                + " "
                + day
                + " "
                + _("Empty leaves the day that is here."),
            ),
            ("gas", _("Whether there is gas in the home: yes or no.")),
            ("drives", _("Whether the Hosts drive young people: yes or no.")),
        ],
        ListKind.TERMS: [
            ("home_number", _("The number of a home that is here already.")),
            ("places", _("How many young people may live there: 0 to 20.")),
            ("from", _("The first day of it.") + " " + day),
            ("to", _("The last day of it, that day included. Empty means that it goes on.")),
            (
                "decided_by_email",
                _("The e-mail address of the Head of Service who decided it.")
                + " "
                + _("Empty leaves what is here, or “nobody has said”."),
            ),
            ("decided_on", _("The day on which it was decided.") + " " + can_be_empty),
        ],
        "leavers": [
            ("email", _("The e-mail address of the account to close.")),
            (
                "hand_on_to",
                _(
                    "The e-mail address of a colleague with the same role, who takes on the young people, "
                    "homes or cases. Empty means that these wait for somebody."
                ),
            ),
        ],
    }[kind]


def fault_words(fault: LineFault) -> str:
    """What is wrong with a line, and what to do."""
    return _WORDS[fault.wrong](fault)


def _unknown_column(fault: LineFault) -> str:
    if not fault.heading:
        return _("A column has no heading. Write its heading, or take the column out.")
    if fault.meant:
        return _(
            "There is no column “%(heading)s” in this list. Did you mean “%(meant)s”?",
            heading=fault.heading,
            meant=fault.meant,
        )
    return _("There is no column “%(heading)s” in this list. Take it out.", heading=fault.heading)


_WORDS: dict[FaultKind, Callable[[LineFault], str]] = {
    FaultKind.NO_HEADINGS: lambda fault: _(
        "The first line must have the headings of the columns, written as on this page. Add them."
    ),
    FaultKind.COLUMN_MISSING: lambda fault: _(
        "The column “%(column)s” is missing. Add it, if need be with empty cells.", column=fault.column
    ),
    FaultKind.COLUMN_UNKNOWN: _unknown_column,
    FaultKind.COLUMN_TWICE: lambda fault: _(
        "The column “%(column)s” is there twice. Keep one of them.", column=fault.column
    ),
    FaultKind.NO_LINES: lambda fault: _("There are headings and no lines below them. Add the lines."),
    FaultKind.TOO_FEW_CELLS: lambda fault: _(
        "This line has fewer cells than there are headings. Is a comma missing?"
    ),
    FaultKind.TOO_MANY_CELLS: lambda fault: _(
        "This line has more cells than there are headings. Put quotation marks round a cell that has commas."
    ),
    FaultKind.QUOTES: lambda fault: _(
        "A quotation mark is opened and not closed, or stands in the middle. Put two where you mean one."
    ),
    FaultKind.UNREADABLE: lambda fault: _(
        "In “%(column)s” is a line break, or a sign that nobody can see (\ufffd below). Take it out.",
        column=fault.column,
    ),
    FaultKind.TWICE: lambda fault: _(
        "This is there already, in line %(other)s. Keep one of the two lines.", other=fault.other
    ),
    FaultKind.EMPTY: lambda fault: _("“%(column)s” is empty. Fill it in.", column=fault.column),
    FaultKind.TOO_LONG: lambda fault: _(
        "“%(column)s” is too long. It can have %(most)s letters. Make it shorter.",
        column=fault.column,
        most=fault.most,
    ),
    FaultKind.FORMULA: lambda fault: _(
        "“%(column)s” begins with = + - or @. A spreadsheet would take it for a sum. Take that sign out.",
        column=fault.column,
    ),
    FaultKind.NO_DAY: lambda fault: _(
        "In “%(column)s” is no day that there is. Write it as 2026-01-05 or 05/01/2026.", column=fault.column
    ),
    FaultKind.IN_THE_FUTURE: lambda fault: _("This day of birth is still to come. Check the year."),
    FaultKind.TOO_LONG_AGO: lambda fault: _("This day of birth is over 100 years ago. Check the year."),
    FaultKind.TOO_YOUNG: lambda fault: _("Somebody born on this day is not 10 yet. Check the year."),
    FaultKind.NO_LANGUAGE: lambda fault: _(
        "In “language” is none of the languages on this page. Choose one, or leave it empty for English."
    ),
    FaultKind.NO_LEVEL: lambda fault: _(
        "In “level” is no level of support. Write standard, complex or intensive."
    ),
    FaultKind.NO_ADVISER: lambda fault: _(
        "No personal adviser has an account with this address. Check it, or leave “adviser_email” empty."
    ),
    FaultKind.NO_OFFICER: lambda fault: _(
        "No accommodation officer has an account with this address. Check it, or leave “officer_email” empty."
    ),
    FaultKind.NO_HOST: lambda fault: _(
        "No Host has an account with this address. Check it, or take it out until they are invited."
    ),
    FaultKind.NO_PERSON: lambda fault: _(
        "No young person has this case number here. Check it, or bring in the young people first."
    ),
    FaultKind.NO_HOME: lambda fault: _(
        "No home has this number here. Check it, or bring in the homes first."
    ),
    FaultKind.NOT_YES_OR_NO: lambda fault: _(
        "In “%(column)s” is neither yes nor no. Write one of them.", column=fault.column
    ),
    FaultKind.APPROVED_LATER: lambda fault: _("This day of approval is still to come. Check it."),
    FaultKind.ENDS_FIRST: lambda fault: _("The last day is before the first. Check both."),
    FaultKind.OVERLAPS: lambda fault: _(
        "On these days the same person lives in the home of line %(other)s. End one before the other begins.",
        other=fault.other,
    ),
    FaultKind.OVERLAPS_KEPT: lambda fault: _(
        "On these days the same person lives in another home, by an arrangement that is here already. "
        "Add a line for that one, with its last day."
    ),
    FaultKind.NO_PLACES: lambda fault: _("In “places” is no number from 0 to 20. Write one."),
    FaultKind.NO_DECIDER: lambda fault: _(
        "No Head of Service has an account with this address. Check it, or leave “decided_by_email” and "
        "“decided_on” empty."
    ),
    FaultKind.DECIDED_HALF: lambda fault: _(
        "Who decided it and the day go together. Fill in “%(column)s”, or leave both empty.",
        column=fault.column,
    ),
    FaultKind.DECIDED_LATER: lambda fault: _("This day of the decision is still to come. Check it."),
    FaultKind.TWO_TERMS: lambda fault: _(
        "For some of these days the home has places by another line, or by what is here already. "
        "End one before the other begins, with a line for it."
    ),
    FaultKind.NO_TERMS: lambda fault: _(
        "Before or after the days of this line are some for which the home would have no number of places. "
        "Add a line for them, with 0 where nobody could live there."
    ),
    FaultKind.NO_COLLEAGUE: lambda fault: _(
        "You look after no open account with this address. Check it, or take the line out."
    ),
    FaultKind.NO_HEIR: lambda fault: _(
        "You look after no open account with the address in “hand_on_to” that has the same role. "
        "Check it, or leave it empty."
    ),
    FaultKind.HEIR_LEAVES: lambda fault: _(
        "The colleague in “hand_on_to” leaves by this list, too. Choose another, or leave it empty."
    ),
    FaultKind.NOTHING_TO_HAND_ON: lambda fault: _(
        "Only young people, homes and cases are handed on by this list, and this colleague has none. "
        "Leave “hand_on_to” empty."
    ),
}
