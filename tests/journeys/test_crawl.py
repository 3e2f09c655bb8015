"""S15: every page that a link leads to, in a real browser, breaks no rule of the policy."""

from urllib.parse import urljoin, urlsplit

import pytest

from support.browser import Visit
from support.page_checks import AWAITED

LOOK = """() => ({
    violations: window.violations,
    links: [...new Set([...document.querySelectorAll("a[href]")].map(link => link.href))],
})"""


def test_no_page_breaks_the_policy(visit: Visit, site: str) -> None:
    visitor = visit()
    waiting, seen = ["/en/", "/en/sample", "/en/sample/answer", "/en/nowhere"], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        visitor.page.goto(site + path)
        found = visitor.page.evaluate(LOOK)
        assert found["violations"] == [], path
        links = found["links"]
        waiting += [urlsplit(link).path for link in links if is_to_follow(urljoin(site, link), site)]
    assert {"/en/contact", "/en/privacy", "/en/cookies", "/en/accessibility", "/en/your-rights"} <= seen


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
