"""The meanings that the patterns of rules/times.yaml give: one small function for each `gives`.

A function returns None to refuse what its pattern matched (hour 31, month 13). Named parts of the pattern arrive as
numbers, as the values of rules/timewords.yaml, or as the meanings that earlier stages built.
"""

from factcheck.period.build import clock, dates, ranges, relative, stretches
from factcheck.period.build.registry import BUILDERS

__all__ = ["BUILDERS", "clock", "dates", "ranges", "relative", "stretches"]
