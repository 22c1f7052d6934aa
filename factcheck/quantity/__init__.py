"""Quantities: every number that a text states, with its unit, its hedge and the interval it commits to.

Reads top to bottom: `number` (with `digits`, `cardinal`, `scales`, `mixture`) what is written; `forms`, `nouns`,
`lexicon` the tables of the rules; `surface`, `phrase`, `around`, `identifier` what stands beside a number; `amount`,
`series`, `special` what belongs together; `value`, `mentions`, `scanner` the mentions. `units` converts, `writing`
writes, `checking` runs the examples of the rules.
"""

from __future__ import annotations

from factcheck.quantity.checking import examples
from factcheck.quantity.lexicon import QuantityLexicon, lexicon
from factcheck.quantity.number import Number, number_at
from factcheck.quantity.scanner import scan

__all__ = ["Number", "QuantityLexicon", "examples", "lexicon", "number_at", "scan"]
