"""Every example of the rules of time, one test each."""

from __future__ import annotations

import pytest

from factcheck import period, rulebook

EXAMPLES = list(period.examples(rulebook.load()))


@pytest.mark.parametrize(("name", "fault"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_example(name: str, fault: str | None) -> None:
    assert fault is None, f"{name}: {fault}"
