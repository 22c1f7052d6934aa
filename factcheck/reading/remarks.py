"""Remarks to factcheck inside a source: `<!-- factcheck: ignore[check] reason -->`, and the comments of other formats.

A remark on a line of its own holds for the next block, one beside text for its line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from factcheck.model import Block, Suppression

_REMARK = re.compile(
    r"(?:<!--|\{#|\.\.(?=[ \t])|//|\[//\]: # \()[ \t]{0,20}factcheck:[ \t]{0,20}ignore(?:\[([^\]\r\n]{1,80})\])?"
    r"[ \t]{0,20}([^\r\n]{0,500}?)(?:-->|#\}|\)?(?=[\r\n]|\Z))"
)
_LINE_END = re.compile(r"[\r\n]")
_FAR = 2_000
"""A line reaches at most so many characters to either side of a remark, which keeps one long line from costing much."""


def suppressions(source: str, blocks: Sequence[Block]) -> Iterator[Suppression]:
    """The remarks in `source` as suppressions, one for each check that they name."""
    if "factcheck:" not in source:
        return
    ends = [block.end for block in blocks]
    line, at = 1, 0
    for match in _REMARK.finditer(source):
        start, end = _reach(source, blocks, ends, match)
        line += source.count("\n", at, match.start())
        at = match.start()
        for check in (match[1] or "*").split(","):
            name = check.strip()
            yield Suppression(
                check=None if name in ("", "*") else name,
                start=start,
                end=end,
                reason=match[2].strip(),
                line=line,
            )


def places(source: str) -> list[tuple[int, int]]:
    """Where remarks stand: they are no text."""
    return [match.span() for match in _REMARK.finditer(source)] if "factcheck:" in source else []


def _reach(source: str, blocks: Sequence[Block], ends: list[int], match: re.Match[str]) -> tuple[int, int]:
    floor = max(0, match.start() - _FAR)
    line_start = max(floor, *(source.rfind(end, floor, match.start()) + 1 for end in "\r\n"))
    found = _LINE_END.search(source, match.end(), match.end() + _FAR)
    line_end = found.start() if found else min(len(source), match.end() + _FAR)
    alone = not source[line_start : match.start()].strip("\ufeff \t") and not source[match.end() : line_end].strip()
    if not alone:
        return line_start, line_end
    following = bisect_right(ends, match.end())
    if following == len(blocks):
        return line_end, line_end
    return max(blocks[following].start, match.end()), blocks[following].end
