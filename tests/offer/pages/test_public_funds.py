"""Nobody whom the law keeps from public funds reads of one before the page has told them not to claim it.

Links and results of the search lead into a section: each that tells of a public fund has the notice.
"""

import re
from collections.abc import Iterator, Sequence

import pytest

from kentcare import paths
from kentcare.core.languages.listed import offered_tags
from kentcare.offer.pages.markup import LIST, SECTION
from kentcare.offer.pages.page_file import Block, Front, TranslatedFront, read_page

# Words for what the Home Office's list of public funds has (GOV.UK, 11 October 2024), and for who gives it.
FUND = re.compile(
    r"universal[ _]credit|\bbenefits?\b|income support|\bPIP\b|maternity|housing list|homechoice"
    r"|council[ _]tax|district|any council\b|council of your choice",
    re.IGNORECASE,
)
FUNDS_LISTED = {
    "council_tax_support",
    "homelessness_help",
    "homelessness_local_connection",
    "housing_register_no_local_connection",
    "maternity_grant",
    "one_bed_housing_rate",
    "personal_independence_payment",
    "priority_need",
    "universal_credit",
}
# For whom the notice is, each of them, and what it says to them.
WAITS, REFUSED = "wait for an answer", "refused"
NO_LEAVE, NO_FUNDS = "no permission to stay", "“no public funds”"
DO_NOT = re.compile(r"do not (?:claim|go)|not for you|lawyer.* before you ask", re.IGNORECASE)
# Of a page for those whom the Home Office has said yes to, nobody waits or was refused.
AFTER_A_YES = "asylum-granted"
# What speaks of a public fund, or of who gives it, and sends nobody to claim it.
SENDS_NOBODY = {
    "a-place-to-live": ["the districts have written agreements", "Nobody may refuse you for benefits"],
    "asylum-granted": ["You need it for work, rent, a bank and benefits"],
    "becoming-a-parent": ["you need no benefit for it until"],
    "education-and-work": ["from work or a benefit", "does not lower your benefits"],
    "getting-ready": ["which benefits are yours", "Know how pay changes your benefits"],
    "having-your-say": ["Ask your district council for the form", "help with {term:council_tax} began"],
    "money": ["as much as the benefit for young people", "and benefits are law", "may not claim benefits"],
    "moving-out": [
        "because you have a child or a benefit",
        "tell the district council that you live there",
        "Tell your doctor, bank, college and the benefit office",
        "f you get a benefit",
    ],
    "seeking-asylum": ["you cannot claim benefits", "Do not claim a benefit"],
    "staying-put": ["If a benefit comes late"],
    "supported-homes": ["paid a quarter less {term:council_tax}", "The Host must tell"],
}
PAGES = sorted(path.stem for path in (paths.CONTENT / "pages" / "en").glob("*.md"))


def blocks_of(slug: str) -> Sequence[Block]:
    return read_page(paths.CONTENT / "pages" / "en" / f"{slug}.md", paths.CONTENT, Front).blocks


def sections(slug: str) -> Iterator[tuple[str, list[Block]]]:
    """The blocks of a page by the id of their heading; those before the first by none."""
    name, found = "", list[Block]()
    for block in blocks_of(slug):
        if heading := SECTION.match(block.text):
            yield name, found
            name, found = heading[2], []
        found.append(block)
    yield name, found


def is_notice(text: str, slug: str = "") -> bool:
    whom = [NO_FUNDS] if slug == AFTER_A_YES else [WAITS, REFUSED, NO_LEAVE, NO_FUNDS]
    return all(words in text for words in whom) and bool(DO_NOT.search(text))


def sent(text: str, slug: str) -> Iterator[str]:
    """The sentences that tell of a public fund. A heading is none: it stands above the notice."""
    if text.startswith("#"):
        return
    if listed := LIST.match(text):
        keys = {key.strip() for key in listed[2].split(",")} if listed[1] == "offers" else set[str]()
        yield from sorted(keys & FUNDS_LISTED)
        return
    for sentence in re.split(r"(?<=[.?!])\s+|\n", re.sub(r"\((?:out|page):[^)]*\)", "()", text)):
        if FUND.search(sentence) and not any(known in sentence for known in SENDS_NOBODY.get(slug, ())):
            yield sentence


def before_it(block: Block, slug: str) -> list[str]:
    """The sentences of a block that tell of a public fund before it says for whom that is not."""
    return [*sent(block.text.partition(NO_FUNDS)[0], slug)]


def begin_with_it() -> set[str]:
    """The sections that have the notice before anything else."""
    found = set[str]()
    for slug in PAGES:
        for name, (_, *blocks) in sections(slug):
            if blocks and is_notice(blocks[0].text, slug) and not before_it(blocks[0], slug):
                found.add(f"(page:{slug}#{name})")
    return found


def told_too_soon(slug: str) -> list[str]:
    """What a page says of a public fund where nothing has said yet for whom it is not."""
    elsewhere, found = begin_with_it(), list[str]()
    for name, blocks in sections(slug):
        is_told = False
        for block in blocks:
            telling = [*sent(block.text, slug)]
            if is_notice(block.text, slug):
                telling = [] if is_told else before_it(block, slug)
                is_told = True
            elif is_told or any(link in block.text for link in elsewhere):
                telling = []
            found += [f"{slug}#{name}: {sentence}" for sentence in telling]
    return found


@pytest.mark.parametrize("slug", PAGES)
def test_no_page_tells_of_a_public_fund_before_it_says_for_whom_it_is_not(slug: str) -> None:
    assert told_too_soon(slug) == []


def test_links_lead_to_sections_that_begin_with_the_notice() -> None:
    sure = {"money#universal-credit", "money#tax", "becoming-a-parent#much", "no-home#ask", "disability#much"}
    assert {f"(page:{section})" for section in sure} <= begin_with_it()


def test_nothing_is_excepted_that_no_page_says() -> None:
    said = {slug: "\n".join(block.text for block in blocks_of(slug)) for slug in SENDS_NOBODY}
    assert [words for slug, known in SENDS_NOBODY.items() for words in known if words not in said[slug]] == []


@pytest.mark.parametrize("tag", [tag for tag in offered_tags() if tag != "en"])
def test_every_notice_says_it_in_every_language(tag: str) -> None:
    for slug in PAGES:
        path = paths.CONTENT / "pages" / tag / f"{slug}.md"
        translated = read_page(path, paths.CONTENT, TranslatedFront).by_english_hash
        for block in blocks_of(slug):
            if is_notice(block.text, slug):
                told = translated[block.hash].text
                assert "no public funds" in told, (slug, told)
                assert told.count("page:") == block.text.count("page:"), (slug, told)
