"""The demonstration is found where it is installed, and told apart from one that is broken."""

import pytest

from kentcare.core import demonstration
from kentcare.core.demonstration import NoDemonstration


def test_a_module_of_it_is_found_by_its_name() -> None:
    assert demonstration.is_installed()
    assert demonstration.module("views").__name__ == f"{demonstration.PACKAGE}.views"


def test_where_it_is_not_installed_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demonstration, "PACKAGE", "kentcare_nowhere")
    assert not demonstration.is_installed()
    with pytest.raises(NoDemonstration, match="kentcare_nowhere"):
        demonstration.module("views")


def test_a_module_that_lacks_is_no_missing_demonstration() -> None:
    with pytest.raises(ModuleNotFoundError, match="nothing_of_the_kind"):
        demonstration.module("nothing_of_the_kind")
