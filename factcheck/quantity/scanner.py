"""The scan: from the tokens of a document to its quantity mentions, in text order, none overlapping another.

It jumps from one token that can start a quantity to the next (their marks tell), reads an amount, joins the amounts
that belong to it, and hands them to `factcheck.quantity.mentions`. Nothing reaches over the end of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from factcheck.model import Mention, SourceOptions
from factcheck.quantity import identifier, special
from factcheck.quantity.amount import Amount, lone_minus, read
from factcheck.quantity.around import hedge_before
from factcheck.quantity.lexicon import (
    ARTICLE,
    MULTIPLE,
    NUMBER,
    NUMERAL,
    UNIT,
    ZERO,
    QuantityLexicon,
)
from factcheck.quantity.mentions import Writer
from factcheck.quantity.number import DECIMALS, DIGIT_FORM, FRACTION, ORDINAL, SCALED, WORD_FORM, YEAR, number_at
from factcheck.quantity.phrase import attributive, noun_after
from factcheck.quantity.series import series_of
from factcheck.quantity.surface import currency_before, unit_at
from factcheck.tokens import DIGITS, Tokens

_COUNTED = UNIT | NUMERAL
_WORDS = ZERO | MULTIPLE
TRIGGERS = NUMBER | ARTICLE | _WORDS

_EXACT = SCALED | DECIMALS
"""Forms that a year or a day of a month has not."""

_COMMA_STYLE = re.compile(r"\.(?<=\d\.)\d{3}(?:,\d|\.\d{3})")
_POINT_STYLE = re.compile(r",(?<=\d,)\d{3}(?:\.\d|,\d{3})")
"""Both start with their sign, for which the engine looks fastest."""


def scan(tokens: Tokens, lexicon: QuantityLexicon, options: SourceOptions) -> list[Mention]:
    """All quantities of a document. `options` are those of its source.

    Dates and clock times are left to `factcheck.period`; a bare number that may be a year is a mention of kind number
    with the rule year-like.
    """
    scanner = _Scanner(tokens, lexicon)
    return scanner.run()


def decimal_comma(tokens: Tokens) -> bool:
    """Whether a document writes "1.204,5": it has such a number and none like "1,204.5"."""
    return _COMMA_STYLE.search(tokens.text) is not None and _POINT_STYLE.search(tokens.text) is None


class _Scanner:
    """The state of one scan: the sentence it is in, and the token before which everything is read."""

    __slots__ = ("comma", "floor", "lexicon", "start", "stop", "tokens", "writer")

    def __init__(self, tokens: Tokens, lexicon: QuantityLexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.writer = Writer(tokens, lexicon)
        self.floor = self.start = self.stop = 0
        self.comma = decimal_comma(tokens)

    def run(self) -> list[Mention]:
        sentences, marks = self.tokens.sentences, self.tokens.marks
        for index in self.tokens.having(TRIGGERS):
            if index < self.floor:
                continue
            mark = marks[index]
            if mark & ARTICLE and not (index + 1 < len(marks) and marks[index + 1] & _COUNTED):
                continue
            if index >= self.stop:
                place = bisect_right(sentences, index)
                self.start = self.floor = self.writer.start = sentences[place - 1]
                self.stop = sentences[place] if place < len(sentences) else len(marks)
            if mark & ARTICLE and index + 1 >= self.stop:
                continue
            if mark & _WORDS and not mark & NUMBER:
                self.floor = max(self.floor, special.word_at(self.writer, index, self.floor, self.stop))
            else:
                self.floor = max(self.floor, self._amount(index))
        return self.writer.mentions

    # One amount and what is joined to it

    def _amount(self, index: int) -> int:
        """Writes the mentions that start at `index`; gives the token from which to go on."""
        tokens = self.tokens
        if tokens.marks[index] & DIGITS:
            if index + 4 < self.stop and tokens.words[index + 1] in "-–":
                behind = identifier.chain_end(tokens, index, self.stop)
                if behind > index:
                    return behind
            if self._in_row(index):
                return self._plain(index)
            code = identifier.pattern_at(tokens, index, index + 1, self.lexicon)
            if code is not None and currency_before(tokens, index, self.floor, self.lexicon) is None:
                behind = max(index + 1, bisect_right(tokens.starts, code[1] - 1))
                if code[0] != "phone" or unit_at(tokens, behind, self.stop, self.lexicon) is None:
                    return behind
        joined = index == self.floor or not self._after_between(index)
        amount = self._read(index, self.floor, joined)
        if amount is None:
            return self.floor
        if amount.first == 1:
            lone_minus(tokens, amount)
        if (
            amount.number.form & YEAR
            and amount.unit is not None
            and special.is_year_before_name(tokens, amount, self.start, self.lexicon)
        ):
            return amount.number.last
        if amount.unit is None and self._is_calendar(amount):
            return special.calendar_end(tokens, amount.number.last, self.stop)
        if amount.unit is None:
            behind = self._name_end(amount)
            if behind > index:
                return behind
        return self._write(amount)

    def _in_row(self, index: int) -> bool:
        """Whether the digits stand in a row of bare numbers: nothing around them can be a unit or a hedge."""
        marks = self.tokens.marks
        if index - 2 < self.start or index + 2 >= self.stop or self.floor != index:
            return False
        return bool(marks[index - 2] & marks[index - 1] & marks[index + 1] & marks[index + 2] & DIGITS)

    def _plain(self, index: int) -> int:
        number = number_at(self.tokens, index, self.stop, self.lexicon, comma=self.comma)
        if number is None:
            return index + 1
        self.writer.plain(Amount(index, number, number.last))
        return number.last

    def _after_between(self, index: int) -> bool:
        begin = max(self.floor, index - 3)
        return "between" in self.tokens.words[begin:index]

    def _read(self, index: int, floor: int, joined: bool) -> Amount | None:
        amount = read(self.tokens, index, floor, self.stop, self.lexicon, joined, self.comma)
        if amount is not None and amount.unit is None:
            self._find_noun(amount)
        return amount

    def _find_noun(self, amount: Amount) -> None:
        tokens, lexicon = self.tokens, self.lexicon
        if amount.number.form & ORDINAL:
            return
        noun = noun_after(tokens, amount.number, amount.last, self.stop, lexicon)
        if noun is None and not amount.number.form & FRACTION:
            noun = attributive(tokens, amount.number, amount.first, self.stop, lexicon)
        if noun is None or (amount.number.form & (DECIMALS | SCALED) == DECIMALS and noun.head > noun.first):
            return  # "7.5 magnitude quakes" are not 7.5 quakes
        amount.noun = noun
        form = lexicon.units.get(tokens.words[noun.head])
        spelled = form is not None and not form[-1].rest and not form[-1].symbol and not noun.joined
        if form is not None and spelled and noun.head > amount.last:
            amount.unit, amount.noun, amount.last = form[-1].unit, None, noun.last
        elif noun.first == noun.head and (noun.joined or noun.first == amount.last):
            amount.last = noun.last

    def _is_calendar(self, amount: Amount) -> bool:
        """Whether the number is surely a year or a day of a month, which `factcheck.period` reads."""
        form = amount.number.form
        if not form & DIGIT_FORM or form & _EXACT:
            return False
        if form & YEAR:
            return special.is_year(self.tokens, amount, self.start, self.stop, self.lexicon)
        return amount.number.point <= 31 and special.is_day(self.tokens, amount, self.start, self.stop, self.lexicon)

    def _name_end(self, amount: Amount) -> int:
        """The token behind a number without a unit that is an identifier, or no number at all ("one" as a pronoun),
        and behind the numbers that go on with it; 0 if it counts."""
        tokens, number, lexicon = self.tokens, amount.number, self.lexicon
        direct = amount.noun is not None and amount.noun.head <= number.last + 1
        form = identifier.named(tokens, amount.first, self.floor, lexicon, direct)
        if form is not None:
            return identifier.names_end(tokens, number.last, self.stop, form.several)
        if number.form & WORD_FORM:
            named = identifier.named_behind(tokens, number.last, self.stop, lexicon) is not None
            no_count = named or special.is_no_count(tokens, amount, self.start, self.stop, lexicon)
            return number.last if no_count else 0
        if not number.form & DIGIT_FORM or self._opens_range(number.last) or not self._is_code(amount, direct):
            return 0
        return identifier.names_end(tokens, number.last, self.stop)

    def _opens_range(self, after: int) -> bool:
        """Whether a dash and a number with a unit stand behind a number: "CI 10-38%"."""
        tokens = self.tokens
        if after + 2 >= self.stop or tokens.words[after] not in "-–" or not tokens.marks[after + 1] & DIGITS:
            return False
        return unit_at(tokens, after + 2, self.stop, self.lexicon) is not None

    def _is_code(self, amount: Amount, direct: bool) -> bool:
        """Whether digits are part of a name; `direct` tells that a counted noun stands right behind them."""
        tokens, number, lexicon = self.tokens, amount.number, self.lexicon
        if identifier.named_behind(tokens, number.last, self.stop, lexicon) is not None:
            return True
        if identifier.is_coded(tokens, amount.first, self.floor, lexicon):
            return True
        if not direct and identifier.of_a_name(tokens, number, amount.first, self.floor, lexicon):
            return True
        if amount.noun is None and identifier.before_a_name(tokens, number, amount.first, self.start, self.stop):
            return True
        return amount.last == number.last and self._glued(number.last)

    def _glued(self, after: int) -> bool:
        """Whether letters hang on the digits that are no unit, suffix or ending: "13F", "787s"."""
        tokens = self.tokens
        return after < self.stop and tokens.touches(after) and tokens.words[after][0].isalpha()

    def _write(self, amount: Amount) -> int:
        if special.age(self.tokens, amount, self.floor, self.stop, self.lexicon):
            return self._ages(amount)
        if amount.number.form & ORDINAL and not special.is_rank(self.writer, amount, self.start, self.stop):
            return amount.last
        if special.multiple(self.tokens, amount, self.floor, self.stop, self.lexicon):
            return self.writer.single(amount, self.floor, self.stop)
        if amount.rule == "article" and not self._article_counts(amount):
            return amount.last
        series = series_of(self.tokens, amount, self.floor, self.stop, self._read, self.lexicon)
        for member in reversed(series.members):
            self._settle(member)
            last = series.members[-1].unit
            if last is not None and last.kind == "age" and member.unit is not None and member.unit.kind == "duration":
                member.unit = last  # "12, 14 and 15 years old"
        return self.writer.series(series, self.floor, self.stop)

    def _ages(self, amount: Amount) -> int:
        """Writes an age with those that go on with it: "aged 5, 7 and 9", "ages 12 to 14"."""
        if amount.last == amount.number.last:
            bare = Amount(amount.first, amount.number, amount.last)
            series = series_of(self.tokens, bare, self.floor, self.stop, self._read, self.lexicon)
            if len(series.members) > 1 and all(special.is_bare_age(member) for member in series.members):
                for member in series.members:
                    member.unit, member.rule = amount.unit, amount.rule
                return self.writer.series(series, self.floor, self.stop)
        return self.writer.single(amount, self.floor, self.stop)

    def _article_counts(self, amount: Amount) -> bool:
        """Whether "a" means one: before weights and lengths, before money only with a hedge, before time also behind
        "for" and "within"."""
        if amount.unit is None or amount.unit.kind not in ("duration", "money"):
            before = self.tokens.words[amount.first - 1] if amount.first > self.start else ""
            return before not in ("per", "such", "what", "half", "once", "twice")
        before = self.tokens.words[amount.first - 1] if amount.first > self.start else ""
        if before in ("for", "within") and amount.unit.kind == "duration":
            return True
        return before != "like" and (hedge_before(self.tokens, amount.first, self.floor, self.lexicon) is not None)

    def _settle(self, amount: Amount) -> None:
        """Ages that end a range or list ("10 to 12 years old")."""
        if amount.noun is not None and amount.noun.unit == "time":
            special.multiple(self.tokens, amount, self.floor, self.stop, self.lexicon)  # "20 to 30 times larger"
        if amount.unit is not None and amount.unit.kind == "duration":
            special.age(self.tokens, amount, self.floor, self.stop, self.lexicon)
        if amount.number.form & YEAR and amount.unit is None and amount.noun is None:
            amount.rule = amount.rule or "year-like"
