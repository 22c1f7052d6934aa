"""The readers and the extraction on what chance makes of mark-up and wordings; `make fuzz` goes on for longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fuzz import seeds, targets
from hypothesis import given, settings
from hypothesis import strategies as st

CHOICES = st.integers(0, 255)
INPUTS = st.lists(st.sampled_from(seeds.PIECES) | st.text(max_size=3), min_size=1, max_size=40).map("".join)
MARKED_UP = st.lists(
    st.sampled_from(seeds.MARKUP) | st.binary(max_size=3).map(lambda b: b.decode("latin-1")), max_size=60
)


@settings(deadline=None)
@given(CHOICES, CHOICES, MARKED_UP.map("".join))
def test_readers_read_or_refuse_anything(form: int, growth: int, text: str) -> None:
    targets.readers(bytes((form, growth)) + text.encode())


@settings(deadline=None)
@given(CHOICES, CHOICES, INPUTS)
def test_extraction_takes_anything(form: int, growth: int, text: str) -> None:
    targets.extract(bytes((form, growth)) + text.encode("utf-8", "replace"))


@settings(deadline=None, max_examples=50)
@given(CHOICES, st.sampled_from([seeds.seeds("readers"), seeds.seeds("extraction")]), st.data())
def test_damaged_files_are_no_trap(choice: int, found: list[bytes], data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(found))
    at = data.draw(st.integers(0, len(whole)))
    targets.readers(whole[:at] + bytes([choice]) + whole[at + 1 :])


def test_no_expression_takes_more_than_linear_time() -> None:
    """A sample of the inputs, at a tenth of the size; by processor time, far above what linear time needs."""
    script = Path(__file__).with_name("expressions.py")
    command = [sys.executable, "-P", str(script), "--size", "10000", "--pieces", "5"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
