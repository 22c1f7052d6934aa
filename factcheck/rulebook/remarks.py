"""What is no fault of a user's rules, and may yet not be what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.rulebook import load
from factcheck.rulebook.nearest import listed, meant
from factcheck.rulebook.places import Fault
from factcheck.rulebook.schema import Measure, Rulebook

_CLASS = re.compile(r"<([a-z_]+)>")


def remarks(rules: Rulebook) -> Iterator[Fault]:
    """Entries of the user's folders that replace one, share a word with one, or that nothing uses."""
    builtin = load()
    for section, ids in rules.own.items():
        for id in ids:
            if id in getattr(builtin, section):
                yield Fault(section, id, (), "replaces the built-in entry of this name; call it otherwise to keep both")
    yield from _dimensions(rules, builtin)
    yield from _shared(rules)
    yield from _unused(rules, builtin)


def _dimensions(rules: Rulebook, builtin: Rulebook) -> Iterator[Fault]:
    known = {unit.dimension for unit in builtin.units.values()}
    for id in rules.own.get("units", ()):
        name = rules.units[id].dimension
        composed = name.partition("/")[0] in known
        if name not in known and not composed and (near := meant(name, known)):
            yield Fault("units", id, ("dimension",), f"{name!r} is a new dimension; did you mean {listed(near)}?")


def _shared(rules: Rulebook) -> Iterator[Fault]:
    """Phrases and verbs of a user's measure that name another one, which takes claims of the same kind."""
    for id in rules.own.get("measures", ()):
        entry = rules.measures[id]
        for field in ("phrases", "verbs"):
            for at, word in enumerate(getattr(entry, field)):
                for other, rival in rules.measures.items():
                    if other != id and word in getattr(rival, field) and _compete(entry, rival):
                        said = f"{word!r} names {other} too, and a claim has one measure; look at the examples of both"
                        yield Fault("measures", id, (field, at), said)


def _compete(one: Measure, other: Measure) -> bool:
    """Whether both take a claim of one kind, and if that is a measure, of one dimension."""
    kinds = {*one.kinds} & {*other.kinds}
    apart = one.dimensions and other.dimensions and not {*one.dimensions} & {*other.dimensions}
    return bool(kinds - {"measure"} if apart else kinds)


def _unused(rules: Rulebook, builtin: Rulebook) -> Iterator[Fault]:
    """Classes of words that no pattern asks for."""
    patterns = [
        pattern
        for relation in rules.relations.values()
        for pattern in (
            *relation.patterns,
            *(one for way in relation.ways for one in way.patterns),
            *(one for term in relation.terms.values() for one in term.patterns),
        )
    ]
    used = {name for pattern in patterns for name in _CLASS.findall(pattern)}
    for id in rules.own.get("words", ()):
        if id not in builtin.words and id not in used:
            near = meant(id, builtin.words)
            asked = f"did you mean {listed(near)}?" if near else f"write <{id}> in the pattern of a relation"
            yield Fault("words", id, (), f"nothing uses this class of words; {asked}")
