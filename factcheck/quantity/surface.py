"""Units as they stand in the text: behind the number, before it, and what a rate is per."""

from __future__ import annotations

from factcheck.quantity.lexicon import CURRENCY, UNIT, Form, QuantityLexicon, UnitOf
from factcheck.quantity.number import DECIMALS, FRACTION, SCALED, Number
from factcheck.tokens import DIGITS, Tokens

Found = tuple[UnitOf, int]
"""A unit and the index of the token after it."""

HYPHENS = frozenset(("-", "‑", "‐"))
_BRACKETS = {"[": "]", "<": ">"}
_ARTICLES = frozenset(("a", "an"))
_MEASURED = frozenset(("or", "x", "×", ")", "by", "wide", "long", "tall", "thick", "high", "deep"))
_COUNTRIES = {"us": "USD", "canadian": "CAD", "australian": "AUD", "american": "USD", "usd": "USD"}


def unit_after(tokens: Tokens, number: Number, stop: int, lexicon: QuantityLexicon) -> Found | None:
    """The unit behind a number: next to it, behind a hyphen, in brackets, or behind "more", "of a"."""
    index = number.last
    if index >= stop:
        return None
    found = unit_at(tokens, index, stop, lexicon, number)
    if found is not None:
        return found
    word = tokens.words[index]
    if word in HYPHENS:
        if index + 1 >= stop or tokens.touches(index) != tokens.touches(index + 1):
            return None
        return unit_at(tokens, index + 1, stop, lexicon, number, spelled=not tokens.touches(index))
    if number.form & FRACTION and (word == "of" or word in _ARTICLES):
        begin = index + (word == "of")
        begin += begin < stop and tokens.words[begin] in _ARTICLES
        return unit_at(tokens, begin, stop, lexicon, number, spelled=True) if begin < stop else None
    if word in lexicon.skipped and index + 1 < stop and tokens.marks[index + 1] & UNIT:
        return unit_at(tokens, index + 1, stop, lexicon, number, spelled=True)
    close = _BRACKETS.get(word)
    if close is not None and index + 2 < stop and tokens.words[index + 2] == close:
        found = unit_at(tokens, index + 1, stop, lexicon, number)
        return None if found is None else (found[0], index + 3)
    return None


def unit_at(
    tokens: Tokens,
    index: int,
    stop: int,
    lexicon: QuantityLexicon,
    number: Number | None = None,
    spelled: bool = False,
) -> Found | None:
    """The longest unit that starts at token `index`; `spelled` leaves symbols out."""
    if index >= stop or not tokens.marks[index] & UNIT:
        return None
    behind = tokens.words[index + 1] if index + 1 < stop else ""
    for form in lexicon.units[tokens.words[index]]:
        after = index + 1
        if form.rest:
            after += len(form.rest)
            if form.rest[0] != behind or after > stop or tuple(tokens.words[index + 1 : after]) != form.rest:
                continue
        if (form.symbol and (spelled or not _symbol_fits(tokens, index, after, form))) or (
            form.cues is not None
            and not (number is not None and number.form & DECIMALS and tokens.touches(index))  # "9.58s", "98.6F"
            and not _has_cue(tokens, index, form.cues)
        ):
            continue
        if form.large and (number is None or (abs(float(number.point)) < 100 and not number.form & SCALED)):
            continue
        if form.unit.name == "pound" and number is not None and _is_money(tokens, index, number, lexicon):
            return lexicon.named_units["GBP"], after
        return form.unit, index if tokens.words[index] == "on" else after  # "7.3 on the Richter scale"
    return None


def _symbol_fits(tokens: Tokens, index: int, after: int, form: Form) -> bool:
    if form.touching and not tokens.touches(index):
        following = tokens.words[after] if after < len(tokens.words) else ""
        if form.exact != "in" or following not in _MEASURED:
            return False
    if form.exact is not None and tokens.text[tokens.starts[index] : tokens.ends[after - 1]] != form.exact:
        return False
    letter = form.exact is not None and len(form.exact) == 1
    if letter and str(form.exact) in "\"'":
        return _is_mark_of_length(tokens, index)
    if after < len(tokens.words) and tokens.starts[after] == tokens.ends[after - 1]:
        following = tokens.text[tokens.starts[after]]
        if following.isalpha() or (form.exact is not None and form.exact[-1].isalpha() and following.isdigit()):
            return False
        if letter and following in ".'’-&" and after + 1 < len(tokens.words) and tokens.touches(after + 1):
            return following == "-" and tokens.touches(index)
    return True


