"""What was typed into a short form waits for whoever typed it, in the same browser, and for nobody else."""

from flask import Flask

from support import the_cast
from support.arrangement_pages import BEGIN, CAME
from support.forms import token, typed
from support.sessions import session_over
from support.site import SignedIn

TYPED = typed(CAME) | typed(the_cast.BORN, "born") | {"case_number": "C1", "level": "complex"}


def test_what_another_typed_is_not_there(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    data = TYPED | {"csrf_token": token(officer, "/en/account")}
    with session_over():
        assert officer.post(BEGIN, data=data).status_code == 303
        the_cast.sign_in(people_app, officer, "service-manager")
        assert 'value="C1"' not in officer.get(BEGIN).text


def test_whoever_signed_out_leaves_nothing_behind(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    kept = token(officer, "/en/account")
    data = TYPED | {"csrf_token": kept}
    cookie = officer.get_cookie("session")
    assert cookie
    officer.post("/en/sign-out", data={"csrf_token": kept})
    officer.set_cookie("session", cookie.value)
    assert officer.post(BEGIN, data=data).status_code in {400, 401}
    the_cast.sign_in(people_app, officer, "accommodation-officer")
    assert 'value="C1"' not in officer.get(BEGIN).text


def test_another_page_does_not_get_it_and_it_is_cut_where_it_is_too_long(
    signed_in: SignedIn, people_app: Flask
) -> None:
    manager = signed_in("service-manager")
    data = TYPED | {"csrf_token": token(manager, "/en/account")}
    with session_over():
        assert manager.post(BEGIN, data=data | {"case_number": "x" * 5000}).status_code == 303
        the_cast.sign_in(people_app, manager, "service-manager")
        assert "xxx" not in manager.get(BEGIN.replace("home/", "home-2/", 1)).text
        page = manager.get(BEGIN).text
        assert "x" * 100 in page
        assert "x" * 101 not in page
