"""One engine for each language that somebody has asked for, all from one book."""

from kentcare.core.languages.english import is_in_english
from kentcare.offer.entitlements.current import Engines


def test_a_language_has_its_engine_made_once_from_the_book() -> None:
    engines = Engines()
    assert engines.of("en").book is engines.book
    arabic = engines.of("ar")
    assert engines.of("ar") is arabic
    months = arabic.book.shared.months
    assert len(months) == 12
    assert not any(map(is_in_english, months))
    assert set(months).isdisjoint(engines.book.shared.months)
