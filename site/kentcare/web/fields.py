"""Renders a WTForms field with the Design System's macro, in words that can be translated."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, g
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup, escape
from wtforms import Field, Form, RadioField, SelectField, SelectMultipleField, TextAreaField

from kentcare.web.language import gettext
from kentcare.web.rough_date import Part, RoughDateField

Params = dict[str, Any]

_MOST_KEPT = 2000
# Which macro of the Design System shows a kind of field.
_MACROS = {
    "radios": ("radios", "govukRadios"),
    "checkboxes": ("checkboxes", "govukCheckboxes"),
    "date": ("date-input", "govukDateInput"),
    "textarea": ("textarea", "govukTextarea"),
    "select": ("select", "govukSelect"),
    "input": ("input", "govukInput"),
}


def use_fields(app: Flask) -> None:
    """Give templates `show(field)` and `summary_of(form)`, and let them load the Design System's macros."""
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([design_system])
    app.add_template_global(summary_of)
    shown: dict[str, Markup] = {}

    @app.template_global()
    def show(field: Field, heading: bool = False) -> Markup:
        return _shown(app, shown, field, heading)


def _shown(app: Flask, kept: dict[str, Markup], field: Field, heading: bool) -> Markup:
    """Render a field with its Design System macro. The HTML is cached by its parameters: macros are slow.

    What somebody typed is inserted afterwards, so that the cache holds nothing of anybody's. A field with an
    error is never cached: the message may repeat what was typed.
    """
    apart: Typed | None = g.get("typed_apart")
    typed = Typed() if apart is None else apart
    kind, params = kind_of(field), params_of(field, heading, typed)
    key = f"{kind}{params}"
    html = kept.get(key)
    if html is None:
        template, macro = _MACROS[kind]
        html = getattr(
            app.jinja_env.get_template(f"govuk_frontend_jinja/components/{template}/macro.html").module, macro
        )(params)
        if not field.errors:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[key] = html
    return typed.put_in(html) if apart is None else html


class Typed(list[str]):
    """What somebody typed into the fields of a page, each with a placeholder until it is inserted."""

    # Two signs of Unicode's own private area: no keyboard writes them.
    SIGN = re.compile("\ue000([0-9]+)\ue001")

    def keep(self, text: str) -> str:
        """Remember a text and return its placeholder; an empty text needs none and stays empty."""
        if not text:
            return ""
        self.append(text)
        return f"\ue000{len(self) - 1}\ue001"

    def put_in(self, html: Markup) -> Markup:
        """Replace every placeholder with its text, escaped."""
        return Markup(self.SIGN.sub(lambda found: escape(self[int(found[1])]), html))  # noqa: S704  # escaped


@contextmanager
def typed_apart() -> Iterator[None]:
    """Signs stand here in place of what somebody typed: see page_cache/personal.py."""
    g.typed_apart = Typed()
    try:
        yield
    finally:
        del g.typed_apart


def kind_of(field: Field) -> str:
    """The kind of Design System component that renders a field: a key of `_MACROS`."""
    for kind, shown_as in (
        (RadioField, "radios"),
        (SelectMultipleField, "checkboxes"),
        (RoughDateField, "date"),
        (SelectField, "select"),
        (TextAreaField, "textarea"),
    ):
        if isinstance(field, kind):
            return shown_as
    return "input"


def params_of(field: Field, heading: bool, typed: Typed) -> Params:
    """The parameters of a field's macro.

    `heading` makes the question the page's h1. What was typed is added to `typed`, and its placeholder stands
    in the parameters.
    """
    shared = _shared(field)
    match kind_of(field):
        case "radios" | "checkboxes":
            return shared | {
                "idPrefix": field.id,
                "fieldset": _legend(field, heading),
                "items": _choices(field),
            }
        case "date":
            return shared | {
                "id": field.id,
                "fieldset": _legend(field, heading),
                "items": _boxes(field, typed),
            }
    label = {"text": str(field.label.text), "isPageHeading": heading, "classes": _size("label", heading)}
    own: Params = {"id": field.id, "label": label, **(field.render_kw or {})}
    if isinstance(field, SelectField):
        items = [
            {"value": each["value"], "text": each["text"], "selected": each["checked"]}
            for each in _choices(field)
        ]
        return shared | own | {"items": items}
    return shared | {"value": typed.keep(field._value()), "attributes": {"dir": "auto"}} | own


def _shared(field: Field) -> Params:
    params: Params = {"name": field.name}
    if field.description:
        params["hint"] = {"text": str(field.description)}
    if field.errors:
        params["errorMessage"] = {"text": str(field.errors[0]), "visuallyHiddenText": gettext("Error")}
    return params


def _size(part: str, heading: bool) -> str:
    return f"govuk-{part}--l" if heading else f"govuk-{part}--s"


def _legend(field: Field, heading: bool) -> Params:
    classes = _size("fieldset__legend", heading)
    return {"legend": {"text": str(field.label.text), "isPageHeading": heading, "classes": classes}}


def _choices(field: Field) -> list[Params]:
    """The items of radios, checkboxes or a select.

    A SelectChoice may carry {"hint": words} and {"divider": word}, a word shown before the item.
    """
    items: list[Params] = []
    for choice in field.iter_choices():
        if "divider" in choice.render_kw:
            items.append({"divider": str(choice.render_kw["divider"])})
        item = {"value": str(choice.value), "text": str(choice.label), "checked": bool(choice.selected)}
        if "hint" in choice.render_kw:
            item["hint"] = {"text": str(choice.render_kw["hint"])}
        items.append(item)
    return items


def _boxes(field: RoughDateField, typed: Typed) -> list[Params]:
    names: dict[Part, str] = {"day": gettext("Day"), "month": gettext("Month"), "year": gettext("Year")}
    # Where no one part is to blame, the whole date is.
    to_blame = (field.faulty_part,) if field.faulty_part else field.parts
    boxes = []
    for part in field.parts:
        is_wrong = bool(field.errors) and part in to_blame
        width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
        boxes.append(
            {
                "id": f"{field.id}-{part}",
                "name": field.box(part),
                "label": names[part],
                "value": typed.keep(field.typed.get(part, "")),
                # A month may be typed as a word.
                "inputmode": "text" if part == "month" else "numeric",
                "classes": f"{width} govuk-input--error" if is_wrong else width,
            }
        )
    return boxes


def first_input_of(field: Field) -> str:
    """The id that a link in the error summary leads to: a control, never a group around one."""
    return f"{field.id}-{field.first_to_mend}" if isinstance(field, RoughDateField) else str(field.id)


def summary_of(form: Form) -> Params:
    """The parameters of the error summary: each error links to the control that puts it right."""
    return {
        "titleText": gettext("There is a problem"),
        "errorList": [
            {"text": str(field.errors[0]), "href": f"#{first_input_of(field)}"}
            for field in form
            if field.errors
        ],
        # Focused without a script; site.js does the same for a fragment.
        "attributes": {"tabindex": "-1", "autofocus": {"value": True, "optional": True}},
    }
