"""Reads an address that a browser sent in a header, such as Referer or Origin: it may be anything at all."""

from urllib.parse import SplitResult, urlsplit

# Characters. No page of this site has so long an address, and Python keeps the last ones that it has split.
_LONGEST = 4096


def split_address(sent: str) -> SplitResult | None:
    """The parts of an address; None for what is no address, for which `urlsplit` would raise ValueError.

    None for one that is too long to be an address of this site, too.
    """
    if len(sent) > _LONGEST:
        return None
    try:
        return urlsplit(sent)
    except ValueError:
        return None
