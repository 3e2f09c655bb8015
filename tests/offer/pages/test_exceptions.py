"""A right stands with the exception that hurts somebody, in the same block and in every language."""

import pytest

from kentcare import paths
from kentcare.offer.pages.page_file import Block, Front, TranslatedFront, read_page

PAGES = paths.CONTENT / "pages"

# The page, words of the sentence on the right, words of what it leaves out otherwise.
EXCEPTIONS = [
    # Housing Act 1996, s.189(1)(b), (e), and SI 2002/2051, articles 5 and 6.
    ("no-home", "You come first if you expect a baby", "a child lives with you"),
    ("no-home", "You come first if you expect a baby", "a partner or your family hurt you"),
    ("no-home", "You come first if you expect a baby", "prison"),
    # Care Act 2014, sections 14 and 17.
    ("disability", "they plan your care", "you may have to pay a part"),
    # Housing Act 1988, schedule 1, paragraph 8.
    ("moving-out", "not** for lodgers", "student halls"),
    ("a-place-to-live", "not for lodgers", "student halls"),
    # Children Act 1989, s.23C(4)(c): Kent's policy cannot end it.
    ("money", "perhaps nothing", "it must still look at what you need"),
]


def block_with(slug: str, words: str) -> Block:
    page = read_page(PAGES / "en" / f"{slug}.md", paths.CONTENT, Front)
    return next(block for block in page.blocks if words in block.text)


@pytest.mark.parametrize(("slug", "right", "exception"), EXCEPTIONS)
def test_a_right_stands_with_its_exception(slug: str, right: str, exception: str) -> None:
    assert exception in block_with(slug, right).text


@pytest.mark.parametrize("tag", ["ar", "ti"])
@pytest.mark.parametrize(("slug", "right"), sorted({(slug, right) for slug, right, _ in EXCEPTIONS}))
def test_the_exception_is_translated(slug: str, right: str, tag: str) -> None:
    translated = read_page(PAGES / tag / f"{slug}.md", paths.CONTENT, TranslatedFront)
    assert block_with(slug, right).hash in translated.by_english_hash
