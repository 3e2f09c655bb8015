"""Inviting a young person or a Host: their account, the address that they sign in with, the message."""

from datetime import datetime

from sqlalchemy import func, select

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.homes.records import NUMBER_OF_HOSTS, NoSuchHome, hosts_of, officered_by
from kentcare.cases.young_people.models import YoungPerson
from kentcare.cases.young_people.records import (
    changeable_by,
    find_to_change,
    link_account,
    subjects_of,
)
from kentcare.core.clock import day_in_kent, today
from kentcare.db import subjects
from kentcare.db.session import reading, writing
from kentcare.services.messages import records as messages


def invite_young_person(
    viewer: Viewer, ref: str, address: Address, *, site: str, is_safe: bool, now: datetime
) -> None:
    """Let a young person sign in with this address, and with no other.

    Whoever had an account is signed out everywhere, and proves again on which day they were born.
    `site`: the absolute URL that the message names. `is_safe`: whether their old address may be told. Raises
    NoSuchRecord and AddressTaken.
    """
    with writing(*subjects_of(ref), administration.subject_of(address)) as session:
        row = find_to_change(session, viewer, ref)
        before = None
        if row.account_id is None:
            person = administration.invite(
                name=row.name,
                addresses=[address],
                language=row.language,
                roles={Role.YOUNG_PERSON},
                by=viewer,
                now=now,
            )
            link_account(row.id, person.id)
        else:
            before, person = administration.invite_again(row.account_id, [address], by=viewer, now=now)
            messages.tell_of_invited_again(person, viewer, now)
        row.changed_at = now
        audit.note(Action.CHANGED, viewer, young_person=row.id, about="account")
        messages.invite(person, site=site, now=now, before=before, is_safe=is_safe)


def invite_host(
    viewer: Viewer, ref: str, address: Address, *, who: str | None, name: str, site: str, now: datetime
) -> None:
    """Let a Host of a home sign in with this address, and with no other.

    `who`: the ref of a Host of this home who is invited again; None for somebody new, of this `name`.
    A Host who also works here is invited by whoever looks after that account, and not from here.
    `site`: the absolute URL that the message names. Raises NoSuchHome, NotTheirs and AddressTaken.
    """
    home_id = reading().scalar(select(Home.id).where(Home.ref == ref, officered_by(viewer)))
    if home_id is None:
        raise NoSuchHome
    again = next((subjects.account(one.id) for one in hosts_of(home_id) if one.ref == who), None)
    with writing(subjects.home(home_id), again, administration.subject_of(address)) as session:
        home = session.scalar(select(Home).where(Home.ref == ref, officered_by(viewer)))
        if home is None:
            raise NoSuchHome
        if who is None:
            person = administration.invite(
                name=name, addresses=[address], language="en", roles={Role.HOST}, by=viewer, now=now
            )
            session.add(HomeHost(home_id=home.id, account_id=person.id, since=day_in_kent(now)))
        else:
            host = next((one for one in hosts_of(home.id) if one.ref == who and not one.is_staff), None)
            if host is None:
                raise NotTheirs
            before, person = administration.invite_again(host.id, [address], by=viewer, now=now)
            # A Host is an adult whose address was theirs: they hear of it, whoever asked for it.
            messages.notify_old_addresses(before, person, now=now)
            messages.tell_of_invited_again(person, viewer, now)
        audit.note(Action.CHANGED, viewer, kind="home", ref=home.ref, about="hosts")
        residents = [stay.young_person_id for stay in arrangements.stays_in([home.id], today())]
        audit.note_each(Action.CHANGED, viewer, residents, kind="home", ref=home.ref, about="hosts")
        messages.invite(person, site=site, now=now)


def number_without_account(viewer: Viewer) -> int:
    """How many of the young people whom `viewer` advises cannot sign in yet."""
    rows = select(func.count()).where(changeable_by(viewer), YoungPerson.account_id.is_(None))
    return reading().scalar(rows.select_from(YoungPerson)) or 0


def number_without_host(viewer: Viewer) -> int:
    """How many of the homes whose Hosts `viewer` may invite have no Host who can sign in."""
    rows = select(func.count()).where(officered_by(viewer), NUMBER_OF_HOSTS == 0)
    return reading().scalar(rows.select_from(Home)) or 0
