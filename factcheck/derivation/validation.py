"""Whether relations can be run: faults that the types of the rules do not show, told with the relation's id."""

from __future__ import annotations

from factcheck.derivation import equation as algebra
from factcheck.derivation import rows
from factcheck.derivation.patterns import compiled
from factcheck.model import RuleError
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation

CHECKS = frozenset({"weekday", "exists"})
"""What a relation on the calendar can look at."""

_valid: set[str] = set()


def validate(rules: Rulebook) -> None:
    """Raises RuleError for the first relation that cannot be run; the same rules are looked at once."""
    if rules.digest in _valid:
        return
    for id, relation in rules.relations.items():
        try:
            _relation(relation, rules)
        except RuleError as fault:
            raise RuleError(f"relations: {id}: {fault}") from None
    _valid.add(rules.digest)


def _relation(relation: Relation, rules: Rulebook) -> None:
    if not relation.holds or not relation.fails:
        raise RuleError("needs examples that hold and examples that fail; add both")
    if relation.kind == "equation":
        _equation(relation, rules)
    elif relation.kind == "implied":
        _ways(relation, rules)
    elif relation.kind == "calendar" and relation.equation not in CHECKS:
        raise RuleError(f"looks at {relation.equation!r}; write one of {', '.join(sorted(CHECKS))}")
    elif relation.kind == "rows" and relation.equation not in (None, rows.ABOVE):
        raise RuleError(
            f"has the equation {relation.equation!r}; write {rows.ABOVE} for a total above its rows, or none"
        )
    elif relation.kind in ("order", "shares") and not relation.measures:
        raise RuleError("names no measures; add them")
    elif relation.kind == "enumeration":
        _needs({"count"}, *(_slots(one, rules) for one in relation.patterns))


def _equation(relation: Relation, rules: Rulebook) -> None:
    if relation.equation is None:
        raise RuleError("is of kind equation and has none; add it")
    optional = {name for name, term in relation.terms.items() if term.optional}
    names = _terms(algebra.equation(relation.equation).names) - optional
    if relation.patterns:
        for pattern in relation.patterns:
            _needs(names, _slots(pattern, rules))
    elif not relation.terms:
        raise RuleError("binds its terms neither by patterns nor by terms; add one of them")
    else:
        _needs(names, set(relation.terms))
        for name, term in relation.terms.items():
            for pattern in term.patterns:
                _needs({name}, _slots(pattern, rules))


def _ways(relation: Relation, rules: Rulebook) -> None:
    if not relation.ways:
        raise RuleError("is of kind implied and has no ways; add one")
    for way in relation.ways:
        names = _terms(algebra.names(algebra.expression(way.gives)))
        for pattern in way.patterns:
            _needs(names, _slots(pattern, rules))


def _terms(names: frozenset[str]) -> set[str]:
    """The slots that an equation needs: `x` for `x_first`, none for the day of publication."""
    return {name.removesuffix("_first").removesuffix("_last") for name in names} - {"published"}


def _slots(pattern: str, rules: Rulebook) -> set[str]:
    return set(compiled(pattern, rules).regex.groupindex)


def _needs(names: set[str], *bound: set[str]) -> None:
    for some in bound:
        if missing := sorted(names - some):
            raise RuleError(f"no pattern binds {missing[0]!r}; give a slot or term of that name")