def _is_mark_of_length(tokens: Tokens, index: int) -> bool:
    """Whether a quotation mark behind digits is an inch or a foot: no quotation is open in the sentence."""
    opens = index + 1 < len(tokens.words) and tokens.touches(index + 1)
    if not tokens.touches(index) and (opens or tokens.words[index] != '"'):
        return False
    if tokens.words[index] == "'":
        return index + 1 >= len(tokens.words) or not tokens.touches(index + 1) or bool(tokens.marks[index + 1] & DIGITS)
    begin = max(0, index - 60)
    quotes = sum(word in ('"', "“", "``") for word in tokens.words[begin:index])
    quotes -= sum(
        word == '"' and bool(tokens.marks[at - 1 + begin] & DIGITS) and at > 0
        for at, word in enumerate(tokens.words[begin:index])
    )
    return quotes % 2 == 0


def _has_cue(tokens: Tokens, index: int, cues: frozenset[str]) -> bool:
    return not cues.isdisjoint(tokens.words[max(0, index - 12) : index + 12])


def _is_money(tokens: Tokens, index: int, number: Number, lexicon: QuantityLexicon) -> bool:
    if tokens.words[index - 1] in HYPHENS:
        return False
    return bool(number.form & SCALED and number.scale >= 1000000) or not lexicon.classes["money_cues"].isdisjoint(
        tokens.words[max(0, index - 6) : index + 4]
    )


def currency_before(tokens: Tokens, index: int, floor: int, lexicon: QuantityLexicon) -> tuple[UnitOf, int] | None:
    """The currency that ends before token `index`, and the index of its first token, not before `floor`."""
    if index <= floor or not tokens.marks[index - 1] & CURRENCY:
        return None
    before = tokens.words[index - 2] if index - 1 > floor else ""
    choice = lexicon.prefixes[tokens.words[index - 1]]
    for form in choice.longer.get(before, choice.alone):
        first = index - 1 - len(form.rest)
        if form.rest and (first < floor or tuple(tokens.words[first : index - 1]) != form.rest):
            continue
        surface = tokens.text[tokens.starts[first] : tokens.ends[index - 1]]
        if form.exact is None or surface == form.exact or _spaced(surface, form.exact):
            if first > floor and tokens.touches(first) and tokens.text[tokens.starts[first] - 1].isalnum():
                continue
            return form.unit, first
    return None


def _spaced(surface: str, exact: str) -> bool:
    """ "HK $" for "HK$"; a lone letter must touch its sign, or "A $5 note" would be Australian."""
    plain = surface.replace(" ", "")
    return len(surface) <= len(exact) + 2 and plain == exact and exact != "A$"


def currency_words_after(tokens: Tokens, unit: UnitOf, index: int, stop: int, lexicon: QuantityLexicon) -> Found:
    """What tells the country behind an amount with a sign: "$75 U.S.", "$5 million Australian dollars"."""
    if index >= stop:
        return unit, index
    named = unit_at(tokens, index, stop, lexicon)
    spelled = named is not None and named[0].kind == "money" and named[0].scale == 1
    if named is not None and spelled and named[0].name == unit.name:
        return named
    if named is not None and spelled and unit.name == "USD" and not starts_digit(tokens, named[1]):
        return named
    if unit.name != "USD":
        return unit, index
    if tokens.words[index : index + 4] == ["u", ".", "s", "."] and index + 3 < stop + 1:
        return unit, min(index + 4, stop) if _goes_on(tokens, index + 4, stop) else index + 3
    word = tokens.words[index]
    if word in _COUNTRIES and tokens.text[tokens.starts[index]].isupper():
        following = tokens.words[index + 1] if index + 1 < stop else "."
        if not following[0].isalpha() or following in ("per", "a", "in", "for", "and"):
            return lexicon.named_units[_COUNTRIES[word]], index + 1
    return unit, index


def starts_digit(tokens: Tokens, index: int) -> bool:
    """Whether a token with a digit stands at `index`."""
    return index < len(tokens.marks) and bool(tokens.marks[index] & DIGITS)


