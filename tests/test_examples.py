"""Every rule does what its examples show; `factcheck rules` runs the same."""

from __future__ import annotations

import pytest

from factcheck import examples, rulebook


@pytest.mark.parametrize("result", list(examples.results(rulebook.load())), ids=lambda result: result.name)
def test_an_example_of_a_rule_holds(result: examples.Result) -> None:
    assert result.fault is None, result.fault
