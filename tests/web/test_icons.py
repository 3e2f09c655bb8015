"""Each drawing stands once on a page that uses it, and no other does."""

import pytest
from flask import Flask

from kentcare.web.icons import ICON_NAMES, WINDOW_NAMES, drawings, drawn_window, icon, use_drawing

MOST = 1500  # bytes of a drawn window, before it is packed


def test_a_page_has_the_drawings_of_its_icons_once_each(app: Flask) -> None:
    one, other, unused, *_ = sorted(ICON_NAMES)
    with app.test_request_context("/en/"):
        for name in (other, one, other):
            assert f'href="#icon-{name}"' in icon(name)
        sprite = drawings()
    assert [sprite.count(f'id="icon-{name}"') for name in (one, other, unused)] == [1, 1, 0]
    assert sprite.count("<symbol") == 2


def test_a_window_and_an_icon_of_one_name_are_two_drawings(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert 'href="#window-home"' in drawn_window("home")
        assert 'href="#icon-house"' in icon("house")
        sprite = drawings()
    assert sprite.index('id="window-home" viewBox="0 0 84 84"') < sprite.index(
        'id="icon-house" viewBox="0 0 24 24"'
    )


@pytest.mark.parametrize("name", sorted(WINDOW_NAMES))
def test_a_drawn_window_is_light_and_keeps_its_parts(app: Flask, name: str) -> None:
    with app.test_request_context("/en/"):
        drawn_window(name)
        sprite = drawings()
    assert len(sprite) < MOST
    for part in ("pane", "frame", "drawn" if name != "people" else "glow"):
        assert f'class="{part}"' in sprite


def test_a_drawing_is_for_the_eye_alone(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert 'aria-hidden="true"' in icon(min(ICON_NAMES))
        assert 'aria-hidden="true"' in drawn_window(min(WINDOW_NAMES))
        assert 'aria-hidden="true"' in drawings()


def test_an_unknown_drawing_is_refused_and_not_remembered(app: Flask) -> None:
    with app.test_request_context("/en/"):
        for use, name in ((icon, "no-such-icon"), (drawn_window, "house"), (use_drawing, "house")):
            with pytest.raises(KeyError):
                use(name)
        assert "<symbol" not in drawings()
