"""The people of a demonstration: as many as the service has, and the same each time."""

from datetime import timedelta

from kentcare_demo.service import Service
from support.demonstration import NOW, service


def test_there_are_as_many_as_the_service_has(made: Service) -> None:
    open_colleagues = [one for one in made.colleagues if one.state != "closed"]
    hosts = [host for home in made.homes for host in home.hosts]
    counted = (len(made.young), len(made.homes), len(open_colleagues), len(made.advocates), len(hosts))
    assert counted == (1900, 250, 40, 6, 380)
    assert len([one for one in made.young if one.account]) == 1140
    assert len([stay for stay in made.stays if stay.to_day is None]) == 300
    assert len([stay for stay in made.stays if stay.to_day is not None]) > 100


def test_the_same_number_gives_the_same_people() -> None:
    assert service() == service()
    later = service(NOW + timedelta(days=300))
    assert [one.name for one in later.young] == [one.name for one in service().young]
    assert [one.ref for one in later.accounts] == [one.ref for one in service().accounts]
