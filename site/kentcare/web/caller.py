"""Who a request comes from, for every limit that counts what one caller does."""

import ipaddress
import re

from flask import Request

UNKNOWN = "unknown"
# What one customer of a network gets, and can use any address of.
_IPV6_PREFIX = 64
_WITH_PORT = re.compile(r"(?P<v4>[0-9.]+):\d+|\[(?P<v6>[^\]]+)\](?::\d+)?")


def caller_of(request: Request) -> str:
    """The network that a request comes from: an IPv4 address, or the /64 of an IPv6 one.

    Some proxies write a port behind the address, which is left out: it is another with each connection. All
    whose address cannot be read count as one caller.
    """
    address = request.remote_addr or ""
    if found := _WITH_PORT.fullmatch(address):
        address = found["v4"] or found["v6"]
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return UNKNOWN
    if isinstance(read, ipaddress.IPv4Address):
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(ipaddress.ip_network((int(read), _IPV6_PREFIX), strict=False))
