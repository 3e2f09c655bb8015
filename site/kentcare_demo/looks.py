"""What colleagues did over the last six weeks: when they came in, whose record they opened or changed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from random import Random

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit.actions import Action
from kentcare_demo.chance import chance, in_the_office, working_days
from kentcare_demo.people import Somebody, is_of_the_charity, with_role
from kentcare_demo.service import Service
from kentcare_demo.young_people import Young

Row = dict[str, object]

_DAYS = 30
_FIELDS = ("language", "adviser_id", "name", "born")


def rows(service: Service) -> list[Row]:
    """Lines of the audit trail, in the order in which they happened."""
    luck = chance("looks")
    days = working_days(service.now.date(), _DAYS)
    found = [
        *_comings(luck, service, days),
        *_looks_of_advisers(luck, service, days),
        *_looks_of_officers(luck, service, days),
        *_invitations(service),
    ]
    return sorted(found, key=lambda row: str(row["at"]))


def _row(
    at: datetime,
    action: Action,
    actor: Somebody,
    *,
    young: Young | None = None,
    kind: str | None = None,
    ref: str | None = None,
    about: str | None = None,
) -> Row:
    return {
        "at": at,
        "action": action.value,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "actor_roles": " ".join(sorted(actor.roles)),
        "young_person_id": young.id if young else None,
        "kind": kind,
        "ref": ref,
        "about": about,
    }


def _at_work(service: Service) -> list[Somebody]:
    everybody = [*service.colleagues, *service.advocates]
    return [one for one in everybody if one.state == "active" and one.review_by]


def _comings(luck: Random, service: Service, days: Sequence[date]) -> Iterator[Row]:
    """Most are in on most days. Now and then somebody tries a page that is not for them."""
    for day in days:
        for one in _at_work(service):
            if luck.random() < 0.6:
                yield _row(in_the_office(luck, day), Action.SIGNED_IN, one, about="password")
            if luck.random() < 0.005 and not is_of_the_charity(one):
                at = in_the_office(luck, day)
                yield _row(at, Action.REFUSED, one, kind="page", about="directory.show_trail")


def _looks_of_advisers(luck: Random, service: Service, days: Sequence[date]) -> Iterator[Row]:
    theirs: Mapping[int | None, list[Young]] = _by_adviser(service.young)
    for adviser in with_role(service.colleagues, Role.PERSONAL_ADVISER):
        for day in days:
            for young in luck.sample(theirs[adviser.id], luck.randrange(4)):
                yield from _look(luck, day, adviser, young)


def _look(luck: Random, day: date, who: Somebody, young: Young) -> Iterator[Row]:
    at = in_the_office(luck, day)
    yield _row(at, Action.VIEWED, who, young=young)
    if luck.random() < 0.12:
        yield _row(at, Action.CHANGED, who, young=young, about=luck.choice(_FIELDS[:1] * 5 + _FIELDS))


def _by_adviser(young: Sequence[Young]) -> Mapping[int | None, list[Young]]:
    found: defaultdict[int | None, list[Young]] = defaultdict(list)
    for one in young:
        found[one.adviser_id].append(one)
    return found


def _looks_of_officers(luck: Random, service: Service, days: Sequence[date]) -> Iterator[Row]:
    """An accommodation officer opens the record of somebody who lives in one of their homes."""
    officers = {one.id: one for one in service.colleagues}
    for stay in service.lodgings:
        if stay.to_day is None:
            for day in luck.sample(days, 2):
                if day >= stay.from_day:
                    officer = officers[stay.home.officer_id]
                    yield _row(in_the_office(luck, day), Action.VIEWED, officer, young=stay.young)


def _invitations(service: Service) -> Iterator[Row]:
    """Those who have not come yet were invited by their adviser."""
    advisers = {one.id: one for one in service.colleagues}
    for young in service.young:
        account, adviser = young.account, advisers.get(young.adviser_id or 0)
        if account and adviser and account.state == "invited":
            about = Role.YOUNG_PERSON.value
            yield _row(
                account.invited_at, Action.INVITED, adviser, kind="account", ref=account.ref, about=about
            )
