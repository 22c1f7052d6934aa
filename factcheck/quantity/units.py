"""Conversion by the canonical name of a unit.

The factors are a table in rules/units; pint, slow to import, is asked only for a name that the table lacks (a compound
that no rule names), and only with names made from the table: no text of a document ever reaches its parser.
"""

from __future__ import annotations

import re
from functools import cache

from factcheck.model import Mention, UsageError
from factcheck.quantity.lexicon import QuantityLexicon

_NAME = re.compile(r"[A-Za-z_]+(?: \*\* [23])?(?: / (?:\d+ )?[A-Za-z_]+(?: \*\* [23])?)*")


def dimension_of(unit: str, lexicon: QuantityLexicon) -> tuple[str, float, float]:
    """Dimension, factor and offset of a unit: `value * factor + offset` is in the base unit of the dimension.

    Raises UsageError for a name that neither the rules nor pint know.
    """
    known = lexicon.named_units.get(unit)
    if known is not None:
        return known.dimension, known.factor, known.offset
    parts = unit.split(" / ")
    if len(parts) > 1 and all(part in lexicon.named_units for part in parts):
        units = [lexicon.named_units[part] for part in parts]
        factor = units[0].factor
        for below in units[1:]:
            factor /= below.factor
        return "/".join(one.dimension for one in units), factor, 0.0
    return _asked(unit)


@cache
def _asked(unit: str) -> tuple[str, float, float]:
    if not _NAME.fullmatch(unit):
        raise UsageError(f"{unit!r} is no name of a unit; use one of rules/units")
    import pint  # slow, and hardly ever needed

    try:
        base = pint.UnitRegistry().Quantity(1.0, unit).to_base_units()
    except (pint.UndefinedUnitError, pint.OffsetUnitCalculusError, AttributeError):
        raise UsageError(f"the unit {unit!r} is not known; use one of rules/units") from None
    return str(base.dimensionality), float(base.magnitude), 0.0


def to_base(mention: Mention, value: float, lexicon: QuantityLexicon) -> float:
    """`value`, stated in the unit of `mention`, in the base unit of its dimension; temperatures become kelvin.

    The amount of a change has no offset: a rise by 5 °C is one by 5 kelvin.
    """
    unit = lexicon.named_units.get(mention.unit or "")
    offset = unit.offset if unit is not None and mention.change not in ("up", "down", "by") else 0.0
    return value * mention.factor + offset