def _goes_on(tokens: Tokens, index: int, stop: int) -> bool:
    return index < stop and tokens.words[index][0].isalpha()


def with_rate(tokens: Tokens, unit: UnitOf, index: int, stop: int, lexicon: QuantityLexicon) -> Found:
    """The unit with what it is per: "$98 a share", "50 hours a week", "12 litres per 100 km", "5 kg/m"."""
    if index + 1 >= stop:
        return unit, index
    word = tokens.words[index]
    if word == "per":
        return _per(tokens, unit, index + 1, stop, lexicon)
    if word == "/" and tokens.words[index + 1][0].isalpha():
        found = unit_at(tokens, index + 1, stop, lexicon)
        if found is not None and found[0].kind != "money":
            return rate(unit, found[0], lexicon), found[1]
        if _can_be_below(unit, tokens.words[index + 1], lexicon):
            return rate(unit, _noun_unit(tokens.words[index + 1]), lexicon), index + 2
    elif word in ("a", "an") and _can_be_below(unit, tokens.words[index + 1], lexicon):
        later = index + 2 < stop and tokens.words[index + 2] in lexicon.classes["after_time"]
        if later and _is_time(tokens, index + 1, lexicon):
            return unit, index  # "£764m a year earlier"
        if (unit.name, tokens.words[index + 1]) in lexicon.declared:
            return _per(tokens, unit, index + 1, stop, lexicon)
        if unit.kind in ("duration", "percent") and not _is_time(tokens, index + 1, lexicon):
            return unit, index
        if unit.kind == "duration" and tokens.words[index + 1] not in ("day", "week", "month", "year"):
            return unit, index
        return _per(tokens, unit, index + 1, stop, lexicon)
    return unit, index


def _can_be_below(unit: UnitOf, noun: str, lexicon: QuantityLexicon) -> bool:
    """Whether a unit can be one per `noun` where no "per" says so: by the noun, or by a unit of the rules."""
    return noun in lexicon.per_nouns or (unit.name, noun) in lexicon.declared


def _is_time(tokens: Tokens, index: int, lexicon: QuantityLexicon) -> bool:
    return any(form.unit.kind == "duration" for form in lexicon.units.get(tokens.words[index], ()))


def _per(tokens: Tokens, unit: UnitOf, index: int, stop: int, lexicon: QuantityLexicon) -> Found:
    found = unit_at(tokens, index, stop, lexicon)
    if found is not None:
        return rate(unit, found[0], lexicon), found[1]
    if tokens.marks[index] & DIGITS:
        return _per_number(tokens, unit, index, stop, lexicon)
    word = tokens.words[index]
    if word in ("cent", "mille") or not word[0].isalpha() or word in lexicon.closed:
        return unit, index - 1
    return rate(unit, _noun_unit(lexicon.noun(word) or word), lexicon), index + 1


def _per_number(tokens: Tokens, unit: UnitOf, index: int, stop: int, lexicon: QuantityLexicon) -> Found:
    digits = tokens.words[index].replace(",", "")
    found = unit_at(tokens, index + 1, stop, lexicon)
    noun = lexicon.noun(tokens.words[index + 1]) if found is None and index + 1 < stop else None
    if not digits.isdecimal() or len(digits) > 12 or not int(digits) or (found is None and noun is None):
        return unit, index - 1
    below, after = found if found is not None else (_noun_unit(str(noun)), index + 2)
    per = UnitOf(f"{int(digits)} {below.name}", below.kind, below.dimension, below.factor * int(digits))
    return rate(unit, per, lexicon), after


def _noun_unit(noun: str) -> UnitOf:
    return UnitOf(noun, "count", noun)


def rate(unit: UnitOf, per: UnitOf, lexicon: QuantityLexicon) -> UnitOf:
    """One unit per another, made once: "kilometer / hour", "USD / share"."""
    made = lexicon.rates.get((unit.name, per.name))
    if made is None or made.scale != unit.scale:
        kind = "money" if unit.kind == "money" else "measure" if unit.kind == "duration" else unit.kind
        made = UnitOf(
            name=f"{unit.name} / {per.name}",
            kind=kind,
            dimension=f"{unit.dimension}/{per.dimension}",
            factor=unit.factor / per.factor,
            scale=unit.scale,
        )
        if len(lexicon.rates) < 4096:
            lexicon.rates[unit.name, per.name] = made
    return made
