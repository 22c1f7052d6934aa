"""Quantities: every number that a text states, with its unit, its hedge and the interval it commits to."""

from __future__ import annotations

from factcheck.quantity.lexicon import QuantityLexicon, lexicon
from factcheck.quantity.number import Number, number_at
from factcheck.quantity.scanner import scan

__all__ = ["Number", "QuantityLexicon", "lexicon", "number_at", "scan"]
