"""A page knows whoever opened it, and its script learns who is signed in now."""

from kentcare.accounts.accounts.holder import Holder
from kentcare.services.long_forms.opener import opener_of
from support import the_cast
from support.host_report import Write, write
from support.html import attribute
from support.site import SignedIn

__all__ = ["write"]


def test_the_form_the_bar_and_the_session_call_a_host_the_same(write: Write, signed_in: SignedIn) -> None:
    window = write()
    whose = window.posted()["_whose"]
    [bar] = window.page.select(".stop-bar")
    session = window.client.get("/en/session").json
    assert session is not None
    assert attribute(bar, "data-whose") == session["whose"] == whose
    other = signed_in("host-2").get("/en/session").json
    assert other is not None
    assert other["whose"] != whose
    assert the_cast.CANARY not in str(whose)


def test_it_is_a_hash(write: Write) -> None:
    with write().client.application.app_context():
        assert opener_of(Holder(account=1)) != opener_of(Holder(account=2))
