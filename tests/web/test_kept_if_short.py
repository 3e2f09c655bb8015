"""What is long is worked out each time, so that nobody can fill the memory with it."""

from kentcare.web.kept_if_short import LONGEST, kept_if_short


def test_a_short_text_is_answered_once_and_a_long_one_each_time() -> None:
    asked: list[str] = []

    @kept_if_short(2)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    long = "a" * (LONGEST + 1)
    assert [length("short"), length("short"), length(long), length(long)] == [5, 5, len(long), len(long)]
    assert asked == ["short", long, long]
