"""What the search finds beside the pages: what somebody can do on the site."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that somebody can do on the site, as the search lists it.

    `title` is the text of the code that names it there, in English; without one it is called as the first
    page is. `is_of_checker`: somebody is asked the questions of the checker first.
    """

    icon: str
    title: str = ""
    is_of_checker: bool = True


# By their path below the language.
TOOLS = {
    "checker": Tool("compass"),
    "checker/move": Tool("house", "What if I move?"),
    "checker/answer": Tool("calendar", "Put the dates in my calendar"),
    "checker/sheet": Tool("clipboard-list", "A sheet to print for my adviser"),
    "checker/kept": Tool("lock", "Keep your answer on this phone", is_of_checker=False),
    "sign-in": Tool("key-round", "Sign in", is_of_checker=False),
}
