"""Who a request comes from: `address:port` and the many addresses of one IPv6 line are one caller."""

import pytest
from flask import Flask, request

from kentcare.web.caller import caller_of


@pytest.mark.parametrize(
    ("address", "caller"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:50123", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("[::ffff:192.0.2.1]:443", "192.0.2.1"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::3]:50123", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::3]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("unknown", "unknown"),
        ("1.2.3.4.5:nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_one_caller_has_one_name(app: Flask, address: str, caller: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert caller_of(request) == caller
