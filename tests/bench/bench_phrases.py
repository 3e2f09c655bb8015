"""How long it takes to find the phrases of content/danger in a text as long as a report.

Each is told as a ratio to the time in which Python reads the same text letter by letter, which does not
change with the machine as seconds do. An ordinary text has none of the phrases; the others begin many of
them in vain.
"""

import sys
import time
from collections.abc import Callable

from support.danger_sentences import LANGUAGES, SENTENCES, lexicon

LETTERS = 12_000
BEGINNINGS = ("not", "he", "a", "did not come", "غ", "ኣ")


def fastest(piece: Callable[[], object], times: int = 20) -> float:
    """Seconds that a piece of work takes when nothing comes between."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        piece()
        taken.append(time.perf_counter() - began)
    return min(taken)


def tell(name: str, text: str) -> None:
    finding = fastest(lambda: lexicon().find([text]))
    reading = fastest(lambda: [ord(letter) for letter in text])
    length = f"{finding * 1000:.1f} ms for {len(text):,} letters"
    sys.stdout.write(f"{name}: {length}, {finding / reading:.0f} times reading them\n")


def main() -> None:
    for tag in LANGUAGES:
        ordinary = [
            one.says for one in SENTENCES if one.language == tag and not one.must_stop and one.is_right
        ]
        tell(f"an ordinary text, {tag}", ((" ".join(ordinary) + " ") * 50)[:LETTERS])
    for word in BEGINNINGS:
        tell(f"“{word}” again and again", f"{word} " * (LETTERS // (len(word) + 1)))


if __name__ == "__main__":
    main()
