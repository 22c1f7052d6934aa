"""Sorts of the terms of an equation: money and metres can be multiplied, and neither added nor compared."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from factcheck.derivation import equation as algebra
from factcheck.derivation.patterns import kinds_of
from factcheck.derivation.texts import GROUPS
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation, RelationTerm

Sorts = frozenset[str]
"""What a term can be: money, a count, time, a measure of some dimension; empty if it can be anything."""

_SORTS = {
    "money": "money",
    "count": "a count",
    "date": "a time",
    "time": "a time",
    "set": "a time",
    "duration": "a time",
    "days": "a time",
    "hours": "a time",
    "age": "a time",
    "measure": "a measure",
}
"""The sort of each kind that has one; a share, a rank and a bare number go with anything."""
MEASURE = "a measure"


def unlike(relation: Relation, rules: Rulebook) -> str | None:
    """What is wrong with an equation that adds or compares terms which cannot be of one sort; None if nothing is."""
    equation = algebra.equation(relation.equation or "")
    for sorts in _bindings(relation, rules):
        for left, right in _beside(equation):
            one, other = _sort(left, sorts), _sort(right, sorts)
            if one and other and not _meet(one, other):
                a, b = algebra.shown(left, {}), algebra.shown(right, {})
                return f"{a} is {_told(one)} and {b} {_told(other)}, which can be neither added nor compared"
    return None


def _bindings(relation: Relation, rules: Rulebook) -> Iterator[dict[str, Sorts]]:
    """The sorts of the terms by each way to bind them: one for each pattern, or the terms."""
    for pattern in relation.patterns:
        yield {name: _of_kinds(kinds) for name, kinds in kinds_of(pattern).items()}
    if not relation.patterns:
        yield {name: _of_term(name, term, rules) for name, term in relation.terms.items()}


def _of_kinds(kinds: tuple[str, ...]) -> Sorts:
    found = {_SORTS.get(kind, "") for kind in kinds}
    return frozenset() if "" in found else frozenset(found)


def _of_term(name: str, term: RelationTerm, rules: Rulebook) -> Sorts:
    kinds = {one for kind in term.kinds for one in GROUPS.get(kind, (kind,))}
    kinds |= {kind for pattern in term.patterns for kind in kinds_of(pattern).get(name, ())}
    sorts = _of_kinds(tuple(kinds))
    dimensions = [rules.measures[one].dimensions for one in term.measures]
    if MEASURE in sorts and dimensions and all(dimensions) and not term.patterns:
        sorts = sorts - {MEASURE} | {f"a measure of {one}" for some in dimensions for one in some}
    return sorts


def _beside(equation: algebra.Equation) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The pairs of expressions that the equation adds, subtracts or compares, inner ones first."""
    for side in (equation.left, equation.right):
        for node in reversed([*ast.walk(side)]):
            if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
                yield node.left, node.right
    yield equation.left, equation.right


def _sort(node: ast.expr, sorts: dict[str, Sorts]) -> Sorts:
    """The sorts of a term, or of a sum of terms; empty for all else."""
    if isinstance(node, ast.Name):
        return sorts.get(node.id.removesuffix("_first").removesuffix("_last"), frozenset())
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        return _sort(node.left, sorts) or _sort(node.right, sorts)
    return frozenset()


def _meet(one: Sorts, other: Sorts) -> bool:
    plain = {sort.partition(" of ")[0] for sort in one}, {sort.partition(" of ")[0] for sort in other}
    return bool(one & other) or (MEASURE in one | other and not plain[0].isdisjoint(plain[1]))


def _told(sorts: Sorts) -> str:
    return " or ".join(sorted(sorts))
