"""Rules for a list of colleagues who have left: whose accounts it closes, and who takes over their work."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kentcare.accounts.accounts.rules import Role
from kentcare.desk.imports.csv_text import ListLine
from kentcare.desk.imports.faults import FaultKind, LineFault

COLUMNS = ("email", "hand_on_to")
# Whose work such a list hands over: young people, homes, an advocate's cases.
ROLES_WITH_WORK = frozenset({Role.PERSONAL_ADVISER, Role.ACCOMMODATION_OFFICER, Role.ADVOCATE})


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague whose account the viewer looks after. `may_close` is false for the viewer's own."""

    id: int
    ref: str
    roles: Collection[Role]
    may_close: bool


@dataclass(frozen=True, slots=True)
class Leaver:
    """An account to close, and the account that takes over its work (`heir`), each with its e-mail address.

    `work`: the roles that may leave work behind. `heir` is None where the work waits for somebody.
    """

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
    faults: tuple[LineFault, ...]

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
    lines: Sequence[ListLine], faults: Sequence[LineFault], colleagues: Mapping[str, Colleague]
) -> CheckedLeavers:
    """Check a list of leavers. `colleagues`: by e-mail address, those whom the viewer looks after.

    Nobody else is among them, so an advocate, whom the council must not learn of, and somebody who does not
    exist are the same fault.
    """
    leavers = {line.cells["email"].lower() for line in lines}
    first: dict[str, int] = {}
    good: list[Leaver] = []
    wrong = list(faults)
    for line in lines:
        email, heir = line.cells["email"].lower(), line.cells["hand_on_to"].lower()
        found = colleagues.get(email)
        earlier = first.setdefault(email, line.number)
        if not email:
            wrong.append(LineFault(line.number, FaultKind.EMPTY, "email"))
        elif earlier != line.number:
            wrong.append(LineFault(line.number, FaultKind.TWICE, "email", other=earlier))
        elif found is None or not found.may_close:
            wrong.append(LineFault(line.number, FaultKind.NO_COLLEAGUE, "email"))
        elif why := _cannot_inherit(found, heir, colleagues.get(heir), leavers):
            wrong.append(LineFault(line.number, why, "hand_on_to"))
        else:
            to = colleagues[heir].id if heir else None
            work = ROLES_WITH_WORK & set(found.roles)
            good.append(Leaver(id=found.id, ref=found.ref, work=work, heir=to, email=email, heir_email=heir))
    return CheckedLeavers(tuple(good), tuple(sorted(wrong, key=lambda fault: fault.line)))


def _cannot_inherit(
    leaver: Colleague, email: str, heir: Colleague | None, leavers: Collection[str]
) -> FaultKind | None:
    """Why somebody cannot take over a leaver's work; None where they can. They must hold the same role."""
    work = ROLES_WITH_WORK & set(leaver.roles)
    if not email:
        return None
    if not work:
        return FaultKind.NOTHING_TO_HAND_ON
    if heir is None or not work <= set(heir.roles):
        return FaultKind.NO_HEIR
    return FaultKind.HEIR_LEAVES if email in leavers else None
