"""Placing a meaning in the calendar: from "last Friday" and a publication date to 2017-11-24.

Every function returns None where the wording, the publication date and the times spoken of before do not decide;
nothing is ever supplied from the clock of the machine.
"""

from factcheck.period.resolve import parts, points, ranges, relative
from factcheck.period.resolve.points import full_year
from factcheck.period.resolve.scene import Scene, resolve

__all__ = ["Scene", "full_year", "parts", "points", "ranges", "relative", "resolve"]
