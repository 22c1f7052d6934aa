"""Strict YAML: what it reads is typed, and every fault is told as file:line:column with the remedy.

YAML's surprises are off: `no` is a word, `1:30` no base-60 number, `2017-01-01` no date. Duplicate and unknown keys
are errors. The fast C parser reads the file; the slow one that knows lines runs only when there is a fault to place.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from factcheck.model import FactcheckError

LARGEST = 50_000_000
"""Bytes of a file of rules or options."""

MOST_VALUES = 1_000_000
"""Values that the aliases of a file may stand for."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # the C loader has no stubs
    """A safe loader in which only null, true, false, integers and floats in plain digits are not strings."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:null", r"^(?:null|~|)$", "n~\0"),
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("tag:yaml.org,2002:float", r"^-?[0-9]+\.[0-9]+(?:e[-+]?[0-9]+)?$|^-?[0-9]+e[-+]?[0-9]+$", "-0123456789"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), [c if c != "\0" else "" for c in _first])


def _mapping(loader: Any, node: Any, deep: bool = False) -> dict[Any, Any]:
    pairs = [(loader.construct_object(key, deep=True), key, value) for key, value in node.value]
    out: dict[Any, Any] = {}
    for key, key_node, value in pairs:
        if not isinstance(key, str):
            said = f"the key {getattr(key_node, 'value', '')!r} is no text; quote it"
            raise yaml.constructor.ConstructorError(None, None, said, key_node.start_mark)
        if key in out:
            first = next(one for read, one, _ in pairs if read == key).start_mark
            said = f"the key {key!r} stands twice (first in line {first.line + 1}); remove or rename one"
            raise yaml.constructor.ConstructorError(None, None, said, key_node.start_mark)
        out[key] = loader.construct_object(value, deep=True)
    return out


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(path: Path, kind: Any, error: type[FactcheckError], shown: str | None = None) -> Any:
    """The content of the YAML file at `path`, converted to `kind`; faults are raised as `error`.

    `shown` is the name of the file in messages.
    """
    name = shown or str(path)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise error(f"{name}: is no regular file; replace it by one")
        if about.st_size > LARGEST:
            raise error(f"{name}: is larger than {LARGEST // 1_000_000} MB; split it")
        text = path.read_text(encoding="utf-8")
    except OSError as problem:
        raise error(f"{name}: cannot be read ({problem.strerror}); check the path and its permissions") from None
    except UnicodeDecodeError as problem:
        raise error(f"{name}: is not UTF-8 (byte {problem.start}); save it as UTF-8") from None
    return parse(text, kind, error, name)


def parse(text: str, kind: Any, error: type[FactcheckError], name: str) -> Any:
    """As `read`, from a text."""
    try:
        plain = _quick(text)
    except yaml.YAMLError as problem:
        raise error(_unread(text, problem, name)) from None
    except RecursionError:
        raise error(f"{name}: nests too deeply; simplify it") from None
    if "*" in text and _expanded(plain, {}) > MOST_VALUES:
        raise error(f"{name}: its aliases stand for more than {MOST_VALUES:,} values; write them out")
    try:
        return msgspec.convert(plain, kind, strict=True)
    except msgspec.ValidationError as problem:
        raise error(_mistyped(text, kind, problem, name)) from None


def _unread(text: str, problem: yaml.YAMLError, name: str) -> str:
    from factcheck.rulebook import syntax  # only for a fault

    line, column, said = syntax.fault(text, problem)
    return f"{name}:{line}:{column}: {said}"


def _mistyped(text: str, kind: Any, problem: msgspec.ValidationError, name: str) -> str:
    from factcheck.rulebook import typed

    root = nodes(text)
    if root is None:
        return f"{name}:1:1: the file holds nothing; write an entry, or remove the file"
    found = typed.fault(root, kind)
    mark, said = found if found is not None else (root.start_mark, typed.first_word(problem))
    return f"{name}:{mark.line + 1}:{mark.column + 1}: {said}"


def nodes(text: str) -> Any:
    """The tree of a text that `parse` can read, whose nodes know their places; None if it holds nothing."""
    return yaml.compose(text, _Loader)


def _expanded(value: Any, known: dict[int, int]) -> int:
    """How many values stand in `value` when every alias is written out."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if id(value) not in known:
        known[id(value)] = 0  # what holds itself is counted once
        known[id(value)] = 1 + sum(_expanded(one, known) for one in inside)
    return known[id(value)]


class _Unusual(Exception):
    """What the quick way does not read: the slow one does, or tells what is wrong with it."""


def _quick(text: str) -> Any:
    """The content of a document, built from the parser's events; half the time of building nodes first."""
    try:
        events = iter(yaml.parse(text, _Base))
        next(events), next(events)
        content = _built(next(events), events, {})
        next(events)
        if not isinstance(next(events), yaml.StreamEndEvent):
            raise _Unusual
        return content
    except (_Unusual, StopIteration, yaml.YAMLError):
        return yaml.load(text, _Loader)  # our loader is a safe one


def _built(event: Any, events: Any, anchors: dict[str, Any]) -> Any:
    if isinstance(event, yaml.ScalarEvent):
        if event.tag is not None:
            raise _Unusual
        content: Any = _scalar(event.value) if event.implicit[0] else event.value
    elif isinstance(event, yaml.MappingStartEvent):
        content = _table(events, anchors)
    elif isinstance(event, yaml.SequenceStartEvent):
        content = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            content.append(_built(inner, events, anchors))
    elif isinstance(event, yaml.AliasEvent) and event.anchor in anchors:
        return anchors[event.anchor]
    else:
        raise _Unusual
    if event.anchor is not None:
        anchors[event.anchor] = content
    return content


def _table(events: Any, anchors: dict[str, Any]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    while not isinstance(inner := next(events), yaml.MappingEndEvent):
        key = _built(inner, events, anchors)
        if not isinstance(key, str) or key in table or key == "<<":
            raise _Unusual
        table[key] = _built(next(events), events, anchors)
    return table


def _scalar(value: str) -> Any:
    """A plain scalar: null, true, false, a number in plain digits, or else a string."""
    for pattern, made in _PLAIN.get(value[:1], ()):
        if pattern.match(value):
            return made(value)
    return value


_MADE: dict[str, Callable[[str], Any]] = {
    "null": lambda value: None,
    "bool": lambda value: value == "true",
    "int": int,
    "float": float,
}
_PLAIN: dict[str, list[tuple[re.Pattern[str], Callable[[str], Any]]]] = {
    first: [(pattern, _MADE[tag.rsplit(":", 1)[-1]]) for tag, pattern in found]
    for first, found in _Loader.yaml_implicit_resolvers.items()
}
