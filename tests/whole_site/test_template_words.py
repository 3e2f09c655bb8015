"""Which words of a template ask for a rule in a style sheet, and which are only text."""

import pytest

from template_words import words_in, words_of_templates


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ('<p class="lede money" id="top">', {"p", "class", "lede", "money", "id", "top"}),
        ('<input type="number" hidden>', {"input", "type", "number", "hidden"}),
        ('<a href="/table" title="list">', {"a", "href", "title"}),
        ("a list of money in a table", set()),
        ("{# class='late' #}<!-- <p class='late'> -->", set()),
    ],
    ids=["classes and ids", "types", "other attributes", "text", "comments"],
)
def test_html(template: str, words: set[str]) -> None:
    assert words_in(template) == words


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("""<p class="deadline{{ ' late' if is_late }}">""", {"deadline", "late"}),
        ('<p class="{% if wide %}wide{% else %}wrap{% endif %} more">', {"wide", "wrap", "more"}),
        ("{% set kind = 'late' %}", {"late"}),
        (
            "{{ button({'classes': 'govuk-button--warning', 'attributes': {'open': true}}) }}",
            {"govuk-button--warning", "open"},
        ),
        ("{% call panel(kind='quiet') %}<dfn>{% endcall %}", {"quiet", "dfn"}),
        ("{% macro one(kind='quiet') %}<dfn>{% endmacro %}", {"quiet", "dfn"}),
        ("{% block body %}{% for one in two %}<dfn>{% endfor %}{% endblock %}", {"dfn"}),
    ],
)
def test_what_jinja_writes(template: str, found: set[str]) -> None:
    assert found <= words_in(template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ _('a list of money') }}",
        "<p title=\"{{ _('a list of money') }}\">",
        "{{ ngettext('%(num)s list', '%(num)s lists', count) }}",
        "{% trans %}a list of money{% endtrans %}",
        "{% trans count=3 %}a list{% pluralize %}lists of money{% endtrans %}",
        "{{ heading(_('a list of money')) }}",
    ],
)
def test_a_translated_text_is_only_text(template: str) -> None:
    assert not words_in(template) & {"a", "list", "lists", "of", "money"}


def test_elements_in_a_translated_text_count() -> None:
    found = words_in(
        """{{ _('a <b class="late">list</b>') }}{% trans %}<i id="top">money</i>{% endtrans %}"""
    )
    assert {"b", "late", "i", "top"} <= found
    assert not found & {"list", "money"}


def test_what_is_given_to_a_translated_text_counts() -> None:
    assert "late" in words_in("{{ _('%(when)s left', when=mark('late')) }}")


def test_every_template_is_read() -> None:
    words = words_of_templates()
    assert {"html", "govuk-button--warning", "aria-current"} <= words
