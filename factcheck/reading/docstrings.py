"""Python: the docstrings, found through the syntax tree; nothing is run, and the code is masked."""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from factcheck.reading import text as plain
from factcheck.reading.draft import Draft, NoText
from factcheck.reading.masking import Mask

_END = re.compile(r"\r\n|\r|\n")
_OPENING = re.compile(r"[rRuU]?(\"\"\"|'''|\"|')")

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class Docstring(NamedTuple):
    """The content of a docstring, its quotes left out, and the names of what it documents from the outside in."""

    start: int
    end: int
    names: tuple[str, ...]


def read(text: str) -> Draft:
    """The paragraphs and lists of the docstrings; the names of their class and function are headings above them."""
    found = list(_docstrings(_parsed(text), text))
    page = Mask(text)
    at = 0
    for one in found:
        page.blank(at, one.start)
        at = one.end
    page.blank(at, len(text))
    masked = page.text()
    starts = [one.start for one in found]
    blocks = (
        msgspec.structs.replace(
            block,
            kind="paragraph" if block.kind == "title" else block.kind,
            context=(*found[bisect_right(starts, block.start) - 1].names, *block.context),
        )
        for block in plain.read(masked).blocks
    )
    return Draft(text=masked, source=text, blocks=tuple(blocks))


def _parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text.removeprefix("\ufeff"))
        except (SyntaxError, ValueError):
            raise NoText("is no Python that can be parsed") from None


def _docstrings(tree: ast.Module, text: str) -> Iterator[Docstring]:
    starts = [1 if text.startswith("\ufeff") else 0, *(match.end() for match in _END.finditer(text))]
    waiting: list[tuple[Documented, tuple[str, ...]]] = [(tree, ())]
    while waiting:
        node, names = waiting.pop()
        inner = [one for one in node.body if isinstance(one, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)]
        waiting += [(one, (*names, one.name)) for one in reversed(inner)]
        first = node.body[0].value if node.body and isinstance(node.body[0], ast.Expr) else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield from _content(first, text, starts, names)


def _content(one: ast.Constant, text: str, starts: list[int], names: tuple[str, ...]) -> Iterator[Docstring]:
    start = _offset(text, starts, one.lineno, one.col_offset)
    end = _offset(text, starts, one.end_lineno or one.lineno, one.end_col_offset or 0)
    opening = _OPENING.match(text, start)
    if opening and text.endswith(opening[1], opening.end(), end):
        yield Docstring(opening.end(), end - len(opening[1]), names)


def _offset(text: str, starts: list[int], line: int, column: int) -> int:
    """The place of a column that the syntax tree counts in bytes of UTF-8."""
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    return start + len(text[start:end].encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace"))
