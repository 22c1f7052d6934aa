"""What the types of the rules do not show: names that must be known, and values that must have a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, get_args

from factcheck.model import Kind
from factcheck.rulebook import expressions
from factcheck.rulebook.nearest import remedy
from factcheck.rulebook.places import Fault, Step
from factcheck.rulebook.schema import Relation, RelationCase, Rulebook, TimeExample

KINDS: tuple[str, ...] = get_args(Kind)
_ID = re.compile(r"\w[\w-]*")
_NUMBER = re.compile(r"\d+/[1-9]\d*|\d+-\d+")

FIXED = ("nouns", "documentation", "weights")
"""Sections whose entries the program asks for by name: one of another name would do nothing."""


def faults(rules: Rulebook, builtin: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    """The faults of all entries; `builtin` holds the ids of the built-in ones."""
    for section in (*_SECTIONS, *FIXED):
        for id in getattr(rules, section):
            yield from _name(section, id, builtin)
    for section, check in _SECTIONS.items():
        entries, own = getattr(rules, section), rules.own.get(section, ())
        for id in sorted(entries, key=lambda id: id not in own):  # where two clash, the user's is to be mended
            for steps, said in check(id, entries[id], rules):
                yield Fault(section, id, steps, said)


Found = Iterator[tuple[tuple[Step, ...], str]]
"""Steps from the entry to what is wrong, and what that is."""


def _name(section: str, id: str, builtin: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    if not _ID.fullmatch(id):
        yield Fault(section, id, (), "the name holds a blank or a sign; use letters, digits, _ and -")
    known = builtin.get(section, ())
    if section in FIXED and known and id not in known:
        yield Fault(section, id, (), f"the program knows no entry of this name; {remedy(id, known)}")


def _known(field: str, names: Iterable[str], known: Iterable[str], what: str, where: str = "") -> Found:
    """A fault for each of `names` that is none of `known`."""
    for at, name in enumerate(names):
        if name not in known:
            yield (field, at), f"{name!r} is no {what}; {remedy(name, known, where)}"


_OF_MEASURES = "add it, or choose from `factcheck rules --list measures`"


def _measure(id: str, entry: Any, rules: Rulebook) -> Found:
    yield from _known("kinds", entry.kinds, KINDS, "kind of claim")
    if not entry.kinds:
        yield (), f"names no kinds, so that it takes no claim; add 'kinds' with some of {', '.join(KINDS)}"
    dimensions = {unit.dimension for unit in rules.units.values()}
    for at, name in enumerate(entry.dimensions):
        if name not in dimensions and name.partition("/")[0] not in dimensions:
            where = f"no unit has it: add one with it, or write one of {', '.join(sorted(dimensions))}"
            yield ("dimensions", at), f"{name!r} is no dimension of a unit; {remedy(name, dimensions, where)}"
    if entry.dimensions and "measure" not in entry.kinds:
        yield ("dimensions",), "only claims of kind measure have a dimension; add measure to 'kinds', or leave it out"
    for field in ("contrary", "kin"):
        yield from _known(field, getattr(entry, field), rules.measures, "measure", _OF_MEASURES)
    if entry.broader is not None and entry.broader not in rules.measures:
        yield ("broader",), f"{entry.broader!r} is no measure; {remedy(entry.broader, rules.measures, _OF_MEASURES)}"
    for field in ("contrary", "kin", "broader"):
        if id in (getattr(entry, field) or ()) or id == getattr(entry, field):
            yield (field,), f"{field!r} names the measure itself; name another one"
    if not any((entry.phrases, entry.short_forms, entry.verbs, entry.hints, entry.acts)):
        yield (), "has no words that name it; add 'phrases' or 'verbs'"
    if bool(entry.acts) != bool(entry.objects):
        yield (("acts",) if entry.acts else ("objects",)), "'acts' and 'objects' count only together; give both"


def _unit(id: str, entry: Any, rules: Rulebook) -> Found:
    if not entry.factor > 0:
        yield ("factor",), f"{entry.factor:g} converts nothing; write a number above 0"
    yield from _known("prefixes", entry.prefixes, rules.prefixes, "prefix")
    for field in ("guarded", "touching"):
        yield from _known(field, getattr(entry, field), entry.symbols, "symbol of this unit", "add it to 'symbols'")
    if not (entry.symbols or entry.words or entry.before):
        yield (), "has no way to be written; add 'symbols', 'words' or 'before'"


def _currency(id: str, entry: Any, _: Rulebook) -> Found:
    yield from _known("large", entry.large, entry.names, "name of this currency", "add it to 'names'")
    for field in ("minor", "minor_symbols"):
        for name, share in getattr(entry, field).items():
            if not share > 0:
                yield (field, name), f"{share:g} of {id} is no share; write a number above 0, such as 0.01"


def _hedge(id: str, entry: Any, rules: Rulebook) -> Found:
    yield from _taken(id, rules.hedges, ("before", "after"), lambda one: (one.mod, one.share))


def _change(id: str, entry: Any, rules: Rulebook) -> Found:
    yield from _taken(id, rules.changes, ("verbs", "nouns", "after"), lambda one: one.direction)


def _taken(id: str, entries: Mapping[str, Any], fields: Iterable[str], meaning: Callable[[Any], object]) -> Found:
    """Words of an entry that another one, with another meaning, has in the same field: only one of them is read."""
    rivals = [(name, one) for name, one in entries.items() if name != id and meaning(one) != meaning(entries[id])]
    for field in fields:
        for at, word in enumerate(getattr(entries[id], field)):
            rival = next((name for name, one in rivals if word in getattr(one, field)), None)
            if rival is not None:
                yield (field, at), f"{word!r} stands in {rival!r} too, which means something else; leave it out of one"


def _prefix(_: str, entry: Any, __: Rulebook) -> Found:
    if not entry.factor > 0:
        yield ("factor",), f"{entry.factor:g} multiplies to nothing; write a number above 0"


def _numbers(_: str, entry: Any, __: Rulebook) -> Found:
    for word, value in entry.words.items():
        if isinstance(value, str) and not _NUMBER.fullmatch(value):
            yield ("words", word), f"{value!r} is no value; write a whole number, a fraction (1/2) or a range (20-99)"


def _identifier(id: str, entry: Any, rules: Rulebook) -> Found:
    if not (entry.before or entry.after or entry.pattern):
        yield (), "nothing tells the number; add 'before', 'after' or 'pattern'"
    if entry.pattern is not None and not id.isidentifier():
        plain = re.sub(r"\W", "_", id)
        yield (), f"an entry with a pattern needs a name of letters, digits and _; write {plain}"
    elif id not in rules.own.get("identifiers", ()):
        return  # what is built in is compiled when it is used
    elif entry.pattern is not None and (said := expressions.fault(entry.pattern)):
        yield ("pattern",), f"the pattern {said}"


def _relation(id: str, entry: Relation, rules: Rulebook) -> Found:
    measures = rules.measures
    yield from _known("measures", entry.measures, measures, "measure", _OF_MEASURES)
    for one, other in entry.aliases.items():
        for name in (one, other):
            if name not in measures:
                yield ("aliases", one), f"{name!r} is no measure; {remedy(name, measures, _OF_MEASURES)}"
    for name, term in entry.terms.items():
        for (field, at), said in _known("measures", term.measures, measures, "measure", _OF_MEASURES):
            yield ("terms", name, field, at), said
    for field in ("holds", "fails"):
        for at, case in enumerate(getattr(entry, field)):
            if isinstance(case, RelationCase):
                yield from (((field, at, *steps), said) for steps, said in _case(case))


def _case(case: RelationCase) -> Found:
    if not case.texts:
        yield ("texts",), "has no text; add one"
    if len(case.published) > len(case.texts):
        yield ("published",), f"{len(case.published)} days for {len(case.texts)} texts; give one for each text"
    for at, day in enumerate(case.published):
        if not _is_day(day):
            yield ("published", at), f"{day!r} is no day; write it as 2018-03-01"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _time(_: str, entry: Any, __: Rulebook) -> Found:
    for at, example in enumerate(entry.examples):
        if isinstance(example, TimeExample) and example.published is not None and not _is_day(example.published):
            yield ("examples", at, "published"), f"{example.published!r} is no day; write it as 2018-03-01"


def _synonyms(id: str, entry: Any, rules: Rulebook) -> Found:
    for at, word in enumerate(entry.words):
        other = next((name for name, group in rules.synonyms.items() if name != id and word in group.words), None)
        if other is not None:
            yield ("words", at), f"{word!r} stands in the group {other!r} too; leave it in one"


def _weights(_: str, entry: Any, rules: Rulebook) -> Found:
    prior = rules.weights["prior"]
    for field in ("conditions", "evidence", "against"):
        known = getattr(prior, field)
        for name in getattr(entry, field):
            if name not in known:
                yield (field, name), f"{name!r} is nothing that is weighed; {remedy(name, known)}"
    for condition, weights in entry.conditions.items():
        known = {name for one in prior.conditions.values() for name in one}
        for name in weights:
            if name not in known:
                yield ("conditions", condition, name), f"{name!r} is nothing that is weighed; {remedy(name, known)}"


_SECTIONS: dict[str, Any] = {
    "measures": _measure,
    "units": _unit,
    "hedges": _hedge,
    "changes": _change,
    "currencies": _currency,
    "prefixes": _prefix,
    "numbers": _numbers,
    "identifiers": _identifier,
    "relations": _relation,
    "times": _time,
    "synonyms": _synonyms,
    "weights": _weights,
}
"""The check of the entries of each section that has one."""
