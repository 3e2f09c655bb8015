"""A small site of which a test knows every word: one page and what every site has, in English and Arabic.

Entitlements, names and the words of the layout are the real ones.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from kentcare import paths
from kentcare.core.content.edition import look_again

HEAD = """\
---
kind: {kind}
owner: Somebody in Kent
checked_on: 2026-11-22
review_by: 2027-05-22
icon: smile
"""

# One of everything that a page may have. Its lines are counted in the tests.
CLOTHES = f"""\
{HEAD.format(kind="entitlement")}sources: ["004:2336-2338"]
keywords: [shoes, trousers]
---

# Clothes

This page is about clothes.

## What it is {{#what}}

In winter {{council_short}} gives you {{rate:small_coat}}.

## Who it is for {{#who}}

A {{term:panel}} says yes at {{age:16}}.

## How much it is {{#much}}

Shoes are {{rate:small_shoes}}.

{{offers: clothing}}

## How to ask {{#ask}}

1. Ask within {{number:small_days}} days.
2. Read [others](out:elsewhere), or [go home](page:home).

## Who decides {{#decides}}

> **Since** {{day:2017-03-23}} it is a manager.

{{helpers: become}}
"""

HOME = f"""\
{HEAD.format(kind="about")}---

# A small site

Begin here.

## What comes first {{#first}}

Read about [clothes](page:clothes#ask).
"""

ABOUT = HEAD.format(kind="about") + "---\n\n# {title}\n\n{words}\n"
ABOUT_WORDS = {
    "contact": "{helpers: emergency, become}",
    "no-home": "{helpers: emergency}",
    "privacy": "Nothing is kept.",
    "cookies": "They are {cookie} and {language_cookie}.",
    "accessibility": "It keeps {standard}.",
}

GLOSSARY = """\
panel:
  term: panel
  meaning: managers who decide
  also: [panels]
"""
LINKS = """\
elsewhere:
  title: Another site
  address: https://www.gov.uk/elsewhere
  seen_on: 2026-11-24
  seen_as: stored copy
"""
NUMBERS = """\
small_days:
  value: 28
  what: Days to ask in
  sources: ["004:2119"]
"""
# A figure that is not paid any more, and one that changed on 1 April 2026.
COAT = """\
id: small_coat
what: Money for a coat
per: year
values:
  - from: 2017-03-23
    to: 2018-03-31
    value: "120.00"
    cap: up_to
    state: in_force
    sources: ["004:2336-2338"]
    verified_on: 2026-11-22
    review_by: 2027-05-22
"""
SHOES = """\
id: small_shoes
what: Money for shoes
per: once
values:
  - from: 2025-04-01
    to: 2026-03-31
    value: "80.00"
    cap: exact
    state: in_force
    sources: ["004:2340"]
    verified_on: 2026-11-22
    review_by: 2027-05-22
  - from: 2026-04-01
    value: "90.50"
    cap: exact
    state: in_force
    sources: ["004:2341"]
    verified_on: 2026-11-22
    review_by: 2027-05-22
"""
MENU = """\
- title: Money
  pages: [clothes]
- title: This site
  pages: [contact, no-home, privacy, cookies, accessibility]
"""

# English block to Arabic block. What is not here (lists of ours) has no words to translate.
ARABIC = {
    "# Clothes": "# ملابس",
    "This page is about clothes.": "هذه الصفحة عن الملابس.",
    "## What it is {#what}": "## ما هي {#what}",
    "In winter {council_short} gives you {rate:small_coat}.": "في الشتاء {council_short}: {rate:small_coat}.",
    "## Who it is for {#who}": "## لمن هي {#who}",
    "A {term:panel} says yes at {age:16}.": "{term:panel|لجنة} توافق في {age:16}.",
    "## How much it is {#much}": "## كم هي {#much}",
    "Shoes are {rate:small_shoes}.": "حذاء: {rate:small_shoes}.",
    "## How to ask {#ask}": "## كيف أطلب {#ask}",
    "1. Ask within {number:small_days} days.\n2. Read [others](out:elsewhere), or [go home](page:home).": (
        "1. خلال {number:small_days} يوما.\n2. [هنا](out:elsewhere) أو [هناك](page:home)."
    ),
    "## Who decides {#decides}": "## من يقرر {#decides}",
    "> **Since** {day:2017-03-23} it is a manager.": "> **منذ** {day:2017-03-23} المدير.",
}
ARABIC_HEAD = "---\ntranslated_by: computer\nkeywords: [حذاء]\n---\n"

PAGE, ARABIC_PAGE = "pages/en/clothes.md", "pages/ar/clothes.md"


def mark(english: str) -> str:
    """What stands before a translation, to say which English it was made from."""
    return f"<!-- {sha256(english.encode()).hexdigest()[:10]} -->"


def arabic_page(words: dict[str, str] = ARABIC) -> str:
    return ARABIC_HEAD + "".join(f"\n{mark(english)}\n{arabic}\n" for english, arabic in words.items())


FILES = {
    "glossary.yaml": GLOSSARY,
    "links.yaml": LINKS,
    "numbers/small.yaml": NUMBERS,
    "rates/small_coat.yaml": COAT,
    "rates/small_shoes.yaml": SHOES,
    "pages/menu.yaml": MENU,
    "pages/en/home.md": HOME,
    **{
        f"pages/en/{slug}.md": ABOUT.format(title=slug.capitalize(), words=words)
        for slug, words in ABOUT_WORDS.items()
    },
    PAGE: CLOTHES,
    ARABIC_PAGE: arabic_page(),
}


def make(root: Path) -> Path:
    """A whole data folder; its content/ is given back."""
    content = root / "content"
    shutil.copytree(paths.CONTENT, content, ignore=shutil.ignore_patterns("pages", "numbers", "names"))
    shutil.copytree(paths.TRANSLATIONS, root / "translations")
    write_pages(content)
    return content


def write_pages(content: Path) -> None:
    """The pages and what they refer to, but for the papers that they cite."""
    for name, text in FILES.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def change(content: Path, name: str, old: str, new: str) -> None:
    """Put something in place of something else in a file."""
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test changes nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@contextmanager
def live(root: Path) -> Iterator[None]:
    """The site and the commands read this folder and not the real one."""
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(paths, "CONTENT", root / "content")
            patch.setattr(paths, "TRANSLATIONS", root / "translations")
            look_again()
            yield
    finally:
        look_again()


def look_now(app: Flask) -> None:
    """The next page sees what content/ and the day are now: in life that takes up to a second."""
    look_again()
    app.extensions["kentcare_prerendered_pages"]._look_at = float("-inf")


@contextmanager
def on_day(app: Flask, day: date | str) -> Iterator[None]:
    """The site at noon of a day."""
    with time_machine.travel(datetime.fromisoformat(f"{day}T12:00:00+00:00"), tick=False):
        look_now(app)
        yield
    look_now(app)
