"""Finding the times of a text: runs of words that time is told with, read by the cascade, placed in the calendar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import zip_longest

from factcheck.model import Kind, Mention, Mod, Period, Publication, SourceOptions
from factcheck.period import civil
from factcheck.period.duration import length_timex
from factcheck.period.extent import RANK, Extent, day_of, period
from factcheck.period.node import (
    Clock,
    Distance,
    Edge,
    Length,
    Node,
    Point,
    Range,
    Relative,
    Repeat,
    Same,
    Shifted,
    Stretch,
    Symbol,
    Whole,
)
from factcheck.period.recognition import Found, recognised
from factcheck.period.resolve import Scene, resolve
from factcheck.period.tense import tense_at
from factcheck.period.unplaced import symbol_of, zone_of
from factcheck.period.vocabulary import PeriodLexicon
from factcheck.tokens import Tokens

RESULTS = frozenset({"DATE", "NEARDAY", "CAL", "YR", "MON", "REL", "SPAN", "SYM", "SETS", "CLOCK", "HOURS", "DAYPART"})
"""Results of the patterns that are times by themselves; the others only help to build them."""

_LEADING = frozenset({"in", "on", "of", "for", "from", "between", "during", "by", "over", "at", "the", "within"})
_WHOLE = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
"""Names behind which a point is no sign of abbreviation."""
_MOVES = frozenset({"DATE", "NEARDAY", "CAL", "YR", "MON", "REL", "SPAN"})


def scan(
    tokens: Tokens,
    lexicon: PeriodLexicon,
    anchor: Publication | None,
    options: SourceOptions,
    durations: bool = False,
    phrases: Sequence[Found] | None = None,
) -> list[Mention]:
    """All times of a text in order: dates, times of day, sets, durations that place themselves and vague ones.

    The words of `tokens` must be marked by `lexicon.marks`. Relative times count from `anchor`, or from the time
    last spoken of; where neither decides, `period` is None and `timex` keeps what was said ("XXXX-WXX-5"). With
    `durations`, plain durations ("25 years") are told too; they else belong to the scanner of quantities.
    `phrases` are those to place, where `recognised` found them before.
    """
    placing = _Placing(tokens, lexicon, anchor, options, durations)
    mentions = []
    phrases = list(recognised(tokens, lexicon)) if phrases is None else phrases
    for found, following in zip_longest(phrases, phrases[1:]):
        placing.look_ahead(found, following)
        mention = placing.mention(found)
        if mention is not None:
            mentions.append(mention)
    return mentions


_NEAR = 6
"""A year holds for a month or a day that follows within so many words of its sentence ("In 2005 ... in March")."""


class _Placing:
    """Turns meanings into mentions in the order of the text, and keeps what was last spoken of."""

    def __init__(
        self,
        tokens: Tokens,
        lexicon: PeriodLexicon,
        anchor: Publication | None,
        options: SourceOptions,
        durations: bool,
    ) -> None:
        self.tokens = tokens
        self.tenses = lexicon.tenses
        self.introducing = lexicon.introducing
        self.durations = durations
        month_first = {"mdy": True, "dmy": False}.get(options.date_order or "")
        start, end = (_moment(anchor.start), _moment(anchor.end)) if anchor is not None else (None, None)
        self.scene = Scene(now=end, month_first=month_first, fiscal_start=options.fiscal_year_start)
        self.other = start if start != end else None
        self.sentence = -1
        self.hinted = 0

    def look_ahead(self, found: Found, following: Found | None) -> None:
        """The year that stands behind the second of two dates holds for the first: "in May and June 2017"."""
        node, other = found.item.meaning, following.item.meaning if following is not None else None
        if following is None or not _listed(self.tokens.words[found.item.last : following.item.first]):
            return
        bare = isinstance(node, Point) and node.month is not None and node.year is None and node.within is None
        if bare and isinstance(other, Point) and other.month is not None and other.year is not None and not other.short:
            self._enter(found.item.first)
            self.scene.hint, self.hinted = other.year, found.item.first

    def mention(self, found: Found) -> Mention | None:
        node = found.item.meaning
        if not isinstance(node, Node) or not self._worth(found, node):
            return None
        first, last = _trimmed(self.tokens, found)
        self._enter(first)
        if isinstance(node, (Length, Repeat, Symbol)):
            return self._symbolic(node, found, first, last)
        if first - self.hinted > _NEAR:
            self.scene.hint = None
        self.scene.tense = self._tense(node, first, last)
        extent = self._place(node)
        if isinstance(node, Distance) and node.doubtful and extent is None:
            return None
        return self._placed(node, extent, found, first, last)

    def _enter(self, first: int) -> None:
        sentence = bisect_right(self.tokens.sentences, first)
        if sentence != self.sentence:
            self.sentence, self.scene.hint = sentence, None

    def _worth(self, found: Found, node: Node) -> bool:
        if isinstance(node, Length):
            vague = any(count is None for _, count in node.parts)
            return vague or self.durations or found.result == "SPAN"
        if found.form == "nth-quarter" and self.tokens.words[found.item.last : found.item.last + 1] == ["of"]:
            return False
        if found.form == "year-number" and _part_of_code(self.tokens, found.item.first):
            return False
        if found.result == "YR" and isinstance(node, Point) and node.year is not None:
            return 1900 <= node.year <= 2050 or found.form != "year-number" or self._introduced(found.item.first)
        return found.result in RESULTS

    def _tense(self, node: Node, first: int, last: int) -> int:
        """The tense around a time; "delayed until Monday" and "ready by winter" lie ahead whatever it is."""
        if "ended" in self.tokens.words[first:last]:
            return -1
        before = self.tokens.words[first - 1] if first else ""
        tense = tense_at(self.tokens, first, last, self.tenses)
        alone = isinstance(node, Point) and node.year is None and node.day is None
        ahead = before in ("until", "till") and isinstance(node, Point) and node.weekday is not None
        return 1 if alone and (ahead or (before == "by" and tense == 0)) else tense

    def _introduced(self, first: int) -> bool:
        """Whether the word before four digits that lie far from today makes a year of them."""
        return first > 0 and self.tokens.words[first - 1] in self.introducing

    def _place(self, node: Node) -> Extent | None:
        """The extent by the last possible publication day, if the first possible one agrees."""
        extent = resolve(node, self.scene)
        if self.other is None or extent is None:
            return extent
        now, self.scene.now = self.scene.now, self.other
        again = resolve(node, self.scene)
        self.scene.now = now
        return extent if again is not None and again.value() == extent.value() else None

    def _symbolic(self, node: Node, found: Found, first: int, last: int) -> Mention:
        kind: Kind = "duration" if isinstance(node, Length) else "set" if isinstance(node, Repeat) else "date"
        value = length_timex(node) if isinstance(node, Length) else node.value  # type: ignore[attr-defined]
        if kind == "date" and value.startswith("T"):
            kind = "time"
        return self._made(found, first, last, kind, value, None, "=")

    def _placed(self, node: Node, extent: Extent | None, found: Found, first: int, last: int) -> Mention:
        timex = _value(node, extent) if extent is not None else symbol_of(node, self.scene)
        mod = _mod(self.tokens, first, node)
        stretch = _bounded(period(extent, _basis(node)), mod) if extent is not None else None
        kind: Kind = (
            "duration"
            if timex.startswith("P") and isinstance(node, Stretch)
            else "time"
            if _timed(node, extent)
            else "date"
        )
        rule = _fault(node, extent)
        self._remember(node, extent, found)
        return self._made(found, first, last, kind, timex, stretch, mod, rule, self._others(node))

    def _others(self, node: Node) -> tuple[Period, ...]:
        if not isinstance(node, Point) or node.other is None or self.scene.month_first is not None:
            return ()
        other = resolve(node.other, self.scene)
        return (period(other, "stated"),) if other is not None else ()

    def _remember(self, node: Node, extent: Extent | None, found: Found) -> None:
        if extent is None or found.result not in _MOVES:
            return
        if isinstance(node, Stretch) and extent.timex.startswith("P"):
            return
        self.scene.then = extent if extent.timex == "" or extent.timex.startswith("FY") else extent._replace(timex="")
        if (
            isinstance(node, Point)
            and node.year is not None
            and not node.short
            and RANK.get(extent.grain, 0) >= RANK["month"]
        ):
            self.scene.hint, self.hinted = node.year, found.item.last

    def _made(
        self,
        found: Found,
        first: int,
        last: int,
        kind: Kind,
        timex: str,
        stretch: Period | None,
        mod: Mod,
        rule: str = "",
        others: tuple[Period, ...] = (),
    ) -> Mention:
        return Mention(
            start=self.tokens.starts[first],
            end=self.tokens.ends[last - 1],
            first=first,
            last=last,
            kind=kind,
            mod=mod,
            timex=timex,
            period=stretch,
            alternatives=others,
            rule=rule or found.form,
        )


def _listed(words: list[str]) -> bool:
    """Whether nothing but a conjunction or a comma stands between two times."""
    return len(words) == 1 and words[0] in ("and", "or", ",", "&")


def _part_of_code(tokens: Tokens, index: int) -> bool:
    """Whether four digits are part of a number or a name of signs: 1080p, 555-1234."""
    after = index + 1 < len(tokens) and tokens.touches(index + 1) and tokens.words[index + 1].isalpha()
    joined = index > 1 and tokens.touches(index) and tokens.touches(index - 1)
    return after or (joined and tokens.words[index - 2].isdigit() and len(tokens.words[index - 2]) != 4)


def _value(node: Node, extent: Extent) -> str:
    """The TIMEX3 value of a placed time, with the zone that was named."""
    clock = node if isinstance(node, Clock) else node.clock if isinstance(node, (Point, Relative)) else None
    return extent.value() + zone_of(clock)


def _moment(day: str) -> Extent:
    second = civil.parse_moment(day)
    return Extent(second, second, "minute") if "T" in day else day_of(second // civil.DAY)


def _trimmed(tokens: Tokens, found: Found) -> tuple[int, int]:
    """The tokens of a mention: without the prepositions and the article before it, and the full stop behind it."""
    first, last = found.item.first, found.item.last
    while first < last - 1 and tokens.words[first] in _LEADING:
        first += 1
    if tokens.words[last - 1] == "." and last - first > 1 and tokens.words[last - 2] in _WHOLE:
        last -= 1
    return first, last


_BOUNDS: dict[str, Mod] = {
    "before": "<", "after": ">", "until": "<=", "till": "<=", "through": "<=", "since": ">=", "by": "<=", "about": "~",
    "around": "~", "approximately": "~", "circa": "~", "roughly": "~", "nearly": "~", "almost": "~",
}  # fmt: skip


def _mod(tokens: Tokens, first: int, node: Node) -> Mod:
    """The bound or hedge that the words before a time put on it."""
    if node.mod != "=":
        return node.mod  # type: ignore[return-value]
    index = first - 1
    while index >= 0 and first - index < 3 and tokens.words[index] in ("the", "at", "in", "on"):
        index -= 1
    word = tokens.words[index] if index >= 0 else ""
    return "=" if word == "by" and index < first - 1 else _BOUNDS.get(word, "=")


def _bounded(stretch: Period, mod: Mod) -> Period:
    """ "Since", "until" and "by" open the period at one end."""
    if mod == ">=":
        return Period(start=stretch.start, end=None, grain=stretch.grain, basis=stretch.basis)
    if mod == "<=":
        return Period(start=None, end=stretch.end, grain=stretch.grain, basis=stretch.basis)
    return stretch


def _basis(node: Node) -> str:
    """Stated in full, counted from another time, or completed with a year that was not said."""
    if isinstance(node, (Relative, Distance, Same)):
        return "relative"
    if isinstance(node, (Edge, Shifted, Whole)):
        return _basis(node.of)
    if isinstance(node, Stretch):
        return _basis(node.of) if node.of is not None else "relative"
    if isinstance(node, Range):
        return _basis(node.last)
    if isinstance(node, Point):
        if node.year is not None or node.century is not None or (node.decade is not None and not node.short):
            return "stated"
        return "relative" if node.weekday is not None or node.within is not None else "inferred"
    return "stated"


def _timed(node: Node, extent: Extent | None) -> bool:
    if isinstance(node, Clock):
        return True
    if isinstance(node, Range):
        return _timed(node.first, None)
    if isinstance(node, (Point, Relative)):
        return node.clock is not None or node.part is not None
    return extent is not None and extent.grain in ("minute", "second", "hour")


def _fault(node: Node, extent: Extent | None) -> str:
    """The check that a time fails by itself."""
    if isinstance(node, Range):
        if extent is not None and extent.stop < extent.start:
            return "end-before-start"
        return _fault(node.first, None) or _fault(node.last, None)
    if not isinstance(node, Point):
        return ""
    if node.fault:
        return node.fault
    if (
        extent is not None
        and node.weekday is not None
        and node.day is not None
        and node.weekday != civil.weekday(extent.day)
    ):
        return "weekday-mismatch"
    return ""
