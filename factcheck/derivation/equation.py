"""Equations as data: parsed once, evaluated over ranges.

The notation is a small part of Python's: names, numbers, + - * /, parentheses, and one of = == <= >= between the two
sides. Nothing is executed; the tree is walked.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from factcheck.derivation.ranges import Range, add, divide, exact, gap, meet, multiply, subtract, widened
from factcheck.model import RuleError

_OPERATIONS: dict[type[ast.operator], tuple[str, Callable[[Range, Range], Range | None]]] = {
    ast.Add: ("+", add),
    ast.Sub: ("−", subtract),
    ast.Mult: ("×", multiply),
    ast.Div: ("/", divide),
}
ROUGH = 0.06
"""Share of the larger side by which both may differ at the stated figures when the wording allows wider readings: that
each of several figures was rounded as far as can be is no excuse for more.
"""
_SIGNS: dict[type[ast.cmpop], str] = {ast.Eq: "=", ast.LtE: "<=", ast.GtE: ">="}


class Equation(NamedTuple):
    """Two sides and the sign between them: =, <= or >=."""

    left: ast.expr
    sign: str
    right: ast.expr
    text: str

    @property
    def names(self) -> frozenset[str]:
        """The terms of both sides."""
        return names(self.left) | names(self.right)

    @property
    def slots(self) -> frozenset[str]:
        """What a text has to state for it: `x` for `x_first` and `x_last`."""
        return frozenset(name.removesuffix("_first").removesuffix("_last") for name in self.names)


@cache
def equation(text: str) -> Equation:
    """The equation written in `text`. Raises RuleError for anything else."""
    tree = _parsed(text.replace("==", "=").replace("=", "==").replace("<==", "<=").replace(">==", ">="), text)
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1 or type(tree.ops[0]) not in _SIGNS:
        raise RuleError(f"{text!r} is no equation; write two sides with =, <= or >= between them")
    _checked(tree.left, text)
    _checked(tree.comparators[0], text)
    return Equation(tree.left, _SIGNS[type(tree.ops[0])], tree.comparators[0], text)


@cache
def expression(text: str) -> ast.expr:
    """The expression written in `text`. Raises RuleError for what is not arithmetic over names and numbers."""
    tree = _parsed(text, text)
    _checked(tree, text)
    return tree


def _parsed(source: str, text: str) -> ast.expr:
    try:
        return ast.parse(source.strip(), mode="eval").body
    except SyntaxError:
        raise RuleError(f"{text!r} is no arithmetic; use names, numbers, + - * / and parentheses") from None


def _checked(node: ast.expr, text: str) -> None:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        _checked(node.left, text)
        _checked(node.right, text)
    elif not isinstance(node, ast.Name) and not (isinstance(node, ast.Constant) and type(node.value) in (int, float)):
        raise RuleError(f"{text!r} holds what is no arithmetic; use names, numbers, + - * / and parentheses")


def names(node: ast.expr) -> frozenset[str]:
    """The names in an expression."""
    return frozenset(one.id for one in ast.walk(node) if isinstance(one, ast.Name))


def value(node: ast.expr, terms: Mapping[str, Range]) -> Range | None:
    """The range of an expression; None when it divides by what can be zero or a term is missing."""
    if isinstance(node, ast.Constant):
        return exact(float(node.value))  # type: ignore[arg-type]  # checked to be a number
    if isinstance(node, ast.Name):
        return terms.get(node.id)
    assert isinstance(node, ast.BinOp)
    left, right = value(node.left, terms), value(node.right, terms)
    if left is None or right is None:
        return None
    return _OPERATIONS[type(node.op)][1](left, right)


def shown(node: ast.expr, texts: Mapping[str, str], outer: int = 0) -> str:
    """An expression with `texts` in place of its names; a term whose text is empty is left out."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Name):
        return texts.get(node.id, node.id)
    assert isinstance(node, ast.BinOp)
    rank = 1 if isinstance(node.op, (ast.Add, ast.Sub)) else 2
    left, right = shown(node.left, texts, rank), shown(node.right, texts, rank + 1)
    if not left or not right:
        return left or right
    inner = f"{left} {_OPERATIONS[type(node.op)][0]} {right}"
    return f"({inner})" if rank < outer else inner


def holds(sign: str, left: Range, right: Range) -> bool:
    """Whether some numbers of the two ranges satisfy the sign."""
    if sign == "=":
        return meet(left, right)
    if sign == "<=":
        return left.low <= right.high or meet(left, right)
    return left.high >= right.low or meet(left, right)


def judged(
    one: Equation, terms: Mapping[str, Range], loose: Mapping[str, Range], tolerance: float
) -> tuple[str, Range, Range] | None:
    """How an equation holds ("exactly", "loosely" by other readings or the tolerance, "not") and its two sides."""
    left, right = value(one.left, terms), value(one.right, terms)
    if left is None or right is None:
        return None
    if holds(one.sign, left, right):
        return "exactly", left, right
    if holds(one.sign, widened(left, tolerance / 2), widened(right, tolerance / 2)):
        return "loosely", left, right
    wide = value(one.left, loose), value(one.right, loose)
    if wide[0] is None or wide[1] is None:
        return None
    near = gap(left, right) <= ROUGH and holds(one.sign, wide[0], wide[1])
    return ("loosely" if near else "not"), left, right
