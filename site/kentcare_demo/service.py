"""The whole service of a demonstration: everybody in it, each made in turn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kentcare.accounts.accounts.rules import Role
from kentcare_demo import homes, people, young_people
from kentcare_demo.homes import Household, Lodging
from kentcare_demo.names import Names
from kentcare_demo.people import Accounts, Somebody
from kentcare_demo.young_people import Young


@dataclass(frozen=True, slots=True)
class Service:
    """What a module that shows some kind of work is given."""

    now: datetime
    colleagues: list[Somebody]
    advocates: list[Somebody]
    applicants: list[Somebody]
    young: list[Young]
    homes: list[Household]
    lodgings: list[Lodging]

    @property
    def accounts(self) -> list[Somebody]:
        """Everybody who may sign in, or once could."""
        young = [one.account for one in self.young if one.account]
        hosts = [host for home in self.homes for host in home.hosts]
        return [*self.colleagues, *self.advocates, *self.applicants, *young, *hosts]


def whole_service(now: datetime, names: Names, offered: Collection[str]) -> Service:
    """The same people each time, with days that are counted from `now`."""
    accounts = Accounts(now)
    colleagues = people.colleagues(accounts, names)
    advocates = people.advocates(accounts, names)
    applicants = people.applicants(accounts, names)
    advisers = people.with_role(colleagues, Role.PERSONAL_ADVISER)
    officers = people.with_role(colleagues, Role.ACCOMMODATION_OFFICER)
    # The homes come first: their Hosts have the first numbers of those that there are.
    households = homes.households(accounts, names, officers)
    young = young_people.young_people(accounts, names, advisers, offered)
    lodgings = homes.lodgings(households, young, now.date())
    return Service(now, colleagues, advocates, applicants, young, households, lodgings)
