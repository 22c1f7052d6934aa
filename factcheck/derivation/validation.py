"""Whether relations can be run: faults that the types of the rules do not show, told with their place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import get_args

import msgspec

from factcheck.derivation import equation as algebra
from factcheck.derivation import rows
from factcheck.derivation.patterns import capital, compiled, misspelt
from factcheck.derivation.sorts import unlike
from factcheck.derivation.texts import GROUPS, LETTERS
from factcheck.model import Change, Kind, RuleError
from factcheck.rulebook import Fault, Rulebook, fault
from factcheck.rulebook.nearest import listed, meant, remedy
from factcheck.rulebook.places import Step
from factcheck.rulebook.schema import Relation, RelationTerm

CALENDAR = frozenset({"weekday", "exists"})
"""What a relation on the calendar can look at."""

LISTS = ("names", "brackets")
"""What an enumeration can look at besides the list behind a colon."""

KINDS = frozenset((*get_args(Kind), *LETTERS, *GROUPS))
CHANGES = frozenset((*get_args(Change), "none"))

_ALL = frozenset({"kind", "says", "holds", "fails", "verdict"})
READS = {
    "equation": _ALL | {"equation", "patterns", "terms", "same", "differ", "reach", "tolerance", "strict", "silent"},
    "implied": _ALL | {"ways", "measures", "same", "tolerance"},
    "order": _ALL | {"measures", "aliases", "same", "tolerance"},
    "shares": _ALL | {"measures", "tolerance"},
    "rows": _ALL | {"words", "equation", "tolerance"},
    "enumeration": _ALL | {"patterns", "equation", "words"},
    "calendar": _ALL | {"equation"},
}
"""The keys that each kind of relation looks at."""

Check = tuple[tuple[Step, ...], Callable[[], object]]
"""The steps to a value of a relation, and what raises RuleError if it is faulty."""

_valid: set[str] = set()


def validate(rules: Rulebook) -> None:
    """Raises RuleError for the first relation that cannot be run: of the user's, if there are any, else of the built-in
    ones, whose patterns take long to compile. The same rules are looked at once.
    """
    if rules.digest in _valid:
        return
    for id in rules.own.get("relations", ()) if rules.extended else rules.relations:
        for steps, check in _checks(rules.relations[id], rules):
            try:
                check()
            except RuleError as found:
                raise fault(rules, Fault("relations", id, steps, str(found))) from None
    _valid.add(rules.digest)


def _checks(relation: Relation, rules: Rulebook) -> Iterator[Check]:
    for field in ("holds", "fails"):
        yield (field,), partial(_some, getattr(relation, field), "has no example; add one")
    for one in msgspec.structs.fields(relation):
        if one.name not in READS[relation.kind] and getattr(relation, one.name) not in (one.default, {}):
            known = ", ".join(sorted(READS[relation.kind]))
            yield (
                (one.name,),
                partial(_no, f"a relation of kind {relation.kind} has no {one.name!r}; its keys: {known}"),
            )
    if relation.kind == "equation":
        yield from _equation(relation, rules)
    elif relation.kind == "implied":
        yield from _ways(relation, rules)
    elif relation.kind == "calendar":
        yield ("equation",), partial(_one_of, relation.equation, CALENDAR)
    elif relation.kind == "rows":
        yield ("equation",), partial(_one_of, relation.equation, (rows.ABOVE,), or_none=True)
        yield ("words",), partial(_some, relation.words, "names no 'words' with which a total starts; add them")
    elif relation.kind in ("order", "shares"):
        yield ("measures",), partial(_some, relation.measures, "names no 'measures'; add them")
    elif relation.kind == "enumeration":
        yield ("equation",), partial(_one_of, relation.equation, LISTS, or_none=True)
        yield from _bound({"count"}, relation.patterns, ("patterns",), rules)


def _equation(relation: Relation, rules: Rulebook) -> Iterator[Check]:
    yield ("equation",), partial(_some, relation.equation, "is of kind equation and has none; add 'equation'")
    yield ("equation",), partial(algebra.equation, relation.equation or "")
    names = _terms(algebra.equation(relation.equation or "").names)
    needed = names - {name for name, term in relation.terms.items() if term.optional}
    if not relation.patterns and not relation.terms:
        yield (), partial(_no, "binds its terms neither by 'patterns' nor by 'terms'; add one of them")
    yield from _bound(needed, relation.patterns, ("patterns",), rules)
    if not relation.patterns:
        yield ("equation",), partial(_needs, needed, set(relation.terms), "entry in 'terms'")
    for name, term in relation.terms.items():
        yield from _term(name, term, relation, names, rules)
    yield ("equation",), partial(_alike, relation, rules)


def _term(name: str, term: RelationTerm, relation: Relation, names: set[str], rules: Rulebook) -> Iterator[Check]:
    steps = "terms", name
    slots = {slot for pattern in relation.patterns for slot in _slots(pattern, rules)}
    if name not in names | slots:
        yield steps, partial(_no, f"{name!r} stands neither in the equation nor in a pattern; {remedy(name, names)}")
    for at, kind in enumerate(term.kinds):
        yield (*steps, "kinds", at), partial(_one_of, kind, KINDS)
    for at, change in enumerate(term.changes):
        yield (*steps, "changes", at), partial(_one_of, change, CHANGES)
    if relation.patterns:
        for field in ("measures", "patterns", "earlier"):
            if getattr(term, field):
                said = f"{field!r} of a term counts only where the relation itself has no 'patterns'; leave one out"
                yield (*steps, field), partial(_no, said)
        return
    if not term.measures and not term.patterns:
        yield steps, partial(_no, f"no claim can stand for {name!r}; add 'measures' with 'kinds', or 'patterns'")
    if term.measures and not term.kinds and not term.patterns:
        yield steps, partial(_no, f"{name!r} has measures and no kinds, so that no claim fits; add 'kinds'")
    for at, measure in enumerate(term.measures):
        yield (*steps, "measures", at), partial(_takes, measure, term, rules)
    yield from _bound({name}, term.patterns, (*steps, "patterns"), rules)


def _ways(relation: Relation, rules: Rulebook) -> Iterator[Check]:
    yield (), partial(_some, relation.ways, "is of kind implied and has no 'ways'; add one")
    for at, way in enumerate(relation.ways):
        steps = "ways", at
        yield (*steps, "gives"), partial(algebra.expression, way.gives)
        names = _terms(algebra.names(algebra.expression(way.gives)))
        yield from _bound(names, way.patterns, (*steps, "patterns"), rules)


def _terms(names: frozenset[str]) -> set[str]:
    """The slots that an equation needs: `x` for `x_first`, none for the day of publication."""
    return {name.removesuffix("_first").removesuffix("_last") for name in names} - {"published"}


def _bound(names: set[str], patterns: tuple[str, ...], steps: tuple[Step, ...], rules: Rulebook) -> Iterator[Check]:
    """That each pattern can be read and has a slot for each name."""
    for at, pattern in enumerate(patterns):
        yield (*steps, at), partial(lambda one: _needs(names, _slots(one, rules), "slot"), pattern)


def _slots(pattern: str, rules: Rulebook) -> set[str]:
    if (found := misspelt(pattern)) is not None:
        raise RuleError(f"{found!r} in the pattern {pattern!r} is no slot or class; write {{name:kind}} or <class>")
    if (found := capital(pattern)) is not None:
        raise RuleError(f"{found!r} in the pattern {pattern!r} never stands in what is read; write it in small letters")
    return set(compiled(pattern, rules).regex.groupindex)


def _needs(names: set[str], bound: set[str], what: str) -> None:
    for name in sorted(names - bound):
        found = meant(name, bound - names)
        asked = f"is {listed(found)} meant for it?" if found else "add it"
        raise RuleError(f"there is no {what} for {name!r} of the equation; {asked}")


def _no(said: str) -> None:
    raise RuleError(said)


def _some(value: object, said: str) -> None:
    if not value:
        raise RuleError(said)


def _one_of(value: str | None, known: frozenset[str] | tuple[str, ...], or_none: bool = False) -> None:
    if value not in known and not (or_none and value is None):
        raise RuleError(f"{value!r} is not known here; {remedy(value or '', known)}" + (", or none" * or_none))


def _takes(measure: str, term: RelationTerm, rules: Rulebook) -> None:
    """That a measure has claims of a kind that the term takes; any may change by a percentage or a multiple."""
    taken = {kind for group in term.kinds for kind in (group, *GROUPS.get(group, ()))}
    kinds = rules.measures[measure].kinds
    if term.kinds and taken.isdisjoint(kinds) and taken.isdisjoint(("percent", "ratio", "points", "growth")):
        said = f"{measure!r} takes {', '.join(kinds)}, and the term {', '.join(term.kinds)}"
        raise RuleError(f"{said}; name a kind in 'kinds' that both have, or another measure")


def _alike(relation: Relation, rules: Rulebook) -> None:
    if (found := unlike(relation, rules)) is not None:
        raise RuleError(f"{found}; mend the equation, or the kinds and measures of its terms")
