"""Defaults that a docstring states of a parameter, against the signature below which it stands.

The file is parsed and never run. Docstrings may name parameters as Google's style does ("size: …"), as NumPy's
("size : int, default 5") or as Sphinx (":param size: …").
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence

from factcheck.model import Finding
from factcheck.structure.defaults import SAID, reading
from factcheck.structure.page import Page
from factcheck.structure.statement import Statement, finding
from factcheck.structure.words import Words

_BOM = "\ufeff"
Function = ast.FunctionDef | ast.AsyncFunctionDef

_PARAMETER = re.compile(
    r"^[ \t]*(?::param(?: [\w\[\], .|]+)? )?\*{0,2}(?P<name>[A-Za-z_]\w*)(?: ?\([^()]*\))? ?:(?!:)", re.MULTILINE
)


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Parameters with one default in the signature and another in the docstring."""
    for page in pages:
        if page.path.endswith(".py"):
            yield from _of_module(page, words)


def _of_module(page: Page, words: Words) -> Iterator[Finding]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(page.source.removeprefix(_BOM))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # the reading tells of it
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            for one in owner.body:
                if isinstance(one, Function) and one.name == "__init__":
                    yield from _stated(page, owner, one, owner.name, words)
        elif isinstance(owner, Function):
            yield from _stated(page, owner, owner, owner.name, words)


def _stated(
    page: Page, documented: ast.ClassDef | Function, function: Function, name: str, words: Words
) -> Iterator[Finding]:
    """The defaults that the docstring of `documented` states otherwise than the signature of `function`."""
    span = _docstring(page, documented)
    if span is None:
        return
    said = list(_PARAMETER.finditer(page.source, *span))
    given = dict(_defaults(function))
    for match, end in zip(said, [*(other.start() for other in said[1:]), span[1]], strict=False):
        default = _of_signature(page, given[match["name"]]) if match["name"] in given else None
        stated = _of_docstring(page, match.end(), end, words) if default else None
        if default and stated:
            subject = f"default of {name}({match['name']})"
            result = finding("default", subject, "the signature and its docstring", (default, stated))
            if result:
                yield result


def _of_docstring(page: Page, start: int, end: int, words: Words) -> Statement | None:
    """The one default that a docstring states of a parameter, if it is a bare number."""
    found = list(SAID.finditer(page.source, start, end))
    if len(found) != 1:
        return None
    value, text, low, unit, place = reading(page, found[0], words)
    if unit or value.endswith("%"):
        return None
    return Statement(page, value, text, low, low, None, page.evidence(*place))


def _docstring(page: Page, node: ast.ClassDef | Function) -> tuple[int, int] | None:
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return _span(page, first.value)
    return None


def _defaults(function: Function) -> Iterator[tuple[str, ast.expr]]:
    arguments = function.args
    placed = [*arguments.posonlyargs, *arguments.args]
    yield from zip(
        (one.arg for one in placed[len(placed) - len(arguments.defaults) :]), arguments.defaults, strict=True
    )
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield one.arg, default


def _of_signature(page: Page, default: ast.expr) -> Statement | None:
    """The default as the signature gives it, if it is a number."""
    if not isinstance(default, ast.Constant) or isinstance(default.value, bool):
        return None
    if not isinstance(default.value, int | float):
        return None
    start, end = _span(page, default)
    number = float(default.value)
    return Statement(page, f"{number:.10g}", page.source[start:end], number, number, None, page.evidence(start, end))


def _span(page: Page, node: ast.expr) -> tuple[int, int]:
    """The code points of a node, whose columns count bytes."""
    assert node.end_lineno is not None and node.end_col_offset is not None  # the parser sets them
    return _offset(page, node.lineno, node.col_offset), _offset(page, node.end_lineno, node.end_col_offset)


def _offset(page: Page, line: int, column: int) -> int:
    start = page.starts[line - 1] + (line == 1 and page.source.startswith(_BOM))
    text = page.source[start : page.starts[line] if line < len(page.starts) else len(page.source)]
    return start + len(text.encode()[:column].decode(errors="ignore"))
