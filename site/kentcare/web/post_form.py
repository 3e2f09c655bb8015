"""The base class of every form of this site."""

from flask_wtf import FlaskForm


class PostForm(FlaskForm):
    """A form without a CSRF check of its own: every post is checked before any view, in web/origin.py."""

    class Meta:
        csrf = False
