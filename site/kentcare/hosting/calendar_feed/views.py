"""The page on which a Host makes the address of their calendar, and the feed at that address."""

from flask import Blueprint, Response, current_app, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.core.clock import now, today
from kentcare.hosting.calendar_feed import records
from kentcare.hosting.calendar_feed.calendar_file import calendar_file
from kentcare.hosting.calendar_feed.labels import calendar_name
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import gettext as _

blueprint = Blueprint("calendar_feed", __name__, template_folder="templates")

_PLAIN = "text/plain; charset=utf-8"


@blueprint.get("/host/calendar")
def show_address() -> AnyResponse:
    feed = records.own(current_viewer())
    address = _address(feed) if feed else ""
    # What a telephone opens with its calendar and not with its browser.
    to_calendar = f"webcal:{address.partition(':')[2]}"
    return render_portal("calendar_feed/calendar.html", feed=feed, address=address, to_calendar=to_calendar)


def _address(feed: records.Feed) -> str:
    scheme = current_app.config["PREFERRED_URL_SCHEME"]
    return url_for("calendar_feed.send_days", token=feed.token, _external=True, _scheme=scheme)


@blueprint.post("/host/calendar")
def make_address() -> AnyResponse:
    """Make the address, and redirect to the page that shows it: the token stands in no other address."""
    records.make(current_viewer(), now())
    return redirect(url_for("calendar_feed.show_address"), 303)


@blueprint.post("/host/calendar/stop")
def stop_address() -> AnyResponse:
    records.stop(current_viewer())
    return redirect(url_for("calendar_feed.show_address"), 303)


@blueprint.get("/calendar/<token>.ics")
def send_days(token: str) -> AnyResponse:
    """The feed, in the language of the address. To know the token is enough: a calendar brings no cookie.

    The audit trail notes nothing, however often it is fetched. Every token that shows no days is answered
    alike.
    """
    host = records.host_of(token, today())
    if host is None:
        response = Response(_("There is no calendar at this address."), 404, content_type=_PLAIN)
    else:
        file = calendar_file(calendar_name(), records.due_of(host, today()), today())
        response = Response(file, content_type="text/calendar; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response
