"""From amounts to mentions: span, hedge, change, kind, dimension and value."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from factcheck.model import Mention, Mod, Value
from factcheck.quantity import value
from factcheck.quantity.amount import Amount
from factcheck.quantity.around import NONE, Governed, change_of, hedge_after, hedge_before
from factcheck.quantity.lexicon import CURRENCY, NUMERAL, HedgeForm, QuantityLexicon, UnitOf
from factcheck.quantity.number import FRACTION, ORDINAL, VAGUE
from factcheck.quantity.phrase import Noun
from factcheck.quantity.series import Series
from factcheck.quantity.special import RATIO, SHARE
from factcheck.tokens import DIGITS, Tokens

_COUNT = UnitOf("", "count", "count")
_NUMBER = UnitOf("", "number", "number")
_RANK = UnitOf("", "rank", "rank")
_SCORE = UnitOf("", "number", "score")


_PREPOSITIONS = frozenset(
    ("by", "in", "at", "on", "for", "from", "to", "with", "of", "under", "via", "through", "as", ".")
)


LEAST_LEVEL = 3
"""From how many times the amount of a change on what follows "to" is the level reached and no second end of it."""
LONGEST_EXTRA = 20
"""How many characters a span may be longer than the number for the sake of hedge and counted noun."""


class Writer:
    """Collects the mentions of one text; `start` is the first token of the sentence that is read."""

    __slots__ = ("group", "lexicon", "mentions", "start", "tokens")

    def __init__(self, tokens: Tokens, lexicon: QuantityLexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.mentions: list[Mention] = []
        self.group = 0
        self.start = 0

    def follows_rank(self, index: int) -> bool:
        """Whether the mention that ends shortly before token `index` is a rank."""
        return bool(self.mentions) and self.mentions[-1].kind == "rank" and index - self.mentions[-1].last <= 2

    # Amounts

    def single(self, amount: Amount, floor: int, stop: int) -> int:
        """Writes one amount; gives the token from which to go on."""
        hedge, first, last = self._hedge(amount.first, amount, floor, stop)
        governed = self._inherited(self._change(amount, first, last, stop), first)
        self._inherit_unit(amount, governed, first)
        if last == amount.last:
            last = self._tight(amount, first)
        self._add(amount, first, last, hedge, governed, self._paired(amount, governed))
        if hedge is not None and len(self.mentions) > 1 and first <= self.mentions[-2].last + 2:
            self._join_bounds()
        return last

    def _tight(self, amount: Amount, first: int) -> int:
        """The end of the span: it leaves a long counted noun out, so that it is hardly longer than the number."""
        noun, starts, ends = amount.noun, self.tokens.starts, self.tokens.ends
        if noun is None or noun.joined or amount.last != noun.last:
            return amount.last
        extra = (ends[amount.last - 1] - starts[first]) - (ends[amount.number.last - 1] - starts[amount.first])
        return amount.number.last if extra > LONGEST_EXTRA else amount.last

    def _paired(self, amount: Amount, governed: Governed) -> int:
        """The group of a level after a change whose level before stands shortly before it; -1 if there is none."""
        if governed.change != "to" or not self.mentions:
            return -1
        last = self.mentions[-1]
        unit = _unit_of(amount)
        if last.change != "from" or last.group >= 0 or last.first < self.start or last.dimension != unit.dimension:
            return -1
        group = self._next_group()
        self.mentions[-1] = structs.replace(last, group=group)
        return group

    def _inherited(self, governed: Governed, first: int) -> Governed:
        """ "lost 190 points, or 0.6%", "by 1.5 degrees (2.7 Fahrenheit)": the second says the same change again."""
        if governed.change is not None or not self.mentions:
            return governed
        last = self.mentions[-1]
        between = self.tokens.words[last.last : first]
        if last.change in ("up", "down") and last.first >= self.start and between in (["("], [",", "or"], ["or"]):
            return Governed(last.change, "nominal" in last.rule)
        return governed

    def _inherit_unit(self, amount: Amount, governed: Governed, first: int) -> None:
        """ "435 homes by auction and 187 by tender", "to 3.9 million cars, up from 2.4 million"."""
        if amount.unit is not None or amount.noun is not None or not self.mentions or amount.rule:
            return
        last = self.mentions[-1]
        if last.kind not in ("count", "money", "measure") or last.noun is None or last.first < self.start:
            return
        near = amount.first - last.last <= 8
        between = self.tokens.words[amount.first - 1]
        behind = self.tokens.words[amount.last] if amount.last < len(self.tokens.words) else "."
        goes_on = between in ("and", ",", "or") and behind in _PREPOSITIONS
        others = behind in ("others", "more", "other", "fewer") and last.kind == "count"
        if near and (goes_on or others or (governed.change in ("from", "to") and last.kind == "count")):
            amount.noun = Noun(last.unit or "", last.noun[0], last.noun[1], last.noun[1] - 1)
            amount.rule = "ellipsis"

    def _join_bounds(self) -> None:
        """ "above 10 and below 20": a lower bound and the upper one right behind it are one range."""
        low, high = self.mentions[-2:]
        between = self.tokens.words[low.last : high.first]
        if low.mod not in (">", ">=") or high.mod not in ("<", "<=") or between not in (["and"], [","], ["but"]):
            return
        one, two = low.value, high.value
        if one is None or two is None or one.low is None or two.high is None or one.low >= two.high:
            return
        if low.dimension != high.dimension and low.unit is not None:
            return
        both = Value(low=one.low, high=two.high, low_open=one.low_open, high_open=two.high_open)
        joined = structs.replace(high, start=low.start, first=low.first, value=both, mod="=", rule="range bounds")
        self.mentions[-2:] = [joined]

    def plain(self, amount: Amount) -> None:
        """Writes a number that stands among numbers, without looking around it."""
        stated = value.of_number(amount.number, "number", 1, "=", 0.0)
        self._put(None, _NUMBER, stated, amount.first, amount.last, "=", NONE, -1, "row")

    def series(self, series: Series, floor: int, stop: int) -> int:
        """Writes the amounts of a series; gives the token from which to go on."""
        members = series.members
        if not members:
            return series.last
        if len(members) == 1:
            return self.single(members[0], floor, stop)
        if series.kind == "pair" or (series.kind == "from" and self._changes(members[0])):
            return self._pair(members, floor, stop)
        if series.kind == "nested":
            return self._range(members[1:], self.single(members[0], floor, stop), stop)
        if series.kind == "range" and self._reaches(*members):
            return self.single(members[1], self.single(members[0], floor, stop), stop)
        if series.kind in ("range", "from"):
            return self._range(members, floor, stop)
        return self._list(members, series.kind, floor, stop)

    def _changes(self, amount: Amount) -> bool:
        """Whether a word of change governs "from": "rose from 4% to 6%", but not "prices from $4 to $6"."""
        return change_of(self.tokens, amount.first, amount.last, self.start, amount.last, self.lexicon).change == "from"

    def _reaches(self, one: Amount, two: Amount) -> bool:
        """Whether "to" leads from the amount of a change to the level reached: "rose $15 to $45", but not "rose $2 to
        $3". The level is told as many times the change, or the level before stands behind it ("to $45 from $40")."""
        tokens = self.tokens
        if tokens.words[two.first - 1] != "to" or tokens.words[one.last : one.last + 1] != ["to"]:
            return False
        moves = change_of(tokens, one.first, one.last, self.start, one.last, self.lexicon).change in (
            "up",
            "down",
            "by",
        )
        higher = value.in_base(two.number, _unit_of(two)) >= LEAST_LEVEL * value.in_base(one.number, _unit_of(one))
        behind = tokens.words[two.last : two.last + 2]
        compared = (
            behind[:1] == ["from"] and len(behind) > 1 and tokens.marks[two.last + 1] & (DIGITS | CURRENCY | NUMERAL)
        )
        return moves and (higher or bool(compared))

    def _pair(self, members: Sequence[Amount], floor: int, stop: int) -> int:
        group = self._next_group()
        last = floor
        for amount, change in zip(members, ("from", "to"), strict=False):
            hedge, first, last = self._hedge(amount.first, amount, last, stop)
            self._add(amount, first, last, hedge, Governed(change), group)  # type: ignore[arg-type]
        return last

    def _list(self, members: Sequence[Amount], kind: str, floor: int, stop: int) -> int:
        group = self._next_group()
        last = floor
        for amount in members:
            if kind == "score":
                amount.rule = "score"
            hedge, first, last = self._hedge(amount.first, amount, last, stop)
            governed = NONE if kind == "score" else self._change(amount, first, last, stop)
            self._add(amount, first, last, hedge, governed, group)
        return last

    def _next_group(self) -> int:
        self.group += 1
        return self.group

    def _hedge(self, first: int, amount: Amount, floor: int, stop: int) -> tuple[HedgeForm | None, int, int]:
        """The hedge around an amount, and the tokens of the amount with it."""
        found = hedge_before(self.tokens, first, floor, self.lexicon)
        if found is not None and amount.unit is not None and amount.unit.kind == "duration" and self._lasts(found[1]):
            return None, first, amount.last
        hedge = None
        if found is not None:
            hedge, first = found
            more = hedge_before(self.tokens, first, floor, self.lexicon)
            if more is not None:
                hedge = more[0] if hedge.mod in ("=", "~") else hedge
                first = more[1]
        last = amount.last
        behind = hedge_after(self.tokens, last, stop, self.lexicon)
        if behind is not None:
            hedge, last = behind[0] if hedge is None or hedge.mod in ("~", "=") else hedge, behind[1]
        return hedge, first, last

    def _lasts(self, first: int) -> bool:
        """Whether "over" at token `first` tells how long something went on: "fell 5% over two years"."""
        words = self.tokens.words
        before = words[first - 1] if first > self.start else ""
        return words[first] == "over" and before not in self.lexicon.classes["lasting"]

    def _change(self, amount: Amount, first: int, last: int, stop: int) -> Governed:
        if amount.unit is RATIO:
            return Governed("times")
        if amount.number.form & ORDINAL or (amount.unit is not None and amount.unit.kind == "age"):
            return NONE
        behind = self.tokens.words[last] if last < stop else ""
        if (
            amount.unit is not None
            and amount.unit.dimension == "length"
            and behind in self.lexicon.classes["directions"]
        ):
            return NONE  # "sank 20 miles off the coast"
        return change_of(self.tokens, first, last, self.start, stop, self.lexicon)

    def _add(
        self,
        amount: Amount,
        first: int,
        last: int,
        hedge: HedgeForm | None,
        governed: Governed,
        group: int,
    ) -> None:
        unit = _unit_of(amount)
        mod: Mod = "=" if hedge is None else hedge.mod
        share = 0.0 if hedge is None else hedge.share
        if hedge is None and amount.number.form & VAGUE:
            mod = "~"
        stated = value.of_number(amount.number, unit.kind, unit.scale, mod, share)
        if amount.tolerance and stated.point is not None:
            stated = Value(
                low=stated.point - amount.tolerance, high=stated.point + amount.tolerance, point=stated.point
            )
        if unit is RATIO and governed.change == "times" and stated.point is not None and mod == "=":
            stated = value.of_multiple(stated.point, as_increase=True)
        self._put(amount.noun, unit, stated, first, last, mod, governed, group, _rule(amount, hedge, governed))

    def _put(
        self,
        noun: Noun | None,
        unit: UnitOf,
        stated: Value,
        first: int,
        last: int,
        mod: Mod,
        governed: Governed,
        group: int,
        rule: str,
    ) -> None:
        tokens = self.tokens
        name: str | None = unit.name or None
        if unit.kind == "count" and noun is not None:
            name = noun.unit if not unit.name else unit.name
        self.mentions.append(
            Mention(
                start=tokens.starts[first],
                end=tokens.ends[last - 1],
                first=first,
                last=last,
                kind=unit.kind,
                value=stated,
                unit=name,
                dimension=unit.dimension,
                factor=unit.factor,
                mod=mod,
                change=governed.change,
                noun=None if noun is None else (noun.first, noun.last),
                group=group,
                rule=rule,
            )
        )

    # Ranges

    def _range(self, members: Sequence[Amount], floor: int, stop: int) -> int:
        one, two = members
        hedge, first, _ = self._hedge(one.first, one, floor, one.last)
        first = self._opened(first, floor)
        if hedge is None:
            found = hedge_before(self.tokens, first, floor, self.lexicon)
            hedge, first = (None, first) if found is None else found
        behind = hedge_after(self.tokens, two.last, stop, self.lexicon)
        last = two.last if behind is None else behind[1]
        hedge = hedge or (None if behind is None else behind[0])
        governed = self._inherited(self._change(one, first, one.last, stop), first)
        unit = _unit_of(two)
        mod: Mod = "=" if hedge is None else hedge.mod
        share = 0.0 if hedge is None else hedge.share
        stated = _range_value(one, two, unit, mod, share)
        rule = "range" if hedge is None else f"range {hedge.rule}"
        self._put(two.noun, unit, stated, first, last, mod, governed, -1, rule + " nominal" * governed.nominal)
        return last

    def _opened(self, first: int, floor: int) -> int:
        """The token of "between" or "from" that opens a range."""
        if first > floor and self.tokens.words[first - 1] in ("between", "from"):
            return first - 1
        return first

    # Zero and multiples

    def zero(self, first: int, last: int, unit: str, noun: Noun | None, rule: str) -> None:
        """Writes a zero in words."""
        stated = Value(low=0.0, high=0.0, point=0.0)
        self._put(noun or Noun(unit, first, last, first), _COUNT, stated, first, last, "=", NONE, -1, rule)

    def multiple(self, first: int, last: int, factor: float, as_increase: bool, floor: int) -> None:
        """Writes a word that multiplies, with its hedge ("more than doubled")."""
        found = hedge_before(self.tokens, first, floor, self.lexicon)
        stated = value.of_multiple(factor, as_increase)
        mod: Mod = "="
        if found is not None:
            hedge, first = found
            mod = hedge.mod
            whole = int(factor) if factor == int(factor) else None
            if mod != "=" and whole is not None:
                stated = value.hedged(whole, None, mod, hedge.share)
        rule = "fold" if self.tokens.words[last - 1].endswith("fold") else "multiple"
        self._put(None, RATIO, stated, first, last, mod, Governed("times"), -1, rule)


