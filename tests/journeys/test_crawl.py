"""Every page that a link leads to, in a real browser: the rules of its policy, and its length."""

from urllib.parse import urljoin, urlsplit

import pytest

from journeys.test_look import SMALL_PHONE
from kentcare import paths
from support.browser import Visit
from support.every import EVERYTHING, OTHERS, PAGES, PSEUDO
from support.page_checks import AWAITED

OFFERED = ("en", "ar", "ti")
LOOK = """() => ({
    violations: window.violations,
    height: document.documentElement.scrollHeight,
    number: document.querySelector(".dusk .tel, .column > .helpers .tel")?.getBoundingClientRect().bottom,
    bar: document.querySelector(".exit")?.getBoundingClientRect().top,
    links: [...new Set([...document.querySelectorAll("a[href]")].map(link => link.href))],
})"""


@pytest.fixture(scope="module")
def has_worker() -> bool:
    """A browser that keeps no page: no test of this file is about being offline."""
    return False


def begins_with_whom_to_ring(slug: str) -> bool:
    page = (paths.CONTENT / "pages" / "en" / f"{slug}.md").read_text(encoding="utf-8")
    return "{helpers: " in page.partition("\n## ")[0]


def test_no_page_breaks_the_policy_is_too_long_or_hides_whom_to_ring_below_the_first_screen(
    visit: Visit, site: str
) -> None:
    """With its sections closed, each page has at most the length that docs/content.md gives.

    A page that begins with whom to ring has the number on the first screen of a small phone.
    """
    page = visit().page
    page.set_viewport_size(SMALL_PHONE)
    begin_with_it = [slug for slug in PAGES if slug not in OTHERS and begins_with_whom_to_ring(slug)]
    assert {"no-home", "harm-and-exploitation", "health", "in-custody"} <= {*begin_with_it}
    have_it_at_once = set()
    waiting = ["/en/", "/en/sample", "/en/sample/answer", "/en/nowhere"]
    heights: dict[str, int] = {}
    while waiting:
        path = waiting.pop()
        if path in heights or (path.startswith(f"/{PSEUDO}/") and not EVERYTHING):
            continue
        page.goto(site + path)
        found = page.evaluate(LOOK)
        assert found["violations"] == [], path
        heights[path] = found["height"]
        if found["number"] and 0 < found["number"] <= found["bar"]:
            have_it_at_once.add(path)
        links = found["links"]
        waiting += [urlsplit(link).path for link in links if is_to_follow(urljoin(site, link), site)]
    for tag in OFFERED:
        assert {f"/{tag}/{path}" for path in PAGES} <= heights.keys()
        assert {f"/{tag}/{path}" for path in begin_with_it} <= have_it_at_once
        of_pages = [heights[f"/{tag}/{path}"] for path in PAGES]
        assert len([height for height in of_pages if height < 4000]) > len(of_pages) / 2, tag
    # The pseudo-locale is longer than any language.
    read = {path: height for path, height in heights.items() if not path.startswith(f"/{PSEUDO}/")}
    assert {path: height for path, height in read.items() if height > 6000} == {}


def is_to_follow(link: str, site: str) -> bool:
    parts = urlsplit(link)
    is_ours = f"{parts.scheme}://{parts.netloc}" == site
    return is_ours and parts.path != "/exit" and parts.path.rpartition("/")[2] not in AWAITED


def test_the_policy_would_stop_a_script(visit: Visit, site: str) -> None:
    visitor = visit()
    visitor.page.goto(f"{site}/en/")
    visitor.page.evaluate(
        "const made = document.createElement('script');"
        "made.textContent = 'window.pwned = 1';"
        "document.body.append(made)"
    )
    assert visitor.page.evaluate("window.pwned") is None
    assert visitor.violations() == ["inline"]
    visitor.complaints.clear()


@pytest.mark.parametrize("path", ["", "your-rights", "sample"])
def test_nothing_comes_from_anywhere_else(visit: Visit, site: str, path: str) -> None:
    page = visit().page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/en/{path}", wait_until="networkidle")
    assert asked
    assert all(url.startswith(site) for url in asked)
