"""Finding the times of a text: runs of words that time is told with, read by the cascade, placed in the calendar."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from factcheck.model import Kind, Mention, Mod, Period, Publication, SourceOptions
from factcheck.period import civil
from factcheck.period.cascade import Item
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
from factcheck.period.resolve import Scene, resolve
from factcheck.period.tense import tense_at
from factcheck.period.unplaced import symbol_of, zone_of
from factcheck.period.vocabulary import SHIFT, PeriodLexicon
from factcheck.tokens import DIGITS, Tokens

RESULTS = frozenset({"DATE", "NEARDAY", "CAL", "YR", "MON", "REL", "SPAN", "SYM", "SETS", "CLOCK", "HOURS", "DAYPART"})
"""Results of the patterns that are times by themselves; the others only help to build them."""

_LEADING = frozenset({"in", "on", "of", "for", "from", "between", "during", "by", "over", "at", "the", "within"})
_MOVES = frozenset({"DATE", "NEARDAY", "CAL", "YR", "MON", "REL", "SPAN"})


class Found(NamedTuple):
    """What the cascade recognised: the class of the result, its tokens, its meaning, and the pattern."""

    result: str
    item: Item
    form: str


def scan(
    tokens: Tokens,
    lexicon: PeriodLexicon,
    anchor: Publication | None,
    options: SourceOptions,
    durations: bool = False,
) -> list[Mention]:
    """All times of a text in order: dates, times of day, sets, durations that place themselves and vague ones.

    The words of `tokens` must be marked by `lexicon.marks`. Relative times count from `anchor`, or from the time
    last spoken of; where neither decides, `period` is None and `timex` keeps what was said ("XXXX-WXX-5"). With
    `durations`, plain durations ("25 years") are told too; they else belong to the scanner of quantities.
    """
    placing = _Placing(tokens, lexicon, anchor, options, durations)
    mentions = []
    for found in _recognised(tokens, lexicon):
        mention = placing.mention(found)
        if mention is not None:
            mentions.append(mention)
    return mentions


def _recognised(tokens: Tokens, lexicon: PeriodLexicon) -> Iterator[Found]:
    codes = [mark >> SHIFT & 0xFFFF for mark in tokens.marks]
    _shape(tokens, lexicon, codes)
    chars = array("H", codes).tobytes().decode("utf-16-le", "surrogatepass")
    names = {char: name for name, char in lexicon.alphabet.made.items()}
    for island in lexicon.islands.finditer(chars):
        first, last = island.span()
        for start, stop in _sentences(tokens, first, last):
            yield from _read(tokens, lexicon, chars, start, stop, names)


def _shape(tokens: Tokens, lexicon: PeriodLexicon, codes: list[int]) -> None:
    """Gives the digit runs that stand in no table their class."""
    marks, words, index = tokens.marks, tokens.words, -1
    try:
        while True:
            index = marks.index(DIGITS, index + 1)
            codes[index] = lexicon.shaped(words[index])
    except ValueError:
        return


def _sentences(tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A run of tokens cut where sentences start."""
    bounds = tokens.sentences
    index = bisect_right(bounds, first)
    while index < len(bounds) and bounds[index] < last:
        yield first, bounds[index]
        first = bounds[index]
        index += 1
    yield first, last


_LONGEST = 400
"""Longest run of known words that is read as one; no wording of a time comes near."""


def _read(
    tokens: Tokens, lexicon: PeriodLexicon, chars: str, first: int, last: int, names: dict[str, str]
) -> Iterator[Found]:
    for start in range(first, last, _LONGEST):
        stop = min(start + _LONGEST, last)
        yield from _cascade(tokens, lexicon, chars[start:stop], start, names)


def _cascade(tokens: Tokens, lexicon: PeriodLexicon, text: str, first: int, names: dict[str, str]) -> Iterator[Found]:
    items = [Item(index, index + 1, None) for index in range(first, first + len(text))]
    words = tokens.words
    flags = lexicon.flags
    forms: dict[int, str] = {}

    def meaning(item: Item, kind: str) -> Any:
        return item.meaning if item.meaning is not None else lexicon.meaning(words[item.first], kind)

    def accept(form: str, start: Item, end: Item) -> bool:
        flag = flags.get(form)
        if flag is not None:
            if flag.tight and not _tight(tokens, start.first, end.last):
                return False
            if flag.capital and not _named(tokens, start.first, end.last):
                return False
            if flag.lower and _capital(tokens, start.first) and not _opens(tokens, start.first):
                return False
        forms[start.first] = form
        return True

    for stage in lexicon.stages:
        text, items = stage.run(text, items, meaning, accept)
    for char, item in zip(text, items, strict=True):
        if item.meaning is not None:
            yield Found(names[char], item, forms.get(item.first, ""))


def _tight(tokens: Tokens, first: int, last: int) -> bool:
    return all(tokens.starts[index] == tokens.ends[index - 1] for index in range(first + 1, last))


def _capital(tokens: Tokens, index: int) -> bool:
    return tokens.text[tokens.starts[index]].isupper() or tokens.text[tokens.starts[index]].isdigit()


def _named(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the last word of letters is capitalised."""
    words = [index for index in range(first, last) if tokens.words[index][0].isalpha()]
    return not words or _capital(tokens, words[-1])


def _opens(tokens: Tokens, index: int) -> bool:
    """Whether a sentence or a quotation starts with the token."""
    position = bisect_right(tokens.sentences, index) - 1
    return tokens.sentences[position] == index or tokens.words[index - 1] in ('"', "“", ":", "”")


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
        if found.result == "YR" and isinstance(node, Point) and node.year is not None:
            return 1900 <= node.year <= 2050 or found.form != "year-number" or self._introduced(found.item.first)
        return found.result in RESULTS

    def _tense(self, node: Node, first: int, last: int) -> int:
        """The tense around a time; "delayed until Monday" and "ready by winter" lie ahead whatever it is."""
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
        stretch = _bounded(period(extent, _basis(node)), mod, self.tokens, first) if extent is not None else None
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


def _value(node: Node, extent: Extent) -> str:
    """The TIMEX3 value of a placed time, with the zone that was named."""
    clock = node if isinstance(node, Clock) else node.clock if isinstance(node, (Point, Relative)) else None
    return extent.value() + zone_of(clock)


def _moment(day: str) -> Extent:
    second = civil.parse_moment(day)
    return Extent(second, second, "minute") if "T" in day else day_of(second // civil.DAY)


def _trimmed(tokens: Tokens, found: Found) -> tuple[int, int]:
    """The tokens of a mention: without the prepositions and the article before it."""
    first, last = found.item.first, found.item.last
    while first < last - 1 and tokens.words[first] in _LEADING:
        first += 1
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


def _bounded(stretch: Period, mod: Mod, tokens: Tokens, first: int) -> Period:
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
