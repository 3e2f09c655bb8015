"""How long the pages of a Host and of those who look after 250 homes take, against a bare Flask "hello".

The demonstration: 250 homes with their training, checks and reports. A Host of two years with three young
people, an officer of all 250 homes, and the training co-ordinator. Exits with 1 where a promise is not kept.
"""

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from bench.bench_people import fetch, fetching, median_ms
from bench.hello import app as hello
from kentcare import create_app
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.config import Settings
from kentcare.db import migrate
from kentcare.db.session import reading, writing
from kentcare.sign_in.sessions import records as sessions
from kentcare_demo import records as demo
from support.site import cookie_of

TIMES = 20
# Hellos: what a page may cost.
HOST_AT_MOST, DESK_AT_MOST = 150.0, 1500.0
HOST = ("/en/host", "/en/host/reports", "/en/host/training", "/en/host/checks")
OFFICER = (
    "/en/desk",
    "/en/desk/reports/late/1",
    "/en/desk/requirements/check/late/1",
    "/en/desk/homes/late/1",
)
COORDINATOR = ("/en/desk/requirements/training/late/1",)


def _host_of_three() -> int:
    """A Host, with three young people who have lived with them for two years."""
    with writing() as session:
        home, account = session.execute(select(HomeHost.home_id, HomeHost.account_id).limit(1)).one()
        session.execute(update(Account).where(Account.id == account).values(state="active"))
        living = session.scalars(select(Arrangement).where(Arrangement.to_day.is_(None)).limit(3)).all()
        for stay in living:
            stay.home_id, stay.from_day = home, date(2024, 11, 1)
        return int(account)


def _with_role(role: str) -> int:
    return reading().scalars(select(RoleGrant.account_id).where(RoleGrant.role == role)).first() or 0


def _client(app: Flask, account: int) -> FlaskClient:
    client = app.test_client()
    token = sessions.begin(account, how="test", device="Test, Test", now=datetime.now(UTC))
    client.set_cookie(cookie_of(app).sign_in_name, token or "")
    return client


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        migrate.upgrade(address)
        app = create_app(
            Settings(database_url=address, secret_key="b" * 48, instance=Path(folder), demo=True)
        )
        with app.app_context():
            demo.load(datetime.now(UTC))
            host, officer = _host_of_three(), _with_role("accommodation-officer")
            with writing() as session:
                session.execute(update(Home).values(officer_id=officer))
            visits = [
                (_client(app, host), HOST, HOST_AT_MOST),
                (_client(app, officer), OFFICER, DESK_AT_MOST),
                (_client(app, _with_role("training-coordinator")), COORDINATOR, DESK_AT_MOST),
            ]
        bare = hello.test_client()
        one = median_ms(TIMES * 5, lambda _: fetch(bare, "/"))
        is_slow = False
        for client, paths, most in visits:
            for path in paths:
                took = median_ms(TIMES, fetching(client, path))
                is_slow |= took / one > most
                sys.stdout.write(f"{path:42} {took:8.1f} ms, {took / one:6.0f} hellos (at most {most:.0f})\n")
    sys.exit(is_slow)


if __name__ == "__main__":
    main()
