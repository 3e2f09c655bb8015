"""`kentcare people`: imports lists from the case system, makes the first accounts, and signs people out."""

import sys
from pathlib import Path

import click
from flask import url_for

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import read_address
from kentcare.accounts.accounts.records import AddressTaken, RoleRefused
from kentcare.accounts.accounts.rules import Role
from kentcare.core import clock
from kentcare.core.clock import today
from kentcare.core.command_line import whole_site
from kentcare.desk.imports import labels, records
from kentcare.desk.imports.csv_text import NotUtf8, decode, is_readable
from kentcare.desk.imports.questions import Answers, FewPlacesUnconfirmed, OverPlacesUndecided
from kentcare.desk.imports.rules import LONGEST_NAME, CheckedList, ListKind
from kentcare.hosting.arrangements.over_places import OverPlacesDecision
from kentcare.hosting.terms.records import said as terms
from kentcare.sign_in.sessions import records as sessions

_REFUSED = 2  # the exit status where a list was not good
_MOST_FAULTS = 50
_OVER_PLACES_BY, _NOBODY, _FEW_PLACES = "--over-places-by", "nobody", "--few-places"


@click.group()
def people() -> None:
    """Lists from the case system, the first accounts, and signing people out."""


@people.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in ListKind]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--write", is_flag=True, help="Write it, if every line is good. Without this it is only checked."
)
@click.option(
    _OVER_PLACES_BY,
    metavar=f"EMAIL|{_NOBODY}",
    help="Which Head of Service decided that more may live in a home than it has places.",
)
@click.option(
    _FEW_PLACES, is_flag=True, help="It is right that a home has no place, or fewer than live there."
)
def import_rows(kind: str, file: Path, write: bool, over_places_by: str | None, few_places: bool) -> None:
    """Check a list line by line, and with --write import it: all of it, or nothing."""
    try:
        text = decode(file.read_bytes())
    except NotUtf8:
        raise click.ClickException("This file cannot be read. Save it as CSV UTF-8.") from None
    with whole_site():
        if write:
            answers = Answers(_decision(over_places_by), few_places)
            try:
                checked = records.import_rows(
                    ListKind(kind), text, None, today(), clock.now(), answers=answers
                )
            except OverPlacesUndecided as undecided:
                raise click.ClickException(
                    f"Lines for which a home has no place: {undecided.number}. Say who decided it with "
                    f"{_OVER_PLACES_BY}, or write {_OVER_PLACES_BY} {_NOBODY}. Nothing is written."
                ) from None
            except FewPlacesUnconfirmed as unconfirmed:
                raise click.ClickException(
                    f"Lines by which a home has no place, or fewer than live there: {unconfirmed.number}. "
                    f"Where that is right, add {_FEW_PLACES}. Nothing is written."
                ) from None
        else:
            checked = records.check(ListKind(kind), text, None, today())
        _print_result(checked, written=write and not checked.faults)
    sys.exit(_REFUSED if checked.faults else 0)


def _decision(over_places_by: str | None) -> OverPlacesDecision | None:
    if over_places_by is None:
        return None
    if over_places_by == _NOBODY:
        return OverPlacesDecision(None)
    heads = {person.email: person.id for person in terms.may_decide()}
    if over_places_by.lower() not in heads:
        raise click.BadParameter("no Head of Service has this address", param_hint=_OVER_PLACES_BY)
    return OverPlacesDecision(heads[over_places_by.lower()])


def _print_result(checked: CheckedList[object], *, written: bool) -> None:
    """Print the result without anything that stands in the list, because output may be kept in a log."""
    for fault in checked.faults[:_MOST_FAULTS]:
        click.echo(f"Line {fault.line}: {labels.fault_words(fault)}")
    if len(checked.faults) > _MOST_FAULTS:
        click.echo(f"And {len(checked.faults) - _MOST_FAULTS} more.")
    numbers = (
        f"{checked.good} good lines ({len(checked.new)} new, {len(checked.changed)} changed, "
        f"{checked.unchanged} unchanged), {checked.bad} to mend."
    )
    click.echo(f"{numbers} {'All of it is written.' if written else 'Nothing is written.'}")


@people.command("first-administrator")
@click.argument("name")
@click.argument("email")
def first_administrator(name: str, email: str) -> None:
    """Make the account of the first administrator. There must be none yet."""
    _make_first_account(name, email, Role.ADMINISTRATOR)


@people.command("first-advocacy-lead")
@click.argument("name")
@click.argument("email")
def first_advocacy_lead(name: str, email: str) -> None:
    """Make the account of the first advocacy lead. There must be none yet."""
    _make_first_account(name, email, Role.ADVOCACY_LEAD)


def _make_first_account(name: str, email: str, role: Role) -> None:
    address = read_address(email)
    if address is None or address.channel != "email":
        raise click.BadParameter("this is no e-mail address", param_hint="EMAIL")
    if not name.strip() or len(name) > LONGEST_NAME or not is_readable(name):
        raise click.BadParameter(f"a name has 1 to {LONGEST_NAME} letters", param_hint="NAME")
    with whole_site():
        try:
            where = url_for("staff.ask_invitation", _external=True)
            records.make_first_account(name.strip(), address, role, where, clock.now())
        except RoleRefused:
            name_of_role = role.value.replace("-", " ")
            raise click.ClickException(
                f"There is an {name_of_role} already. Ask them for an invitation."
            ) from None
        except AddressTaken:
            raise click.ClickException(f"{email} is the address of another account. Use another.") from None
    click.echo("The account is made, and an invitation is on its way to that address.")


@people.command("sign-out")
@click.argument("address", required=False)
@click.option("--everybody", is_flag=True, help="Everybody who is signed in, whoever they are.")
def sign_out(address: str | None, everybody: bool) -> None:
    """End every session of whoever has this ADDRESS, a mobile number or an e-mail address.

    They keep their password, app and passkeys, and can sign in again.
    """
    if everybody == bool(address):
        raise click.UsageError("Say an address, or --everybody.")
    with whole_site():
        found = read_address(address or "")
        person = accounts.by_address(found) if found else None
        if address and person is None:
            raise click.BadParameter("nobody has this address", param_hint="ADDRESS")
        number = sessions.end_from_outside(person)
    click.echo(f"Sessions that have ended: {number}.")
