"""Each drawing stands once on a page that uses it, and no other does."""

import pytest
from flask import Flask

from kentcare.web.icons import ICON_NAMES, drawings, icon


def test_a_page_has_the_drawings_of_its_icons_once_each(app: Flask) -> None:
    one, other, unused, *_ = sorted(ICON_NAMES)
    with app.test_request_context("/en/"):
        for name in (other, one, other):
            assert f'href="#icon-{name}"' in icon(name)
        sprite = drawings()
    assert [sprite.count(f'id="icon-{name}"') for name in (one, other, unused)] == [1, 1, 0]
    assert sprite.count("<symbol") == 2


def test_an_icon_is_for_the_eye_alone(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert 'aria-hidden="true"' in icon(min(ICON_NAMES))
        assert 'aria-hidden="true"' in drawings()


def test_an_unknown_icon_is_refused(app: Flask) -> None:
    with app.test_request_context("/en/"), pytest.raises(KeyError):
        icon("no-such-icon")
