"""The service worker: what lets a page that was opened once open again offline.

The script is the one that the build made, after a line with what it has to know of this site. Where the
operator has turned it off, the same address answers with a script that takes the place of the first in a
browser that has it, removes what that kept, and ends. See docs/decisions/0024-offline.md.
"""

import json
from typing import Any

from flask import Flask, current_app, url_for
from markupsafe import escape

from kentcare.core.languages.english import mark_english
from kentcare.core.languages.listed import ENGLISH
from kentcare.web import language
from kentcare.web.assets import STATIC
from kentcare.web.formats import date_pattern, month_name
from kentcare.web.language import gettext

DAYS = 30  # that a copy is shown, and then removed

_EXTENSION = "kentcare_is_offline_on"


def use_worker(app: Flask, *, is_on: bool) -> None:
    """Set whether this site has the worker, and tell templates by `worker_address`."""
    app.extensions[_EXTENSION] = is_on
    app.add_template_global(_address, "worker_address")
    app.add_template_global(DAYS, "days_kept")  # type: ignore[arg-type]  # a global need not be a function


def _is_on() -> bool:
    return bool(current_app.extensions[_EXTENSION])


def _address() -> str:
    """Where the script is; "" where the operator has turned it off, and pages remove what it kept."""
    return url_for("web.send_worker") if _is_on() else ""


def script() -> str:
    """The script of the worker, or of the one that removes it."""
    if not _is_on():
        return _built("worker-off.js")
    # The version of the files is in it, so that it is another script after each upgrade and tidies up.
    known = json.dumps(_known(), ensure_ascii=False, separators=(",", ":"))
    return f"const site = {known};\n{_built('worker.js')}"


def _built(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _known() -> dict[str, Any]:
    # An address without its language, which stands first.
    def after_language(endpoint: str) -> str:
        return url_for(endpoint, lang=ENGLISH).removeprefix(f"/{ENGLISH}")

    tags = [one.tag for one in language.offered()]
    return {
        "version": current_app.extensions["kentcare_files"].version,
        "exit": url_for("web.leave"),
        "wipes": [after_language("checker.start_again"), after_language("sessions.sign_out")],
        "kept": after_language("checker.show_kept"),
        "offline": after_language("pages.show_offline"),
        "days": DAYS,
        "tags": tags,
        "words": {tag: _words(tag) for tag in tags},
    }


def _words(tag: str) -> dict[str, Any]:
    """What a copy says of itself, as HTML. `{date}` is the day on which it was kept."""
    with language.speaking(tag):
        told = {
            "pages": gettext(
                "We could not get this page just now. You see the copy that this phone kept on {date}. "
                "Things may have changed since then."
            ),
            "answer": gettext(
                "This is the answer that you kept on this phone on {date}. It may be different today."
            ),
        }
        return {
            "told": {name: mark_english(str(escape(words))) for name, words in told.items()},
            "date": date_pattern(),
            "months": [mark_english(str(escape(month_name(number)))) for number in range(1, 13)],
        }
