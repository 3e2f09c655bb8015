"""Lines of the audit trail of six weeks: who signed in, and whose record they opened or changed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import Any

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit.actions import Action
from kentcare_demo.chance import chance, in_the_office, working_days
from kentcare_demo.people import DemoAccount, is_of_the_charity, with_role
from kentcare_demo.service import Service
from kentcare_demo.young_people import DemoYoungPerson

Row = dict[str, Any]

_DAYS = 30
_FIELDS = ("language", "adviser_id", "name", "born")


def rows(service: Service) -> list[Row]:
    """The rows of the audit trail, in the order in which they happened."""
    luck = chance("looks")
    days = working_days(service.now.date(), _DAYS)
    found = [
        *_sign_ins(luck, service, days),
        *_views_by_advisers(luck, service, days),
        *_views_by_officers(luck, service, days),
        *_invitations(service),
    ]
    return sorted(found, key=lambda row: str(row["at"]))


def _row(
    at: datetime,
    action: Action,
    actor: DemoAccount,
    *,
    young: DemoYoungPerson | None = None,
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


def _at_work(service: Service) -> list[DemoAccount]:
    everybody = [*service.colleagues, *service.advocates]
    return [one for one in everybody if one.state == "active" and one.review_by]


def _sign_ins(luck: Random, service: Service, days: Sequence[date]) -> Iterator[Row]:
    """Most staff sign in on most days. Now and then somebody asks for a page that is not for them."""
    for day in days:
        for one in _at_work(service):
            if luck.random() < 0.6:
                yield _row(in_the_office(luck, day), Action.SIGNED_IN, one, about="password")
            if luck.random() < 0.005 and not is_of_the_charity(one):
                at = in_the_office(luck, day)
                yield _row(at, Action.REFUSED, one, kind="page", about="directory.show_trail")


def _views_by_advisers(luck: Random, service: Service, days: Sequence[date]) -> Iterator[Row]:
    theirs: Mapping[int | None, list[DemoYoungPerson]] = _by_adviser(service.young)
    for adviser in with_role(service.colleagues, Role.PERSONAL_ADVISER):
        for day in days:
            for young in luck.sample(theirs[adviser.id], luck.randrange(4)):
                yield from _look(luck, day, adviser, young)


def _look(luck: Random, day: date, who: DemoAccount, young: DemoYoungPerson) -> Iterator[Row]:
    at = in_the_office(luck, day)
    yield _row(at, Action.VIEWED, who, young=young)
    if luck.random() < 0.12:
        yield _row(at, Action.CHANGED, who, young=young, about=luck.choice(_FIELDS[:1] * 5 + _FIELDS))


def _by_adviser(young: Sequence[DemoYoungPerson]) -> Mapping[int | None, list[DemoYoungPerson]]:
    found: defaultdict[int | None, list[DemoYoungPerson]] = defaultdict(list)
    for one in young:
        found[one.adviser_id].append(one)
    return found


def _views_by_officers(luck: Random, service: Service, days: Sequence[date]) -> Iterator[Row]:
    """An accommodation officer opens the record of somebody who lives in one of their homes."""
    officers = {one.id: one for one in service.colleagues}
    for stay in service.stays:
        if stay.to_day is None:
            for day in luck.sample(days, 2):
                if day >= stay.from_day:
                    officer = officers[stay.home.officer_id]
                    yield _row(in_the_office(luck, day), Action.VIEWED, officer, young=stay.young)


def _invitations(service: Service) -> Iterator[Row]:
    """Young people who have not signed in yet were invited by their adviser."""
    advisers = {one.id: one for one in service.colleagues}
    for young in service.young:
        account, adviser = young.account, advisers.get(young.adviser_id or 0)
        if account and adviser and account.state == "invited":
            about = Role.YOUNG_PERSON.value
            yield _row(
                account.invited_at, Action.INVITED, adviser, kind="account", ref=account.ref, about=about
            )
