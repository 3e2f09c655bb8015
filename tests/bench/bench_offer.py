"""How many answers a second one process gives, with how much memory, and where the time goes.

`--check` ends with 1 where the median is below the goal of 10,000 a second of the process's own time, which
other work on the machine does not shorten.
"""

import cProfile
import io
import json
import pstats
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast, get_args

from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.entitlements.commands import explain_lines
from kentcare.offer.entitlements.engine import Engine
from kentcare.offer.entitlements.facts import Immigration, Living, PlaceOfStay
from kentcare.paths import CONTENT

CASES, RUNS, GOAL = 20_000, 5, 10_000
TODAY = date(2026, 11, 22)


class Nowhere:
    """Counts what is written to it and throws it away."""

    written = 0

    def write(self, data: bytes) -> None:
        self.written += len(data)

    def flush(self) -> None:
        """Nothing is kept."""


def case(dice: random.Random) -> dict[str, object]:
    """Somebody of 13 to 27 between 2015 and 2030, with a bit of everything."""
    on = date(2015, 1, 1) + timedelta(dice.randrange(16 * 365))
    born = on - timedelta(dice.randrange(13 * 365, 27 * 365))

    def period(earliest: int, latest: int) -> dict[str, str | None]:
        begins = born + timedelta(dice.randrange(earliest, latest))
        ends = begins + timedelta(dice.randrange(900))
        return {"from": str(begins), "to": None if dice.random() < 0.4 else str(ends)}

    facts: dict[str, object] = {"on": str(on), "date_of_birth": str(born), "care": care(dice, born)}
    facts["living"] = dice.choice(get_args(Living))
    facts["immigration"] = dice.choice(get_args(Immigration))
    facts["benefit_claim"] = dice.choice(["none", "waiting", "paid"])
    facts["authority"] = "other" if dice.random() < 0.1 else "kent"
    facts["children"] = dice.choice([0, 0, 0, 1, 2])
    facts["pregnant_weeks"] = dice.choice([None, None, None, 12, 30])
    for name in (
        "disabled",
        "lone_parent",
        "no_suitable_clothes",
        "moving_to_own_tenancy",
        "returning_to_study",
    ):
        facts[name] = dice.random() < 0.2
    if dice.random() < 0.1:
        facts["at_16"] = dice.choice(["detained", "hospital"])
    if dice.random() < 0.2:
        facts["at_home"] = [period(5800, 6500) for _ in range(dice.randrange(1, 3))]
    for name in ("special_guardianship", "privately_fostered"):
        if dice.random() < 0.05:
            facts[name] = period(4000, 6500)
    if dice.random() < 0.05:
        facts["accommodated"] = [{"kind": dice.choice(get_args(PlaceOfStay)), **period(5500, 6500)}]
    if dice.random() < 0.05:
        facts["housed_by_council"] = period(5500, 6500)
    if dice.random() < 0.2:
        facts["leave_to"] = str(on + timedelta(dice.randrange(-400, 800)))
    facts["disputed_age"] = dice.random() < 0.05
    if dice.random() < 0.4:
        level, full_time = dice.choice(["further", "higher"]), dice.random() < 0.8
        facts["study"] = {"level": level, "full_time": full_time, **period(5800, 8500)}
    if dice.random() < 0.2:
        facts["benefit_claimed_on"] = str(on - timedelta(dice.randrange(60)))
    return facts


def care(dice: random.Random, born: date) -> list[dict[str, str | None]]:
    begins = born + timedelta(dice.randrange(6500))
    periods: list[dict[str, str | None]] = []
    for _ in range(dice.randrange(3)):
        ends = begins + timedelta(dice.randrange(900))
        kind = "short_breaks" if dice.random() < 0.1 else "looked_after"
        periods.append({"from": str(begins), "to": str(ends), "kind": kind})
        begins = ends + timedelta(1 + dice.randrange(300))
    if dice.random() < 0.6:
        periods.append({"from": str(begins), "to": None})
    return periods


def median_rate(clock: Callable[[], float], run: Callable[[], object]) -> float:
    """Answers a second of a clock, in the middle of five runs."""
    rates = []
    for _ in range(RUNS):
        began = clock()
        run()
        rates.append(CASES / (clock() - began))
    return statistics.median(rates)


def where_the_time_goes(engine: Engine, lines: bytes) -> dict[str, float]:
    """Shares of the time under a profiler, which makes small functions look dearer than they are."""
    profile = cProfile.Profile()
    profile.runcall(explain_lines, engine, io.BytesIO(lines), cast(BinaryIO, Nowhere()), TODAY)
    taken: dict[str, float] = {}
    encoding = 0.0
    for (_, _, name), (_, _, _, total, callers) in cast(Any, pstats.Stats(profile)).stats.items():
        taken[name] = taken.get(name, 0.0) + total
        if "'encode' of 'msgspec" in name:
            encoding += sum(spent[3] for (_, _, caller), spent in callers.items() if caller == "explain")
    whole = taken["explain_lines"]
    new_words = taken.get("_new_line", 0.0)
    parts = {
        "reading facts": taken["read"],
        "status": taken["life"] + own(profile, "case.py", "__init__"),
        "next": taken["next_change"],
        "rules": taken["_lines"] - new_words,
        "words": taken["reasons_for"] + taken["signposts_for"] + new_words,
        "JSON": encoding,
    }
    parts["the rest"] = whole - sum(parts.values())
    return {name: spent / whole for name, spent in parts.items()}


def own(profile: cProfile.Profile, file: str, function: str) -> float:
    """The time in a function of a file, and in all that it calls."""
    stats = cast(Any, pstats.Stats(profile)).stats
    rows = [row for (path, _, name), row in stats.items() if path.endswith(file) and name == function]
    return sum(float(row[3]) for row in rows)


def main() -> None:
    dice = random.Random(2026)  # noqa: S311 (the same cases every time are the point)
    lines = b"".join(json.dumps(case(dice)).encode() + b"\n" for _ in range(CASES))
    engine = Engine(load_book(CONTENT))

    def answer_all() -> Nowhere:
        out = Nowhere()
        if not explain_lines(engine, io.BytesIO(lines), cast(BinaryIO, out), TODAY):
            sys.stdout.write("Some of the cases are refused: these numbers are of no use.\n")
        return out

    def command() -> None:
        kentcare = str(Path(sys.executable).with_name("kentcare"))
        subprocess.run(
            [kentcare, "offer", "explain", "--batch"], input=lines, stdout=subprocess.DEVNULL, check=False
        )

    size = answer_all().written / CASES / 1024
    of_its_own = median_rate(time.process_time, answer_all)
    by_the_clock = median_rate(time.perf_counter, answer_all)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{of_its_own:8,.0f} answers of {size:.0f} kB a second of the process's own time (goal {GOAL:,})\n"
        f"{by_the_clock:8,.0f} a second by the clock\n"
        f"{median_rate(time.perf_counter, command):8,.0f} a second from the command, its start included\n"
        f"{memory:8,.0f} MB of memory at most, {len(lines) / 2**20:.0f} of them the facts\n"
        "   and under a profiler the time goes to\n"
    )
    for name, share in where_the_time_goes(engine, lines).items():
        sys.stdout.write(f"{share:8.0%} {name}\n")
    sys.exit(1 if "--check" in sys.argv[1:] and of_its_own < GOAL else 0)


if __name__ == "__main__":
    main()
