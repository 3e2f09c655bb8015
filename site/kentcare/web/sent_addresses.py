"""Reads an address that a browser sent in a header, such as Referer or Origin: it may be anything at all."""

from urllib.parse import SplitResult, urlsplit


def split_address(sent: str) -> SplitResult | None:
    """The parts of an address; None for what is no address, for which `urlsplit` would raise ValueError."""
    try:
        return urlsplit(sent)
    except ValueError:
        return None
