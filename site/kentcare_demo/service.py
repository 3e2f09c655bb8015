"""Everybody of a demonstration, generated in a fixed order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kentcare.accounts.accounts.rules import Role
from kentcare_demo import homes, people, young_people
from kentcare_demo.homes import DemoHome, DemoStay
from kentcare_demo.names import Names
from kentcare_demo.people import Accounts, DemoAccount
from kentcare_demo.young_people import DemoYoungPerson


@dataclass(frozen=True, slots=True)
class Service:
    """Everybody, for the modules that answer what they did."""

    now: datetime
    colleagues: list[DemoAccount]
    advocates: list[DemoAccount]
    applicants: list[DemoAccount]
    young: list[DemoYoungPerson]
    homes: list[DemoHome]
    stays: list[DemoStay]

    @property
    def accounts(self) -> list[DemoAccount]:
        """Everybody who may sign in, or once could."""
        young = [one.account for one in self.young if one.account]
        hosts = [host for home in self.homes for host in home.hosts]
        return [*self.colleagues, *self.advocates, *self.applicants, *young, *hosts]


def whole_service(now: datetime, names: Names, offered: Collection[str]) -> Service:
    """Generate everybody: the same people each time, with days that are counted from `now`."""
    accounts = Accounts(now)
    colleagues = people.colleagues(accounts, names)
    advocates = people.advocates(accounts, names)
    applicants = people.applicants(accounts, names)
    advisers = people.with_role(colleagues, Role.PERSONAL_ADVISER)
    officers = people.with_role(colleagues, Role.ACCOMMODATION_OFFICER)
    # The homes come first: their Hosts have the first numbers of those that there are.
    households = homes.households(accounts, names, officers)
    young = young_people.young_people(accounts, names, advisers, offered)
    stays = homes.stays(households, young, now.date())
    return Service(
        now=now,
        colleagues=colleagues,
        advocates=advocates,
        applicants=applicants,
        young=young,
        homes=households,
        stays=stays,
    )
