"""A long list is cut by the server, and a page that there is not is not found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import NotFound

from kentcare.sign_in.portal.listing import PAGE, Listing


def listing(number: int, page: int) -> Listing:
    return Listing.of(number, page, lambda at: f"/{at}")


@given(st.integers(0, 5000))
def test_every_row_stands_on_exactly_one_page(number: int) -> None:
    pages = listing(number, 1).pages
    rows: list[int] = []
    for page in range(1, pages + 1):
        one = listing(number, page)
        rows += range(one.first, one.last + 1) if number else []
        assert (one.before is None) == (page == 1)
        assert (one.after is None) == (page == pages)
        assert one.skip == (page - 1) * PAGE
    assert rows == list(range(1, number + 1))


@pytest.mark.parametrize(("number", "page"), [(0, 2), (50, 2), (51, 3), (10, 0)])
def test_there_is_no_page_after_the_last(number: int, page: int) -> None:
    with pytest.raises(NotFound):
        listing(number, page)
