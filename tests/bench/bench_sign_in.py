"""Whether the time that a sign-in takes tells who has an account: ratios to an unknown address.

Asking for a code, and trying a wrong password, for addresses of each kind: the median of the processor time.
A ratio far from 1 would let a stranger find out whose address has an account.
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from flask import Flask

from kentcare import create_app
from kentcare.config import Settings
from kentcare.db import migrate
from kentcare.sign_in.staff import passwords
from support import the_cast
from support.forms import token
from support.staff_sign_in import SIGN_IN, change_account, give_credentials

TIMES = 50
CODE = "/en/sign-in"
NOBODY = "nobody@example.org"


def _medians(app: Flask, page: str, fields: dict[str, dict[str, str]]) -> dict[str, float]:
    """The median of the processor time that each post takes, in seconds."""
    took: dict[str, list[float]] = {name: [] for name in fields}
    with time_machine.travel(datetime.now(UTC), tick=True) as clock:
        for _ in range(TIMES):
            for name, sent in fields.items():
                app.extensions["kentcare_posts"].reset()
                client = app.test_client()
                data = {"csrf_token": token(client, page), **sent}
                began = time.process_time()
                client.post(page, data=data)
                took[name].append(time.process_time() - began)
            clock.shift(timedelta(days=1, seconds=1))
    return {name: statistics.median(times) for name, times in took.items()}


def _write(title: str, medians: dict[str, float]) -> None:
    for name, median in medians.items():
        ratio = median / medians["unknown"]
        sys.stdout.write(f"{title}, {name}: {median * 1000:.1f} ms, {ratio:.2f} of an unknown address\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        migrate.upgrade(address)
        app = create_app(Settings(database_url=address, secret_key="b" * 48, instance=Path(folder)))
        with app.app_context():
            the_cast.bring()
        give_credentials(app, "personal-adviser")
        give_credentials(app, "administrator")
        change_account(app, "administrator", state="closed")
        passwords.is_right(None, "")  # the hash that stands in for nobody's is made once
        codes = {"unknown": {"address": "07700 900999"}, "known": {"address": the_cast.mobile("host")}}
        _write("a code", _medians(app, CODE, codes))
        emails = {
            "unknown": NOBODY,
            "known": the_cast.email("personal-adviser"),
            "closed": the_cast.email("administrator"),
            "not staff": the_cast.email("host"),
        }
        wrong = {name: {"email": email, "password": "wrong"} for name, email in emails.items()}
        _write("a password", _medians(app, SIGN_IN, wrong))


if __name__ == "__main__":
    main()
