"""A data folder with four texts of the layout, the real ones of content/, and the small pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support import small_site

POT = """\
msgid "Search"
msgstr ""

#. translators: the name of a day
msgid "Read on %(date)s."
msgstr ""

msgid "<strong>Ask</strong> today"
msgstr ""

msgid "%(num)s page"
msgid_plural "%(num)s pages"
msgstr[0] ""
msgstr[1] ""
"""


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """Nothing is translated but the Arabic page about clothes."""
    root = tmp_path / "data"
    small_site.make(root)
    (root / "translations" / "messages.pot").write_text(POT, encoding="utf-8")
    for catalogue in (root / "translations").rglob("*.po"):
        catalogue.unlink()
    with small_site.live(root):
        yield root
