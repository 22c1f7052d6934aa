"""Quantities: every number that a text states, with its unit, its hedge and the interval it commits to.

Reads top to bottom: `number` (with `digits`, `cardinal`, `scales`, `mixture`) what is written; `forms`, `nouns`,
`lexicon` the tables of the rules; `surface`, `phrase`, `around`, `identifier` what stands beside a number; `amount`,
`series`, `special` what belongs together; `value`, `mentions`, `scanner` the mentions. `units` converts, `writing`
writes, `clashes` tells what a user's rules write as others do.
"""

from __future__ import annotations

from factcheck.quantity.lexicon import QuantityLexicon, lexicon
from factcheck.quantity.number import Number, number_at
from factcheck.quantity.scanner import scan

__all__ = ["Number", "QuantityLexicon", "lexicon", "number_at", "scan"]
