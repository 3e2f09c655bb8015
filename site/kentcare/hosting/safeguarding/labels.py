"""Words for stops on the pages of the desk: how one came, how long it waits, who was told, what was found."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from markupsafe import Markup

from kentcare.accounts.accounts.addresses import format_mobile
from kentcare.hosting.safeguarding.escalation.records import Told
from kentcare.hosting.safeguarding.escalation.rules import PassedOver, ToldAs
from kentcare.hosting.safeguarding.records import MEANT_OTHERWISE, TOLD
from kentcare.hosting.safeguarding.rules import Finding, Follows, LookProblem
from kentcare.services.messages.records import Delivery
from kentcare.web.formats import clock, local_day, time_in_words
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext

# For the templates.
number_words = format_mobile


def found_words() -> Mapping[Finding, str]:
    """What somebody can have found who looked into a stop."""
    return {
        Finding.SAFE: _("Everybody is safe"),
        Finding.HELP: _("Somebody needed help now"),
        Finding.NOBODY: _("I could not reach anybody"),
    }


def follows_words() -> Mapping[Follows, str]:
    """What can follow after somebody looked into a stop."""
    return {
        Follows.ADVISER: _("The adviser was told"),
        Follows.DUTY: _("The duty team was told"),
        Follows.EMERGENCY: _("Police or 999"),
        Follows.VISIT: _("A visit"),
        Follows.NOTHING: _("Nothing more"),
    }


def problem_words() -> Mapping[LookProblem, str]:
    """What to do about two choices that do not go together."""
    return {
        LookProblem.NOTHING_AND_MORE: _("Choose “Nothing more” alone, or take it away"),
        LookProblem.NOBODY_KNOWS: _(
            "You reached nobody. Tell the adviser or the duty team, and choose it here. Or leave it waiting"
        ),
        LookProblem.NO_HELP: _("Somebody needed help. Choose what was done"),
    }


def went_on_words(passed_as: str | None) -> str:
    """What the Host said when they went on with the form."""
    words = {
        TOLD: _("The Host says that they have rung, or that it is known."),
        MEANT_OTHERWISE: _("The Host says that nobody is hurt, missing or at risk."),
    }
    return words.get(passed_as or "", _("The Host has not gone on since."))


def length_words(length: timedelta) -> str:
    """A length of time as people say it: 5 minutes; 2 hours 5 minutes; 3 days 4 hours."""
    minutes = int(length.total_seconds()) // 60
    if not minutes:
        return _("less than a minute")
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        time_in_words(days, "day") if days else "",
        time_in_words(hours, "hour") if hours else "",
        ngettext("%(num)s minute", "%(num)s minutes", minutes) if not days and (minutes or not hours) else "",
    ]
    return " ".join(part for part in parts if part)


def _told_as_words() -> Mapping[ToldAs, str]:
    return {
        ToldAs.OFFICER: _("the officer"),
        ToldAs.COVER: _("who covers for the officer"),
        ToldAs.MANAGER: _("service manager"),
    }


def _passed_over_words() -> Mapping[PassedOver, str]:
    return {
        PassedOver.AWAY: _("not told: they are away"),
        PassedOver.NO_ADDRESS: _("not told: we have no number and no e-mail of theirs"),
        PassedOver.NO_SIGN_IN: _("not told: they cannot sign in"),
        PassedOver.OWN_HOME: _("not told: it is their own home"),
    }


def told_words(told: Told) -> Markup:
    """Who was told, as what, and what became of each message to them."""
    if told.name is None or told.told_as is None:
        return Markup("{}").format(_("Nobody could be told: there is nobody whom we can reach."))
    if told.passed_over:
        became = [Markup("{}").format(_passed_over_words()[told.passed_over])]
    else:
        became = [_delivery_words(one) for one in told.deliveries] or [
            Markup("{}").format(_("a message, of which we do not know any more what became"))
        ]
    who = Markup("<bdi>{}</bdi>, {}").format(told.name, _told_as_words()[told.told_as])
    if told.nth_press:
        who = Markup("{}: {}").format(_("Pressed again"), who)
    return Markup("{}: {}.").format(who, Markup("; ").join(became))


def _delivery_words(one: Delivery) -> Markup:
    channel = _("text message") if one.channel == "text" else _("e-mail")
    if one.sent_at:
        return Markup("{}").format(_("%(channel)s, sent at ", channel=channel)) + clock(one.sent_at)
    if one.failed_at:
        return Markup("{}").format(_("%(channel)s, did not arrive", channel=channel))
    if one.waits:
        return Markup("{}").format(_("%(channel)s, not sent yet", channel=channel))
    return Markup("{}").format(_("%(channel)s, not sent any more", channel=channel))


def moment(at: datetime) -> Markup:
    """A moment, as 1 December 2026, 10:30."""
    return Markup("{}, {}").format(local_day(at), clock(at))
