"""What every form of this site is made from."""

from flask_wtf import FlaskForm


class PostForm(FlaskForm):
    """A form that somebody posts. The token of every post is looked at before any view: see web/origin.py."""

    class Meta:
        csrf = False
