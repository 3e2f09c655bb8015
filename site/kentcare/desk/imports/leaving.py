"""A list of colleagues who have left: whose accounts are closed by it, and who gets their work. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kentcare.accounts.accounts.rules import Role
from kentcare.desk.imports.csv_text import Line
from kentcare.desk.imports.faults import Fault, Wrong

COLUMNS = ("email", "hand_on_to")
# Whose work this list hands on: young people, homes, an advocate's cases.
HANDS_ON = frozenset({Role.PERSONAL_ADVISER, Role.ACCOMMODATION_OFFICER, Role.ADVOCATE})


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody whom the viewer looks after. `may_close` is not true of themself."""

    id: int
    ref: str
    roles: Collection[Role]
    may_close: bool


@dataclass(frozen=True, slots=True)
class Leaver:
    """An account to close, and the one that the work goes to. Both are told by what the list calls them."""

    id: int
    ref: str
    work: frozenset[Role]
    heir: int | None
    email: str
    heir_email: str


@dataclass(frozen=True, slots=True)
class CheckedLeavers:
    """What the list would do. Where there are faults, it does nothing."""

    leavers: tuple[Leaver, ...]
    faults: tuple[Fault, ...]

    @property
    def good(self) -> int:
        return len(self.leavers)

    @property
    def bad(self) -> int:
        """How many lines have a fault: one may have several."""
        return len({fault.line for fault in self.faults})

    @property
    def waiting(self) -> int:
        """How many leave work behind, perhaps, that goes to nobody yet."""
        return sum(bool(leaver.work) and leaver.heir is None for leaver in self.leavers)


def check_leavers(
    lines: Sequence[Line], faults: Sequence[Fault], colleagues: Mapping[str, Colleague]
) -> CheckedLeavers:
    """`colleagues`: by e-mail address, those whom the viewer looks after and nobody else.

    So somebody behind the wall and somebody who is not there at all are the same fault.
    """
    leaving = {line.cells["email"].lower() for line in lines}
    first: dict[str, int] = {}
    good: list[Leaver] = []
    wrong = list(faults)
    for line in lines:
        email, heir = line.cells["email"].lower(), line.cells["hand_on_to"].lower()
        found = colleagues.get(email)
        earlier = first.setdefault(email, line.number)
        if not email:
            wrong.append(Fault(line.number, Wrong.EMPTY, "email"))
        elif earlier != line.number:
            wrong.append(Fault(line.number, Wrong.TWICE, "email", other=earlier))
        elif found is None or not found.may_close:
            wrong.append(Fault(line.number, Wrong.NO_COLLEAGUE, "email"))
        elif why := _cannot_inherit(found, heir, colleagues.get(heir), leaving):
            wrong.append(Fault(line.number, why, "hand_on_to"))
        else:
            to = colleagues[heir].id if heir else None
            good.append(Leaver(found.id, found.ref, HANDS_ON & set(found.roles), to, email, heir))
    return CheckedLeavers(tuple(good), tuple(sorted(wrong, key=lambda fault: fault.line)))


def _cannot_inherit(
    leaver: Colleague, email: str, heir: Colleague | None, leaving: Collection[str]
) -> Wrong | None:
    """Why somebody cannot take on the work of whoever leaves. Their role must be the same."""
    work = HANDS_ON & set(leaver.roles)
    if not email:
        return None
    if not work:
        return Wrong.NOTHING_TO_HAND_ON
    if heir is None or not work <= set(heir.roles):
        return Wrong.NO_HEIR
    return Wrong.HEIR_LEAVES if email in leaving else None
