"""What is wrong with a text that is no YAML, in the words of somebody who writes rules and knows no parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

_KEY = re.compile(r"\s*(?:- +)*(?P<key>[\w-]+):(?P<space>\s|$)")
_GLUED = re.compile(r"\s*(?:- +)*(?P<key>[\w-]+):(?=\S)")
_ITEM = re.compile(r"\s*- +(?P<first>[\[{])")
_QUOTE = "quote it whole, as in 'what: each call moves'"


class Fault(NamedTuple):
    """Where a text goes wrong, line and column from 1, and how to mend it."""

    line: int
    column: int
    said: str


def fault(text: str, problem: yaml.YAMLError) -> Fault:
    """The fault that the parser met."""
    if isinstance(problem, yaml.reader.ReaderError):
        before = text[: problem.position]
        column = len(before) - before.rfind("\n")
        return Fault(before.count("\n") + 1, column, "not valid YAML: a control character stands here; remove it")
    lines = text.replace("\r\n", "\n").split("\n")
    mark = getattr(problem, "problem_mark", None)
    opened = getattr(problem, "context_mark", None) or mark
    said = getattr(problem, "problem", None) or str(problem)
    if mark is None or opened is None:
        return Fault(1, 1, f"not valid YAML: {said}".replace("\n", " "))
    for pattern, told in _TOLD:
        if re.search(pattern, said):
            return told(lines, mark, opened)
    return _at(mark, said.replace("\n", " "))


def _at(mark: Any, said: str) -> Fault:
    return Fault(mark.line + 1, mark.column + 1, said)


def _line(lines: list[str], mark: Any) -> str:
    return lines[mark.line] if mark.line < len(lines) else ""


def _starts(lines: list[str], mark: Any) -> bool:
    """Whether nothing but white space stands before the mark in its line."""
    return not _line(lines, mark)[: mark.column].strip()


def _character(lines: list[str], mark: Any, _: Any) -> Fault:
    found = _line(lines, mark)[mark.column : mark.column + 1]
    if found == "\t":
        return _at(mark, "a tab stands here; indent with spaces")
    return _at(mark, f"a text that starts with {found} must be quoted")


def _no_colon(lines: list[str], _: Any, opened: Any) -> Fault:
    return _unkeyed(lines, opened.line, opened.column)


def _unkeyed(lines: list[str], line: int, column: int) -> Fault:
    """A line that should have been `key: value`."""
    glued = _GLUED.match(lines[line])
    if glued:
        return Fault(line + 1, glued.end() + 1, f"a blank is missing behind '{glued['key']}:'; add it")
    first = (lines[line].split() or [""])[0]
    return Fault(line + 1, column + 1, f"a colon is missing behind {first!r}; write '{first}: …'")


def _colon(lines: list[str], mark: Any, _: Any) -> Fault:
    """A colon where no key can stand: a second one in a line, or the line before is no key, or has its value."""
    key = _KEY.match(_line(lines, mark))
    if key is None or key.end("key") < mark.column:
        return _at(mark, f"a second colon stands here: the text holds ': '; {_QUOTE}")
    above = next((at for at in range(mark.line - 1, -1, -1) if lines[at].strip()), None)
    if above is None:
        return _at(mark, f"a colon cannot stand here; {_QUOTE}")
    if _KEY.match(lines[above]):
        remedy = f"begin it in the column of line {above + 1}, which has its value already"
        return Fault(mark.line + 1, key.start("key") + 1, f"{key['key']!r} is indented too deep; {remedy}")
    return _unkeyed(lines, above, len(lines[above]) - len(lines[above].lstrip()))


def _no_key(lines: list[str], mark: Any, _: Any) -> Fault:
    if _starts(lines, mark):
        remedy = "begin the keys of one entry in one column, and the dashes of one list"
        return _at(mark, f"the line starts in a column that fits no line above; {remedy}")
    return _at(mark, "a text in quotation marks ends before this; write '' for ' in single ones, \\\" for \" in double")


def _no_dash(lines: list[str], mark: Any, opened: Any) -> Fault:
    if _starts(lines, mark):
        return _at(mark, "the line is no item of the list above; begin it with '- ', or in the column of its key")
    if item := _ITEM.match(_line(lines, mark)):
        return Fault(mark.line + 1, item.start("first") + 1, f"a text that starts with {item['first']} must be quoted")
    for at in range(mark.line - 1, opened.line - 1, -1):
        if lines[at].count('"') % 2:
            return Fault(at + 1, lines[at].index('"') + 1, 'the quotation mark that opens here is not closed; add "')
    return _at(mark, "a text in quotation marks ends before this; write '' for ' in single ones, \\\" for \" in double")


def _unclosed(lines: list[str], mark: Any, opened: Any) -> Fault:
    """A list or mapping in brackets that does not go on as one."""
    sign = _line(lines, opened)[opened.column]
    if mark.line > opened.line:
        return _at(opened, f"the {sign} that opens here is not closed; add {'}' if sign == '{' else ']'}")
    if "{" in _line(lines, opened)[opened.column + (sign == "{") : mark.column]:
        return _at(opened, "a text that holds { or } must be quoted")
    return _at(mark, f"a comma is missing before this, or the text must be quoted; or close the {sign} before it")


_TOLD: tuple[tuple[str, Callable[[list[str], Any, Any], Fault]], ...] = (
    ("cannot start any token", _character),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _colon),
    ("did not find expected key", _no_key),
    ("did not find expected '-'", _no_dash),
    ("did not find expected ',' or", _unclosed),
    ("unexpected end of stream", lambda _, mark, opened: _at(opened, "the quotation mark here is not closed; add it")),
    (
        "unknown escape|did not find expected hexdecimal",
        lambda _, mark, opened: _at(mark, "in double quotation marks a backslash has a meaning; use single ones"),
    ),
    (
        "undefined alias|expected alphabetic or numeric",
        lambda _, mark, opened: _at(opened, "a text that starts with * or & must be quoted"),
    ),
    ("constructor for the tag", lambda _, mark, opened: _at(mark, "a text that starts with ! must be quoted")),
    ("comment or line break", lambda _, mark, opened: _at(opened, "a text that starts with > or | must be quoted")),
    ("another document", lambda _, mark, opened: _at(mark, "a second document starts here; remove the line ---")),
)
"""What the parser says, and what it means."""
