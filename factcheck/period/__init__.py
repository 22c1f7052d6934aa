"""Times in texts: finding them, placing them in the calendar, and telling when a document was published."""

from factcheck.period.build import duration_timex
from factcheck.period.lexicon import PeriodLexicon, lexicon
from factcheck.period.scanner import scan

__all__ = ["PeriodLexicon", "duration_timex", "lexicon", "scan"]