def _unit_of(amount: Amount) -> UnitOf:
    if amount.rule == "score":
        return _SCORE
    if amount.unit is not None:
        return amount.unit
    if amount.number.form & ORDINAL:
        return _RANK
    if amount.noun is not None and not (amount.number.form & FRACTION and amount.number.point < 1):
        return _COUNT
    if amount.rule == "ratio":
        return RATIO
    if amount.rule == "share" or (amount.number.form & FRACTION and 0 < amount.number.point < 1):
        return SHARE
    return _NUMBER


def _range_value(one: Amount, two: Amount, unit: UnitOf, mod: Mod, share: float) -> Value:
    low, high = one.number.point, two.number.point
    scale = unit.scale
    if one.unit is not None and two.unit is not None and one.unit.name != two.unit.name and two.unit.factor:
        ratio = one.unit.factor / two.unit.factor
        return Value(low=float(low) * ratio, high=float(high))
    return value.of_range(low, high, scale, mod, share)


_REACHED = {"up": "rising", "down": "falling"}


def _rule(amount: Amount, hedge: HedgeForm | None, governed: Governed) -> str:
    """What was recognised beside number and unit: vague, the id of the hedge, nominal, rising or falling to a level."""
    vague = "vague" if amount.number.form & VAGUE else ""
    if hedge is None and governed.change is None:
        return amount.rule or vague
    reached = _REACHED.get(governed.direction or "", "")
    parts = (amount.rule or vague, "" if hedge is None else hedge.rule, "nominal" if governed.nominal else "", reached)
    return " ".join(part for part in parts if part)
