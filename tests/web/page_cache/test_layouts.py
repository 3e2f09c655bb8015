"""The layout around a page is rendered once for each address and language of the site, and for no other."""

from flask import Flask, g
from flask.testing import FlaskClient

from kentcare.web import icons
from kentcare.web.page_cache.layouts import Layout, layout_of_page


def layout_at(app: Flask, path: str, **options: bool) -> Layout:
    with app.test_request_context(path):
        app.preprocess_request()
        return layout_of_page(**{"quick": False, "form_sheet": False, "portal": False} | options)


def test_it_is_rendered_once_for_an_address(app: Flask) -> None:
    assert layout_at(app, "/en/money") is layout_at(app, "/en/money")


def test_another_address_another_language_or_another_sheet_has_its_own(app: Flask) -> None:
    one = layout_at(app, "/en/money")
    assert 'href="/ar/money"' in one.top
    assert 'href="/ar/contact"' in layout_at(app, "/en/contact").top
    assert 'lang="ar" dir="rtl"' in layout_at(app, "/ar/money").head
    assert "forms.css" not in one.head + one.top
    assert "forms.css" in layout_at(app, "/en/money", form_sheet=True).top
    assert "htmx" in layout_at(app, "/en/money", quick=True).top


def test_nothing_is_cached_of_an_address_that_is_not_ours(app: Flask, client: FlaskClient) -> None:
    before = app.extensions["kentcare_layouts"].cache_info()
    for _ in range(2):
        assert client.get("/en/what-somebody-typed").status_code == 404
    after = app.extensions["kentcare_layouts"].cache_info()
    assert (after.currsize, after.hits) == (before.currsize, before.hits)


def test_a_page_draws_the_icons_of_a_layout_from_the_cache(app: Flask) -> None:
    layout = layout_at(app, "/en/money")
    assert "icon-search" in layout.drawings
    with app.test_request_context("/en/money"):
        app.preprocess_request()
        own = "window-home"
        icons.use_drawing(own)
        layout_of_page(quick=False, form_sheet=False, portal=False)
        assert set(g.drawings) == {own, *layout.drawings}
