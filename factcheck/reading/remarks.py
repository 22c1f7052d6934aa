"""Remarks to factcheck inside a source: `<!-- factcheck: ignore[check] reason -->`, and the comments of other formats.

A remark on a line of its own holds for the next block, one beside text for its line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from factcheck.model import Block, Suppression

_REMARK = re.compile(
    r"(?:<!--|\{#|\.\.(?=[ \t])|//|\[//\]: # \()[ \t]{0,20}factcheck:[ \t]{0,20}ignore(?:\[([\w*.,: -]{1,80})\])?"
    r"[ \t]{0,20}([^\r\n]{0,500}?)[ \t]{0,20}(?:-->|#\}|\)?(?=[\r\n]|\Z))"
)


def suppressions(source: str, blocks: Sequence[Block]) -> Iterator[Suppression]:
    """The remarks in `source` as suppressions, one for each check that they name."""
    if "factcheck:" not in source:
        return
    starts = [block.start for block in blocks]
    for match in _REMARK.finditer(source):
        start, end = _reach(source, blocks, starts, match)
        line = source.count("\n", 0, match.start()) + 1
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


def _reach(source: str, blocks: Sequence[Block], starts: list[int], match: re.Match[str]) -> tuple[int, int]:
    line_start = max(source.rfind("\n", 0, match.start()), source.rfind("\r", 0, match.start())) + 1
    line_end = next((at for at in range(match.end(), len(source)) if source[at] in "\r\n"), len(source))
    alone = not source[line_start : match.start()].strip("\ufeff \t") and not source[match.end() : line_end].strip()
    if not alone:
        return line_start, line_end
    following = bisect_left(starts, match.end())
    return (blocks[following].start, blocks[following].end) if following < len(blocks) else (line_end, line_end)
