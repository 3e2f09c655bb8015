"""What is missing from a language, and what is not whole in it."""

from kentcare.core.languages.catalogue import INTERFACE
from kentcare.core.languages.listed import every_language
from kentcare.operations.translate.state import faults_of
from kentcare.operations.translate.units import Unit

ARABIC = every_language()["ar"]
ASK, DAYS = Unit(INTERFACE, "Ask %(who)s"), Unit(INTERFACE, "%(num)s day", "%(num)s days")


def test_a_translation_with_its_placeholders_and_plural_forms_is_whole() -> None:
    given = {ASK.key: ["اسأل %(who)s"], DAYS.key: ["%(num)s"] * 6}
    assert list(faults_of(ARABIC, given, [ASK, DAYS])) == []


def test_each_fault_comes_with_its_english() -> None:
    given = {ASK.key: ["اسأل"], DAYS.key: ["%(num)s"] * 2}
    no_place, too_few = faults_of(ARABIC, given, [ASK, DAYS])
    assert no_place.startswith("“Ask %(who)s”: The places differ")
    assert too_few == "“%(num)s day”: 2 forms of the plural, and the language has 6."


def test_what_was_made_from_english_that_has_changed_is_passed_over() -> None:
    assert list(faults_of(ARABIC, {("Ask %(me)s", None): ["5"]}, [ASK])) == []
