"""What an operator is told of a setting says what is there, what belongs there, and that it may go."""

from kentcare.operator_error import OperatorError, wrong_setting


def test_a_wrong_setting_is_told_in_sentences() -> None:
    told = wrong_setting("KENTCARE_PROXIES", "is “two”", "how many proxies stand in front")
    assert told == ("KENTCARE_PROXIES is “two”. Set it to how many proxies stand in front, or leave it out.")
    assert str(OperatorError(told)) == told
