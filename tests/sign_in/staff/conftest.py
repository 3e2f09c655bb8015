"""The code of an invitation."""

import pytest
import time_machine
from flask import Flask

from support.staff_invitation import invite


@pytest.fixture
def code(people_app: Flask, clock: time_machine.Traveller) -> str:
    """The code of somebody who was invited and has not come in yet."""
    return invite(people_app)
