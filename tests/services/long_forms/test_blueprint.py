"""Each view that takes a long form is marked with what makes its request, and no other view is."""

import inspect

from flask import Flask
from werkzeug.routing import Rule

from kentcare.services.long_forms.blueprint import maker_of
from kentcare.web.origin import csrf


def taking(app: Flask) -> dict[str, Rule]:
    """The rules to which a page is posted that says from which revision it began, by endpoint."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return {rule.endpoint: rule for rule in rules if "revision" in rule.arguments}


def test_every_view_that_takes_a_long_form_is_marked_and_no_other(app: Flask) -> None:
    with app.app_context():
        marked = {name for name in app.view_functions if maker_of(name)}
    of_tests = {"report.take", "report.take_open"}
    assert marked == set(taking(app))
    assert marked - of_tests == {"reports.take", "reports.amend", "training_and_checks.take"}


def test_what_makes_the_request_takes_what_stands_in_the_address(app: Flask) -> None:
    """It is called with that when somebody's session was over, and not by the view then."""
    for endpoint, rule in taking(app).items():
        with app.app_context():
            make = maker_of(endpoint)
        assert make is not None
        _viewer, *names = inspect.signature(make).parameters
        assert set(names) == rule.arguments - {"lang", "revision"}, endpoint


def test_a_marked_view_checks_its_own_token(app: Flask) -> None:
    for endpoint in taking(app):
        view = app.view_functions[endpoint]
        assert f"{view.__module__}.{view.__name__}" in csrf._exempt_views, endpoint
