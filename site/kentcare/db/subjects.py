"""What a writer locks before it checks something and then saves: a person, a home, a form, a job.

On PostgreSQL two writers wait for each other only where they name the same subject. Locks are taken in one
order everywhere, that of `Kind` and then of the key, so that no two writers wait for each other in a circle.
docs/decisions/0032-locks-by-subject.md says which check each of them protects.
"""

import hashlib
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """The kinds of subjects, in the order in which they are locked."""

    MARK = 1
    JOB = 2
    LIST = 3
    FORM = 4
    IDENTITY = 5
    ROLE = 6
    ADDRESS = 7
    ACCOUNT = 8
    HOME = 9
    YOUNG_PERSON = 10
    REPORT = 11
    RECORD = 12
    ANSWERS = 13
    COUNTER = 14


# The subjects that are a row. It is the row that is locked: a lock by number would need room in the memory of
# the server, which a list of thousands of people would use up.
TABLES = {
    Kind.ACCOUNT: "account",
    Kind.HOME: "home",
    Kind.YOUNG_PERSON: "young_person",
    Kind.REPORT: "monthly_report",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that one writer at a time changes. `key`: the id of the row, or the number of the lock."""

    kind: Kind
    key: int

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands among all subjects: locks are taken in this order."""
        return (self.kind, self.key)


def _named(kind: Kind, *names: object) -> Subject:
    """A subject without a row of its own. Two that share a number by chance wait for each other, no more."""
    name = "\0".join((kind.name, *map(str, names)))
    return Subject(kind, int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True))


def mark(name: str) -> Subject:
    """A mark of the deployment, such as that it is a demonstration."""
    return _named(Kind.MARK, name)


def job(name: str) -> Subject:
    """A job that several processes may begin and one at a time does."""
    return _named(Kind.JOB, name)


def case_list(kind: str) -> Subject:
    """Bringing in a list of one kind."""
    return _named(Kind.LIST, kind)


def form(holder: object, name: str, about: str) -> Subject:
    """One form of one holder: its draft, and that it is sent once."""
    return _named(Kind.FORM, holder, name, about)


def identity(issuer: str, subject: str) -> Subject:
    """An identity at another provider, as it is tied to an account."""
    return _named(Kind.IDENTITY, issuer, subject)


def role(name: str) -> Subject:
    """Who is the first to hold a role."""
    return _named(Kind.ROLE, name)


def account(account_id: int) -> Subject:
    """An account: its state, its roles, how its owner proves who they are, its sessions."""
    return Subject(Kind.ACCOUNT, account_id)


def home(home_id: int) -> Subject:
    """A home: who lives there, how many may, its household, its Hosts."""
    return Subject(Kind.HOME, home_id)


def young_person(young_person_id: int) -> Subject:
    """A young person: their record, where they live, the reports about them."""
    return Subject(Kind.YOUNG_PERSON, young_person_id)


def report(report_id: int) -> Subject:
    """A monthly report that was sent, and the notes beside it."""
    return Subject(Kind.REPORT, report_id)


def record(kind: str, ref: object) -> Subject:
    """Any other record by its kind and its ref, such as the files of a draft or the hold on a home."""
    return _named(Kind.RECORD, kind, ref)


def address(value: str) -> Subject:
    """A telephone number, an e-mail address, or either as one caller tries it, by its value or its hash."""
    return _named(Kind.ADDRESS, value)


def answers_of(account_id: int) -> Subject:
    """What somebody has not opened yet."""
    return _named(Kind.ANSWERS, account_id)


def counter(key: str) -> Subject:
    """A count under a key."""
    return _named(Kind.COUNTER, key)
