"""Where a request comes from."""

from flask import Flask

from kentcare.sign_in.codes.caller import caller


def test_a_request_has_a_caller_and_a_command_has_none(app: Flask) -> None:
    assert caller() == ""
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        assert caller() == "192.0.2.1"
