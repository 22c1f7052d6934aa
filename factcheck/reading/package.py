"""Office files: ZIP packages of XML, opened with limits and parsed without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers import expat

from factcheck.model import ReadError
from factcheck.reading.limits import check_expansion, expand
from factcheck.settings import Limits

FAULTS = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError)
"""What the standard library raises for packages that are damaged, encrypted or packed in rare ways."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_MEMBERS = 20_000
ELEMENTS_A_CELL = 8
"""XML elements that a cell or word takes at most, so that the limit of cells bounds memory."""


class Package:
    """An Office file whose parts are read one by one; their sizes together are limited."""

    def __init__(self, data: bytes, limits: Limits, kind: str) -> None:
        if data.startswith(_OLD):
            raise ReadError(f"is encrypted or in an old format; save it as {kind} without a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except FAULTS as fault:
            raise ReadError(f"is no {kind} file ({fault}); save it again") from None
        self._limits = limits
        self._packed = len(data)
        self._names = set(self._zip.namelist())
        if len(self._names) > _MOST_MEMBERS:
            raise ReadError(f"holds more than {_MOST_MEMBERS:,} parts; save it again")
        check_expansion(sum(entry.file_size for entry in self._zip.infolist()), self._packed, limits)

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._names

    def names(self) -> list[str]:
        """The names of all parts, sorted."""
        return sorted(self._names)

    def part(self, name: str) -> Element | None:
        """The root element of a part; None if the package has none of this name."""
        if name not in self._names:
            return None
        try:
            with self._zip.open(name) as file:
                return parsed(expand(file, self._packed, self._limits), self._limits)
        except FAULTS as fault:
            raise ReadError(f"has a damaged or encrypted part {name} ({fault}); save it again") from None


def parsed(data: bytes, limits: Limits) -> Element:
    """The root of an XML text; raises ReadError for one that declares entities, is broken or nests too deeply."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = elements = 0

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if elements > ELEMENTS_A_CELL * limits.cells:
            raise ReadError(f"holds more than about {limits.cells:,} cells; split it or raise limits.cells")
        if depth > limits.nesting:
            raise ReadError(f"nests XML more than {limits.nesting} deep; simplify it")
        builder.start(_local(name), {_local(key): value for key, value in given.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, ParseError, ValueError, AssertionError) as fault:
        raise ReadError(f"holds broken XML ({fault}); save it again") from None


def _refuse(*_: Any) -> None:
    raise ReadError("declares XML entities or a document type, which Office files never do; save it again")


def _local(name: str) -> str:
    """A name without its namespace, which the formats that are read here do not need."""
    return name.rpartition("}")[2]


def relations(package: Package, part: str) -> dict[str, str]:
    """The targets of a part's relations by id, as names of parts."""
    folder, _, name = part.rpartition("/")
    root = package.part(f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}
    for one in root if root is not None else ():
        target = one.get("Target", "")
        found[one.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    return found


def texts(element: Element, *names: str) -> Iterator[str]:
    """The texts of all elements below that bear one of `names`, in order."""
    for one in element.iter():
        if one.tag in names and one.text:
            yield one.text
