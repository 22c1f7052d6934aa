"""What is wrong with YAML that is not of the type it should be: the place, what is expected there, and what to write.

The walk over nodes and types runs only when msgspec has refused the content; msgspec decides, this explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from factcheck.rulebook.nearest import listed, meant, remedy, shown

MOST_DEEP = 50
"""Levels below which nobody looks for the fault."""


class Fault(NamedTuple):
    """A place in the file, and what is wrong there."""

    mark: Any
    said: str


def fault(root: Any, kind: Any) -> Fault | None:
    """The first fault of the tree `root`, which should be of the type `kind`; None if nothing wrong is found."""
    return next(_faults(root, inspect.type_info(kind), root.start_mark, ()), None)


def _faults(node: Any, kind: inspect.Type, mark: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    """The faults of a value; `mark` is where a fault of the whole value is told (its key, if it has one)."""
    if len(path) > MOST_DEEP or isinstance(kind, inspect.AnyType):
        return
    if isinstance(kind, inspect.Metadata):
        yield from _faults(node, kind.type, mark, path)
    elif isinstance(kind, inspect.UnionType):
        yield from _of_union(node, kind, mark, path)
    elif isinstance(kind, inspect.LiteralType):
        if _tag(node) != "str" or node.value not in kind.values:
            yield Fault(node.start_mark, _no_value(node, kind, path))
    elif not _fits(node, kind):
        place = mark if _tag(node) == "null" else node.start_mark
        yield Fault(place, _no_type(node, kind, path))
    elif isinstance(kind, inspect.StructType):
        yield from _of_struct(node, kind, mark, path)
    elif isinstance(kind, inspect.DictType):
        pairs = [(key, value) for key, value in node.value]
        pairs.sort(key=lambda pair: pair[0].value[:1] != "\u00a0")  # what is indented with them explains the rest
        for key, value in pairs:
            yield from _faults(value, kind.value_type, key.start_mark, (*path, key.value))
    elif isinstance(kind, (inspect.VarTupleType, inspect.ListType)):
        for value in node.value:
            yield from _faults(value, kind.item_type, value.start_mark, (*path, ""))


def _of_union(node: Any, kind: inspect.UnionType, mark: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    fitting = [one for one in kind.types if _fits(node, one)]
    if not fitting:
        yield Fault(node.start_mark, _no_type(node, kind, path))
    elif len(fitting) == 1:
        yield from _faults(node, fitting[0], mark, path)


def _of_struct(node: Any, kind: inspect.StructType, mark: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    fields = {one.encode_name: one for one in kind.fields}
    given = {key.value for key, _ in node.value}
    for key, value in node.value:
        if key.value in fields:
            yield from _faults(value, fields[key.value].type, key.start_mark, (*path, key.value))
        elif key.value.partition(":")[0] in fields:
            yield Fault(key.start_mark, f"a blank is missing behind the colon of {key.value!r}; add it")
        else:
            yield Fault(key.start_mark, f"the key {key.value!r} is not known here; {remedy(key.value, fields)}")
    for name, field in fields.items():
        if field.required and name not in given:
            yield Fault(mark, f"the key {name!r} is missing{_of(path)}; add it")


def _of(path: tuple[str, ...]) -> str:
    name = next((one for one in reversed(path) if one), "")
    return f" in {name!r}" if name else ""


_TAGS = {
    inspect.StrType: ("str",),
    inspect.IntType: ("int",),
    inspect.FloatType: ("float", "int"),
    inspect.BoolType: ("bool",),
    inspect.NoneType: ("null",),
    inspect.StructType: ("map",),
    inspect.DictType: ("map",),
    inspect.VarTupleType: ("seq",),
    inspect.ListType: ("seq",),
    inspect.LiteralType: ("str",),
}


def _tag(node: Any) -> str:
    return str(node.tag.rsplit(":", 1)[-1])


def _fits(node: Any, kind: inspect.Type) -> bool:
    return _tag(node) in _TAGS.get(type(kind), (_tag(node),))


def _no_value(node: Any, kind: inspect.LiteralType, path: tuple[str, ...]) -> str:
    """A value of a closed set that is none: `>` and `~` mean something else in YAML unless they are quoted."""
    name = next((one for one in reversed(path) if one), "the value")
    values = [str(one) for one in kind.values]
    takes = f"{name!r} takes one of {', '.join(map(shown, values))}, and this is {_got(node)}"
    if node.value in values:
        return f'{takes}; quote it: "{node.value}"'
    if found := meant(str(node.value), values):
        return f"{takes}; did you mean {listed(found)}?"
    return f"{takes}; write one of them" + (", quoted" if any(shown(one) != one for one in values) else "")


def _no_type(node: Any, kind: inspect.Type, path: tuple[str, ...]) -> str:
    name = next((one for one in reversed(path) if one), "")
    if name[:1] == "\u00a0":
        return f"{name!r} starts with no-break spaces; indent with ordinary ones"
    if node.tag.startswith("!") or _tag(node) not in _GOT:
        return "a text that starts with ! must be quoted"
    if _tag(node) == "null" and ":" in name:
        return f"a blank is missing behind the colon of {name!r}; add it"
    if _tag(node) == "null" and path and path[-1] and isinstance(kind, (inspect.StructType, inspect.DictType)):
        return f"{name!r} is empty; write its keys below it, indented"
    what = f"{name!r} takes" if name and path[-1] else f"an item of {name!r} is" if name else "the file holds"
    return f"{what} {_wanted(kind)}, and this is {_got(node)}; {_mended(node, kind)}"


def _wanted(kind: inspect.Type) -> str:
    if isinstance(kind, inspect.UnionType):
        return " or ".join(_wanted(one) for one in kind.types if not isinstance(one, inspect.NoneType))
    if isinstance(kind, (inspect.VarTupleType, inspect.ListType)):
        return "a list"
    if isinstance(kind, inspect.StructType):
        return f"keys ({', '.join(one.encode_name for one in kind.fields if one.required) or 'any'})"
    names: dict[type[inspect.Type], str] = {
        inspect.DictType: "names with values",
        inspect.StrType: "a text",
        inspect.IntType: "a whole number",
        inspect.FloatType: "a number",
        inspect.BoolType: "true or false",
    }
    return names.get(type(kind), "something else")


_PLAIN = re.compile(r"[\w][\w' -]*")
"""A text that needs no quotation marks in a list."""

_GOT = {
    "int": "the number {}",
    "float": "the number {}",
    "str": "the text {!r}",
    "null": "empty",
    "bool": "{}, a truth value",
    "seq": "a list",
    "map": "keys and values",
}
"""What was written, by its tag."""


def _got(node: Any) -> str:
    return _GOT[_tag(node)].format(_short(node.value))


def _short(text: Any) -> str:
    """The beginning of a text; nothing of a list."""
    return "" if not isinstance(text, str) else text if len(text) <= 40 else text[:39] + "…"


def _mended(node: Any, kind: inspect.Type) -> str:
    """The remedy, which depends on what was written and what was wanted."""
    wanted = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    got = _tag(node)
    text = any(isinstance(one, inspect.StrType) for one in wanted)
    if text and got in ("int", "float", "bool"):
        return f'quote it: "{node.value}"'
    if text and got == "seq":
        return "write one text" + ", and quote it if it starts with [" * bool(node.flow_style)
    if text and got == "map":
        return "quote the text, if it holds ': ' or starts with {"
    if any(isinstance(one, (inspect.VarTupleType, inspect.ListType)) for one in wanted):
        if got == "str" and not node.style and node.value.startswith("-"):
            return "put a blank behind each dash"
        if got not in ("str", "int", "float"):
            return "write [one, two]"
        return f"write [{node.value}]" if _PLAIN.fullmatch(node.value) else 'write it in quotation marks: ["…"]'
    if any(isinstance(one, (inspect.StructType, inspect.DictType)) for one in wanted):
        return "write 'name: value', each on a line of its own"
    if any(isinstance(one, inspect.BoolType) for one in wanted):
        return "write true or false"
    if got == "str" and any(isinstance(one, (inspect.IntType, inspect.FloatType)) for one in wanted):
        return "write digits with a decimal point, without quotation marks, separators or unit"
    return "mend it"


def first_word(problem: msgspec.ValidationError) -> str:
    """What msgspec says, without its path: for a fault that the walk does not find."""
    return str(problem).partition(" - at `")[0].replace("\n", " ")
