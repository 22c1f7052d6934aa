"""Regular expressions written in rules.

Those of the program are known to be quick. One that a user wrote may take exponential time: where a user's rules are
among the others, expressions run within a time limit, which the standard library does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from factcheck.model import RuleError

SECONDS = 1.0
"""What one search of one text may take."""

LONGEST = 4_000
"""Characters of an expression."""

R = TypeVar("R")


class Expression(Protocol):
    """What the stages need of a compiled expression."""

    @property
    def groupindex(self) -> Mapping[str, int]:
        """The numbers of the named groups."""

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The match that starts at `at`."""

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches from left to right."""


def compiled(text: str, limited: bool, place: str) -> Expression:
    """The expression `text`; with `limited`, one whose searches end in a RuleError that names `place` when they take
    too long. Raises RuleError for a faulty expression too.
    """
    try:
        plain = re.compile(text)
        return _Limited(text, plain, place) if limited else plain
    except (re.error, ValueError, OverflowError, RecursionError) as fault:
        raise RuleError(f"{place} is faulty ({fault}); mend it") from None


def fault(text: str) -> str | None:
    """What is wrong with an expression; None if nothing is."""
    if len(text) > LONGEST:
        return f"is longer than {LONGEST:,} characters; split it"
    try:
        re.compile(text)
    except (re.error, ValueError, OverflowError, RecursionError) as found:
        return f"is faulty ({found}); mend it, or put \\ before a sign that stands for itself"
    return None


class _Limited:
    """An expression of the module `regex`, which stops when its time is over."""

    def __init__(self, text: str, plain: re.Pattern[str], place: str) -> None:
        import regex

        try:
            self._regex: Any = regex.compile(text)
        except (regex.error, ValueError, OverflowError, RecursionError) as fault:
            raise RuleError(f"{place} is faulty ({fault}); mend it") from None
        self.groupindex: Mapping[str, int] = plain.groupindex
        self._place = place

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The match that starts at `at`."""
        found: re.Match[str] | None = self._run(lambda: self._regex.match(text, at, timeout=SECONDS))
        return found

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches from left to right."""
        return iter(self._run(lambda: list(self._regex.finditer(text, timeout=SECONDS))))

    def _run(self, search: Callable[[], R]) -> R:
        try:
            return search()
        except TimeoutError:
            raise RuleError(f"{self._place}: takes longer than {SECONDS:g} s on one text; simplify it") from None
