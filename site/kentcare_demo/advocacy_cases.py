"""Cases of young people who asked for an advocate. Their words say that they are made up."""

from dataclasses import dataclass
from datetime import date, timedelta

from kentcare.accounts.accounts.rules import Role
from kentcare.core.languages.listed import every_language
from kentcare_demo.chance import chance, ref
from kentcare_demo.people import with_role
from kentcare_demo.service import Service

_OPEN = 40
_NOT_GIVEN_TO_ANYBODY_YET = 6
_ABOUT = (
    "nobody tells me what happens when I am 18.",
    "I asked for money for college three weeks ago and heard nothing.",
    "I do not want to move to another town.",
    "the meeting about my plan was held without me.",
    "my room is cold and I do not know whom to tell.",
    "I want to complain, and I want somebody with me.",
    "I do not understand the letter that came.",
    "my adviser has changed three times this year.",
)
_REACH = (
    "Demo: a text message, but not in the evening.",
    "Demo: an e-mail. Nobody else reads mine.",
    "Demo: ring me after four.",
)


@dataclass(frozen=True, slots=True)
class DemoAdvocacyCase:
    """An open case. `account`: the ref of the account that asked. `words`: the fields of the form."""

    ref: str
    account: str
    words: dict[str, str]
    day: date
    advocate_id: int | None


def cases(service: Service) -> list[DemoAdvocacyCase]:
    """The cases, the oldest first. The newest wait for the advocacy lead to give them to an advocate."""
    luck = chance("advocacy")
    today = service.now.date()
    who = [one for one in service.young if one.account and one.account.state == "active"]
    advocates = with_role(service.advocates, Role.ADVOCATE)
    days = sorted(luck.sample(range(90), _OPEN), reverse=True)
    found = []
    for place, (one, ago) in enumerate(zip(luck.sample(who, _OPEN), days, strict=True)):
        words = {
            "about": f"Demo: {luck.choice(_ABOUT)}",
            "reach": luck.choice(_REACH),
            "language": every_language()[one.language].name,
        }
        if luck.random() < 0.8:  # nobody has to say who they are
            words = {"name": one.name, **words}
        is_with_nobody = place >= _OPEN - _NOT_GIVEN_TO_ANYBODY_YET
        advocate = None if is_with_nobody else luck.choice(advocates).id
        account = one.account.ref if one.account else ""
        found.append(
            DemoAdvocacyCase(
                ref=ref(luck),
                account=account,
                words=words,
                day=today - timedelta(days=ago),
                advocate_id=advocate,
            )
        )
    return found
