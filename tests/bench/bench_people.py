"""How long a list of 1,900 young people and a sign-in by code take, against a bare Flask "hello".

The list as a service manager sees it, who may see all of it: its first fifty rows are counted, sorted, made
into a page, and that it was opened is written down. A sign-in is four requests: two pages, and two posts.
All of it in one process. Exits with 1 where a promise is not kept.
"""

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from bench.hello import app as hello
from kentcare import create_app
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import Role
from kentcare.cases.young_people.models import YoungPerson
from kentcare.config import Settings
from kentcare.db import migrate
from kentcare.db.model import new_ref
from kentcare.db.session import writing
from kentcare.services.messages import records as messages
from support import the_cast

YOUNG_PEOPLE, TIMES, SIGN_INS = 1900, 60, 40
LIST = "/en/desk/young-people/by-{}/1"
# Hellos: what a page of fifty rows and its line in the audit trail may cost.
LIST_AT_MOST, SIGN_IN_AT_MOST = 150.0, 500.0


def bring(app: Flask) -> None:
    """The cast, everybody whom the service looks after, and Hosts who sign in."""
    the_cast.bring()
    adviser, now = the_cast.account_id(app, "personal-adviser"), datetime.now(UTC)
    with writing() as session:
        people = [
            {
                "ref": new_ref(),
                "case_number": f"N{n:05}",
                "name": f"Given{n * 7919 % 1900:04} Family{n % 97:02}",
                "born": date(2001 + n % 9, 1 + n % 12, 1 + n % 28),
                "language": ("en", "ar", "ti")[n % 3],
                "adviser_id": adviser,
                "changed_at": now,
            }
            for n in range(YOUNG_PEOPLE)
        ]
        session.execute(insert(YoungPerson), people)
        for n in range(SIGN_INS):
            grant = RoleGrant(role=Role.HOST.value, given_at=now)
            session.add(
                Account(
                    ref=new_ref(),
                    name=f"Host {n}",
                    email=host(n),
                    state="active",
                    invited_at=now,
                    grants=[grant],
                )
            )


def host(n: int) -> str:
    return f"bench-{n}@example.org"


def sign_in(app: Flask, address: str) -> None:
    """Sign somebody in by a code, as a browser does."""
    client = app.test_client()
    asked = client.post("/en/sign-in", data={"csrf_token": _token(client, "/en/sign-in"), "address": address})
    token = _token(client, asked.location)
    with app.app_context():
        code = re.search(r"\d{6}", messages.latest(1)[0][1].text)
    done = client.post(asked.location, data={"csrf_token": token, "code": code and code[0]})
    if done.status_code != 303 or "sign-in" in done.location:
        raise RuntimeError(done.status)


def _token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    return found[1] if found else ""


def fetch(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    response.get_data()
    if response.status_code != 200:
        raise RuntimeError(response.status)


def fetching(client: FlaskClient, path: str) -> Callable[[int], None]:
    """What `median_ms` calls: one fetch of this page by this browser, whichever time it is."""
    return lambda _time: fetch(client, path)


def median_ms(times: int, one: Callable[[int], None]) -> float:
    """The median of some calls in milliseconds, after one that is not counted and fills the caches."""
    one(0)
    took = []
    for n in range(1, times):
        began = time.perf_counter()
        one(n)
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        migrate.upgrade(address)
        app = create_app(Settings(database_url=address, secret_key="b" * 48, instance=Path(folder)))
        with app.app_context():
            bring(app)
        manager = app.test_client()
        the_cast.sign_in(app, manager, "service-manager")
        bare = hello.test_client()
        took = {"hello": median_ms(TIMES * 5, lambda _: fetch(bare, "/"))}
        for order in ("name", "age", "adviser", "account"):
            took[f"the list by {order}"] = median_ms(TIMES, fetching(manager, LIST.format(order)))
        took["a sign-in by code"] = median_ms(SIGN_INS, lambda n: sign_in(app, host(n)))
    for name, ms in took.items():
        sys.stdout.write(f"{name:20} {ms:8.2f} ms, {ms / took['hello']:6.1f} hellos\n")
    cost = took["the list by name"] / took["hello"]
    sys.stdout.write(f"the list of {YOUNG_PEOPLE:,}: costs {cost:.0f} hellos (at most {LIST_AT_MOST:.0f})\n")
    sign_in_cost = took["a sign-in by code"] / took["hello"]
    sys.stdout.write(f"a sign-in costs {sign_in_cost:.0f} hellos (at most {SIGN_IN_AT_MOST:.0f})\n")
    sys.exit(cost > LIST_AT_MOST or sign_in_cost > SIGN_IN_AT_MOST)


if __name__ == "__main__":
    main()
