"""`kentcare due remind` reminds Hosts without loading the site."""

from flask import Flask

from kentcare.config import Settings
from support.loaded import views_loaded_by


def test_the_job_of_each_night_loads_no_page(people_app: Flask, settings: Settings) -> None:
    """It would read some two hundred files for nothing, and a fault in a page would stop it."""
    assert views_loaded_by("due remind", settings) == []
