"""Times in texts: finding them, placing them in the calendar, telling when a document was published.

The patterns and words are data (rules/times.yaml, rules/timewords.yaml). `scan` reads a text, `publication` its date,
`interval` compares periods, `examples` runs the examples of the rules.
"""

from factcheck.period.dating import publication
from factcheck.period.duration import duration_timex
from factcheck.period.interval import (
    between,
    bounds,
    contains,
    days,
    disjoint,
    reversed_ends,
    same,
    shifted,
    years_between,
)
from factcheck.period.proof import examples
from factcheck.period.recognition import Found, recognised
from factcheck.period.scanner import scan
from factcheck.period.vocabulary import PeriodLexicon, lexicon

__all__ = [
    "Found",
    "PeriodLexicon",
    "between",
    "bounds",
    "contains",
    "days",
    "disjoint",
    "duration_timex",
    "examples",
    "lexicon",
    "publication",
    "recognised",
    "reversed_ends",
    "same",
    "scan",
    "shifted",
    "years_between",
]
