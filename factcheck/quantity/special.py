"""Readings that are not number and unit: zeros in words, multiples, ages, ranks, and "one" where it counts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.quantity.amount import Amount
from factcheck.quantity.lexicon import CHANGE, CLOSED, QuantityLexicon, UnitOf
from factcheck.quantity.number import DIGIT_FORM, FRACTION, ORDINAL, SCALED, VAGUE, YEAR
from factcheck.quantity.phrase import Noun
from factcheck.quantity.surface import HYPHENS
from factcheck.tokens import DIGITS, Tokens

if TYPE_CHECKING:
    from factcheck.quantity.mentions import Writer

RATIO = UnitOf("", "ratio", "ratio")
SHARE = UnitOf("", "ratio", "percent", factor=100.0)
"""A share of one ("a third", "one in five") compares with percentages."""

_NAMED_AGE = 115
_NO_AGE = ORDINAL | SCALED | VAGUE | YEAR
"""Forms of numbers that are no ages."""


# Zero


def word_at(writer: Writer, index: int, floor: int, stop: int) -> int:
    """Writes what a word of zero or of multiplication says at token `index`; gives the token before which nothing
    more is read."""
    lexicon, tokens = writer.lexicon, writer.tokens
    word = tokens.words[index]
    if word in lexicon.multiples or word in lexicon.folds or word == "twice":
        return _multiple_word(writer, index, floor, stop)
    if word == "no":
        return _no(writer, index, stop)
    if word in lexicon.unhurt:
        writer.zero(index, index + 1, "injury", None, "unhurt")
    elif word == "nobody":
        if _someone_hurt(tokens, index + 1, stop, lexicon):
            writer.zero(index, index + 1, "person", None, "nobody")
    elif index + 1 < stop and tokens.words[index + 1] == "of":
        _none_of(writer, index, stop)
    return index


def _someone_hurt(tokens: Tokens, index: int, stop: int, lexicon: QuantityLexicon) -> bool:
    return not lexicon.classes["harm"].isdisjoint(tokens.words[index : min(stop, index + 7)])


def _no(writer: Writer, index: int, stop: int) -> int:
    """ "no casualties", "no further arrests", "no one was hurt"."""
    tokens, lexicon = writer.tokens, writer.lexicon
    if index + 1 < stop and tokens.words[index + 1] == "one":
        if _someone_hurt(tokens, index + 2, stop, lexicon):
            writer.zero(index, index + 2, "person", None, "nobody")
        return index
    for at in range(index + 1, min(stop, index + 4)):
        word = tokens.words[at]
        if word in lexicon.zero_nouns:
            noun = lexicon.noun(word) or word
            writer.zero(index, at + 1, noun, Noun(noun, index + 1, at + 1, at), "no")
            return at + 1
        if tokens.marks[at] & CLOSED or not word[0].isalpha():
            break
    return index


def _none_of(writer: Writer, index: int, stop: int) -> None:
    tokens, lexicon = writer.tokens, writer.lexicon
    for at in range(index + 2, min(stop, index + 7)):
        noun = lexicon.noun(tokens.words[at])
        if noun is not None and not tokens.marks[at] & CLOSED:
            writer.zero(index, index + 1, noun, Noun(noun, index + 2, at + 1, at), "none")
            return
        if tokens.words[at] in (",", ".", ";", "who", "which"):
            return


# Multiples


def _multiple_word(writer: Writer, index: int, floor: int, stop: int) -> int:
    tokens, lexicon = writer.tokens, writer.lexicon
    word = tokens.words[index]
    form = lexicon.multiples.get(word)
    if form is not None and form.factor is not None:
        following = tokens.words[index + 1] if index + 1 < stop else "."
        previous = tokens.words[index - 1] if index > floor else ""
        attribute = following[0].isalpha() and word in ("double", "triple", "treble") and previous != "to"
        if not (attribute or following in HYPHENS or previous in HYPHENS or previous in ("a", "the")):
            writer.multiple(index, index + 1, form.factor, False, floor)
    elif word == "twice":
        if index + 1 < stop and tokens.words[index + 1] in lexicon.classes["compared"]:
            writer.multiple(index, index + 1, 2.0, False, floor)
    else:
        writer.multiple(index, index + 1, float(lexicon.folds[word]), False, floor)
    return index


def multiple(tokens: Tokens, amount: Amount, floor: int, stop: int, lexicon: QuantityLexicon) -> bool:
    """Whether the amount multiplies: "four times the number", "a 2.5-time increase", "10-fold"."""
    number = amount.number
    after = number.last
    if after >= stop or number.form & (ORDINAL | FRACTION) or amount.unit is not None:
        return False
    joined = tokens.words[after] in HYPHENS and tokens.touches(after)
    at = after + joined
    word = tokens.words[at] if at < stop else ""
    if word not in ("times", "time", "fold", "x"):
        return False
    if word == "time" and not (at + 1 < stop and tokens.marks[at + 1] & CHANGE):
        return False  # "a six-time champion"
    if word == "x" and (joined or not tokens.touches(at)):
        return False
    if (
        word in ("times", "time")
        and not joined
        and not _is_compared(tokens, amount.first, at + 1, floor, stop, lexicon)
    ):
        return False
    amount.noun, amount.unit, amount.last, amount.rule = None, RATIO, at + 1, "times"
    return True


def _is_compared(tokens: Tokens, first: int, after: int, floor: int, stop: int, lexicon: QuantityLexicon) -> bool:
    if after < stop and (tokens.words[after] in lexicon.classes["compared"] or tokens.words[after].endswith("er")):
        return True
    for at in range(first - 1, max(floor, first - 4) - 1, -1):
        if tokens.marks[at] & CHANGE and tokens.words[at] in lexicon.verbs:
            return True
    return False


# Ages


def age(tokens: Tokens, amount: Amount, floor: int, stop: int, lexicon: QuantityLexicon) -> bool:
    """Turns the amount into an age where the words say so: "42-year-old", "aged 42", "Smith, 42,"."""
    unit = amount.unit
    if unit is not None:
        return unit.kind == "duration" and _is_old(tokens, amount, stop)
    number = amount.number
    if not isinstance(number.point, int) or number.form & _NO_AGE or amount.first <= floor:
        return False
    if not 0 < number.point <= _NAMED_AGE:
        return False
    following = tokens.words[number.last] if number.last < stop else "."
    if following in ("yo", "y") and tokens.words[number.last : number.last + 3] in (["y", "/", "o"],):
        return _as_age(amount, lexicon, number.last + 3)
    if following == "yo":
        return _as_age(amount, lexicon, number.last + 1)
    before = tokens.words[amount.first - 1]
    if amount.noun is None and (
        before == "aged"
        or (before == "age" and following != "group")
        or _ages_before(tokens, amount, floor)
        or _of_persons(tokens, amount, floor, stop, lexicon)
    ):
        return _as_age(amount, lexicon, number.last)
    if not number.form & DIGIT_FORM or amount.noun is not None:
        return False
    named = before == "," and _after_name(tokens, amount.first - 2, floor, lexicon)
    apposed = before == "," and following == "," and (named or _after_one(tokens, amount, floor))
    if apposed or (named and _one_of_two(tokens, number.last, stop, lexicon)) or _who_is(tokens, amount, floor, stop):
        return _as_age(amount, lexicon, number.last)
    return False


def _one_of_two(tokens: Tokens, index: int, stop: int, lexicon: QuantityLexicon) -> bool:
    """Whether "and", another name and its age follow: "Ann Lee, 20 and Jo Day, 24, were …"."""
    if tokens.words[index : index + 1] != ["and"] or not _after_name(tokens, index + 1, index, lexicon):
        return False
    ages = range(index + 2, min(stop - 1, index + 7))
    return any(tokens.words[at] == "," and tokens.marks[at + 1] & DIGITS for at in ages)


def _who_is(tokens: Tokens, amount: Amount, floor: int, stop: int) -> bool:
    """Whether a number is all that is said of a person: "who was 18 at the time", "he is just 34."."""
    at, behind = amount.first - 1, amount.number.last
    at -= tokens.words[at] in _MERELY
    if at - 1 < floor or tokens.words[at] not in _IS or tokens.words[at - 1] not in _WHO:
        return False
    then = tokens.words[behind : behind + 3]
    return behind >= stop or then[0] in _THEN or then == ["at", "the", "time"]


_IS = frozenset({"is", "was", "turned", "turns"})
_WHO = frozenset({"who", "he", "she"})
_MERELY = frozenset({"just", "only", "now", "then"})
_THEN = frozenset({",", ".", ";", "!", "?", "when"})


def _ages_before(tokens: Tokens, amount: Amount, floor: int) -> bool:
    """ "the age of 5", "ages 5", "aged between 5 (and 7)"."""
    at = amount.first - 1
    if tokens.words[at] in ("between", "from", "ages"):
        return tokens.words[at] == "ages" or (at - 1 >= floor and tokens.words[at - 1] in ("aged", "ages"))
    return at - 1 > floor and tokens.words[at] == "of" and tokens.words[at - 1] in ("age", "ages")


def _of_persons(tokens: Tokens, amount: Amount, floor: int, stop: int, lexicon: QuantityLexicon) -> bool:
    """ "children under 5", "people over the age of 65", "men 65 and older"."""
    words, at = tokens.words, amount.first - 1
    older = words[amount.number.last + 1 : min(stop, amount.number.last + 2)]
    if words[at] in ("under", "over"):
        return (
            at - 1 >= floor
            and words[at - 1] in lexicon.classes["persons"]
            and _closes(tokens, amount.number.last, stop)
        )
    aged = older in (["older"], ["younger"]) and words[amount.number.last] in ("and", "or")
    return aged and (words[at] in lexicon.classes["persons"] or words[at] in ("aged", "are", "were", "those"))


def _closes(tokens: Tokens, index: int, stop: int) -> bool:
    return (
        index >= stop
        or bool(tokens.marks[index] & CLOSED)
        or not tokens.words[index][0].isalnum()
        or (tokens.words[index] not in ("percent", "years", "year") and not tokens.words[index].endswith("s"))
    )


def _after_name(tokens: Tokens, index: int, floor: int, lexicon: QuantityLexicon) -> bool:
    """Whether a capitalised word that is no month ends at `index`, and no list of numbers."""
    if index < floor or tokens.words[index] in lexicon.classes["months"] or not tokens.words[index][0].isalpha():
        return False
    return tokens.text[tokens.starts[index]].isupper()


def _after_one(tokens: Tokens, amount: Amount, floor: int) -> bool:
    """Whether the age of a grown person stands behind one who is told by a noun: "the accomplice, 34, got"."""
    at, age = amount.first - 2, amount.number.point
    if at - 1 < floor or not isinstance(age, int) or not GROWN <= age <= _NAMED_AGE:
        return False
    word, articles = tokens.words[at], _ONE.intersection(tokens.words[max(floor, at - 3) : at])
    return bool(articles) and word.isalpha() and not word.endswith("s")


GROWN = 14
_ONE = frozenset({"the", "a", "an", "his", "her", "their", "my", "whose"})


def is_bare_age(amount: Amount) -> bool:
    """Whether an amount is a whole number without a unit that can be an age."""
    plain = amount.unit is None and amount.noun is None and isinstance(amount.number.point, int)
    return plain and not amount.number.form & _NO_AGE and amount.number.point <= _NAMED_AGE


def _as_age(amount: Amount, lexicon: QuantityLexicon, last: int) -> bool:
    amount.unit, amount.noun, amount.last, amount.rule = age_unit("year", lexicon), None, last, "age"
    return True


def age_unit(name: str, lexicon: QuantityLexicon) -> UnitOf:
    """The unit of an age: a duration of its own dimension."""
    return UnitOf(name, "age", "age", lexicon.named_units[name].factor)


def _is_old(tokens: Tokens, amount: Amount, stop: int) -> bool:
    unit = amount.unit
    at = amount.last
    at += at < stop and tokens.words[at] in HYPHENS
    if unit is None or at >= stop:
        return False
    if tokens.words[at] in ("old", "olds"):
        amount.last = at + 1
    elif tokens.words[at] == "of" and at + 1 < stop and tokens.words[at + 1] == "age":
        amount.last = at + 2
    else:
        return False
    amount.unit, amount.rule = UnitOf(unit.name, "age", "age", unit.factor), "age"
    return True


# Calendar numbers


def is_year(tokens: Tokens, amount: Amount, start: int, stop: int, lexicon: QuantityLexicon) -> bool:
    """Whether four digits are a year by the word before them, or by a name behind them that they cannot count."""
    first, last = amount.first, amount.number.last
    before = tokens.words[first - 1] if first > start else ""
    if before in lexicon.classes["before_year"] or before in lexicon.classes["months"]:
        return not (
            amount.noun is not None
            and amount.noun.first == amount.noun.head == last
            and before in ("of", "by", "after")
        )
    if (
        before == ","
        and first - 2 > start
        and not lexicon.classes["months"].isdisjoint(tokens.words[max(start, first - 4) : first])
    ):
        return True
    if amount.noun is None:
        return False
    return amount.noun.head > last and tokens.text[tokens.starts[last]].isupper()


def is_year_before_name(tokens: Tokens, amount: Amount, start: int, lexicon: QuantityLexicon) -> bool:
    """Whether what looks like a unit behind four digits is a name behind a year: "during 2016 Stone spoke"."""
    before = tokens.words[amount.first - 1] if amount.first > start else ""
    behind = tokens.text[tokens.starts[amount.number.last]] if amount.number.last < len(tokens.starts) else ""
    return before in lexicon.classes["before_year"] and behind.isupper() and not tokens.touches(amount.number.last)


def calendar_end(tokens: Tokens, last: int, stop: int) -> int:
    """The token behind a day or year, past the end of a range ("20-24")."""
    if (
        last + 1 < stop
        and tokens.words[last] in ("-", "–")
        and tokens.touches(last)
        and tokens.marks[last + 1] & DIGITS
    ):
        return last + 2
    return last


def is_day(tokens: Tokens, amount: Amount, start: int, stop: int, lexicon: QuantityLexicon) -> bool:
    """Whether a number up to 31 stands beside the name of a month."""
    first, last = amount.first, amount.number.last
    at = first - 1
    if at > start and tokens.words[at] == ".":
        at -= 1
    if at >= start and tokens.words[at] in lexicon.classes["months"] and tokens.text[tokens.starts[at]].isupper():
        return True
    if last < stop and tokens.words[last] in HYPHENS | {"–"} and last + 2 < stop and tokens.marks[last + 1] & DIGITS:
        last += 2
    return (
        last < stop and tokens.words[last] in lexicon.classes["months"] and tokens.text[tokens.starts[last]].isupper()
    )


# Ranks


def is_rank(writer: Writer, amount: Amount, floor: int, stop: int) -> bool:
    """Whether an ordinal ranks something: not "at first", "first aid", "the third of May"."""
    tokens, lexicon = writer.tokens, writer.lexicon
    last = amount.last
    following = tokens.words[last] if last < stop else "."
    if (
        following in lexicon.ordinal_idioms
        or following in lexicon.classes["months"]
        or (following == "of" and _is_month(tokens, last + 1, stop, lexicon))
    ):
        return False
    if amount.number.form & DIGIT_FORM:
        return True
    before = tokens.words[amount.first - 1] if amount.first > floor else ""
    if before in lexicon.classes["months"] or before == "at":
        return False
    ranking = before in lexicon.classes["before_rank"] or following in lexicon.classes["after_rank"]
    if ranking or before.endswith("'s") or following in HYPHENS:
        return True
    return before in (",", "and", "or", "to") and writer.follows_rank(amount.first)


def _is_month(tokens: Tokens, index: int, stop: int, lexicon: QuantityLexicon) -> bool:
    return index < stop and tokens.words[index] in lexicon.classes["months"]


# "one" and its like

_DIRECT = frozenset(("of", "in", "out", "on", "over", "point"))


def is_no_count(tokens: Tokens, amount: Amount, start: int, stop: int, lexicon: QuantityLexicon) -> bool:
    """Whether a number word counts nothing: "the one", "one another", "the other half", "a quarter later"."""
    number = amount.number
    following = tokens.words[number.last] if number.last < stop else "."
    before = tokens.words[amount.first - 1] if amount.first > start else ""
    if number.form & FRACTION:
        return _is_no_share(tokens, amount, before, following, lexicon)
    if tokens.words[amount.first] != "one" or number.last != amount.first + 1:
        return False
    if before in lexicon.classes["before_pronoun"]:
        return not (amount.noun is not None and before in ("the", "only", "this", "that", "no", "last"))
    if amount.noun is not None:
        return following in ("another", "day")
    alone = amount.first == start and number.last >= stop
    return not (alone or following in _DIRECT or following in HYPHENS or following in ("'", "and", "or", "to"))


_QUARTER_AFTER = frozenset(("of", "to", "more", "less", "lower", "higher", "or"))


def _is_no_share(tokens: Tokens, amount: Amount, before: str, following: str, lexicon: QuantityLexicon) -> bool:
    if amount.number.form & SCALED or amount.number.form & DIGIT_FORM or amount.unit is not None:
        return False
    word = tokens.words[amount.number.last - 1]
    if before in ("first", "second", "other", "better", "this", "that", "last", "next") or following in HYPHENS:
        return True
    if word == "half" and amount.number.last - amount.first == 1:
        return following not in lexicon.classes["after_share"] and amount.noun is None
    if word == "quarter" and amount.number.last - amount.first <= 2 and tokens.words[amount.first] in ("a", "quarter"):
        return following not in _QUARTER_AFTER
    if tokens.words[amount.first] in ("a", "an"):
        return _is_ordinal_use(tokens, amount, following, lexicon)
    return word in ("halves", "quarters") and amount.number.last - amount.first == 1


def _is_ordinal_use(tokens: Tokens, amount: Amount, following: str, lexicon: QuantityLexicon) -> bool:
    """ "a third man": an ordinal, not a share."""
    if not following[0].isalpha() or following in lexicon.classes["after_share"]:
        return False
    return not tokens.marks[amount.number.last] & CLOSED
