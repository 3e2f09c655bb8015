"""A Host in front of their training and checks."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from kentcare.core.clock import today
from kentcare.db.session import reading
from kentcare.hosting.training_and_checks.models import Certificate
from support.long_forms import Window

TODAY = today()
# The form of a gas certificate; the first is waiting already.
GAS = "/en/host/requirements/gas_safety/home/2"
# The ref of the Host of the first home.
HOST = "acc000000002"
# `add(address)`: the form of a certificate, in a window of a Host.
Add = Callable[..., Window]


def stored(app: Flask, requirement: str = "gas_safety") -> list[Certificate]:
    """The certificates of a requirement, the first one first, without those of the second home."""
    with app.app_context():
        rows = select(Certificate).where(Certificate.requirement == requirement, Certificate.ref != "gas-2")
        return list(reading().scalars(rows.order_by(Certificate.id)))
