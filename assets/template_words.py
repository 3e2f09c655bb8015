"""The words of the templates that a selector in a style sheet may match.

The build keeps the rules that these words ask for (`build.mjs`), and a test asks whether the templates still
use the same ones (`tests/whole_site/test_assets.py`). Both ask here, so that there is one rule:

- The template's own text and its translated strings are HTML. In HTML the names of elements and attributes
  count, and the words of `class`, `id` and `type`. What people read does not: "list" in a sentence is not the
  class `list`.
- In Jinja's expressions every other string counts, word by word: `late` in `class="{{ 'late' if is_late }}"`.

A name that is put together from pieces (`"width-" ~ number`) is not found, nor one that only Python or the
Design System's macros write: `build.mjs` lists those.
"""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

SITE = Path(__file__).resolve().parents[1] / "site"

_JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
_TRANSLATE = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
_WORD = re.compile(r"[A-Za-z0-9_-]+")  # what PurgeCSS takes for a word


def words_of_templates(site: Path = SITE) -> set[str]:
    """The words of every page and part of a page below `site`."""
    templates = site.glob("**/templates/**/*.html")
    return {word for template in templates for word in words_in(template.read_text(encoding="utf-8"))}


def words_in(template: str) -> set[str]:
    """The words of one template. Raises `jinja2.TemplateSyntaxError` where Jinja cannot read it."""
    tree = _JINJA.parse(template)
    translated = [
        argument
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in _TRANSLATE
        for argument in call.args
        if isinstance(argument, nodes.Const)
    ]
    names = _Names()
    # A space for each expression left out: `class="{% if a %}one{% else %}two{% endif %}"` has two words.
    names.feed(" ".join(part.data for part in tree.find_all(nodes.TemplateData)))
    names.close()
    for text in translated:
        names.feed(f" {text.value} ")
        names.close()
    seen = set(map(id, translated))
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, str) and id(constant) not in seen:
            names.words.update(_WORD.findall(constant.value))
    return names.words


class _Names(HTMLParser):
    """Collects the words of what it is fed with."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words.add(tag)
        for name, value in attrs:
            self.words.add(name)
            if name in ("class", "id", "type") and value:
                self.words.update(_WORD.findall(value))


if __name__ == "__main__":
    json.dump(sorted(words_of_templates()), sys.stdout)
