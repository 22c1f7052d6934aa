"""Words around a quantity: hedges and bounds, and the direction of a change."""

from __future__ import annotations

import msgspec

from factcheck.model import Change
from factcheck.quantity.lexicon import CHANGE, HEDGE, HedgeForm, QuantityLexicon
from factcheck.tokens import DIGITS, Tokens, tensed

REACH = 12
"""How many tokens before a number the verb of a change may stand."""


def hedge_before(tokens: Tokens, first: int, floor: int, lexicon: QuantityLexicon) -> tuple[HedgeForm, int] | None:
    """The hedge that ends before token `first`, and its first token, not before `floor`."""
    if first <= floor or not tokens.marks[first - 1] & HEDGE:
        return None
    before = tokens.words[first - 2] if first - 1 > floor else ""
    choice = lexicon.hedges_before[tokens.words[first - 1]]
    for form in choice.longer.get(before, choice.alone):
        begin = first - 1 - len(form.rest)
        if begin > floor and tokens.words[begin - 1] in form.unless:
            return None
        if not form.rest or (begin >= floor and tuple(tokens.words[begin : first - 1]) == form.rest):
            return form, begin
    return None


def hedge_after(tokens: Tokens, index: int, stop: int, lexicon: QuantityLexicon) -> tuple[HedgeForm, int] | None:
    """The hedge that starts at token `index` ("or more", "or so"), and the token after it."""
    if index >= stop:
        return None
    for form in lexicon.hedges_after.get(tokens.words[index], ()):
        after = index + 1 + len(form.rest)
        if after > stop or (form.rest and tuple(tokens.words[index + 1 : after]) != form.rest):
            continue
        glued = not tokens.words[index][0].isalpha()
        if glued and not tokens.touches(index):
            continue
        if after < stop and not glued and (tokens.marks[after] & DIGITS or tokens.words[after] == "than"):
            continue  # "5 or less than 4"
        return form, after
    return None


class Governed(msgspec.Struct, frozen=True, gc=False):
    """How a quantity changes, whether a noun ("a 5% increase") rather than a verb says so, and the direction in which
    a level was reached ("rose to 5%")."""

    change: Change | None
    nominal: bool = False
    direction: Change | None = None


NONE = Governed(None)
_STOPS = frozenset((";", ":", ".", "(", ")", "“", "”", '"', "while", "but", "although", "whereas", "who", "which"))


def change_of(tokens: Tokens, first: int, last: int, floor: int, stop: int, lexicon: QuantityLexicon) -> Governed:
    """The change that the amount at tokens `first` to `last` is part of.

    "to" and "from" before it make it the level after or before a change; else a verb right before it ("rose 5%",
    "fell by 5%"), a noun with "of" ("a rise of 5%") or a word behind it ("5% higher", "a 5% increase") gives the
    direction: up, down, or by if that is unknown.
    """
    before = tokens.words[first - 1] if first > floor else ""
    if before in ("to", "from", "at") and first - 1 > floor:
        if before == "at" or (before == "to" and tokens.words[first - 2] in lexicon.classes["no_level"]):
            return NONE
        direction = _verb_before(tokens, first - 1, floor, lexicon)
        return NONE if direction is None else Governed(before, False, direction)  # type: ignore[arg-type]
    governed = _direct(tokens, first, floor, lexicon)
    if governed.change is not None:
        return governed
    direction = _behind(tokens, last, stop, lexicon)
    return NONE if direction is None else Governed(direction, True)


def _direct(tokens: Tokens, first: int, floor: int, lexicon: QuantityLexicon) -> Governed:
    """The direction of the verb or noun that stands before the amount, with at most a few light words between."""
    index = first - 1
    limit = max(floor, first - 5)
    by = of = False
    while index >= limit:
        word = tokens.words[index]
        if tokens.marks[index] & CHANGE:
            return Governed(_direction(tokens, index, by, of, floor, lexicon), of)
        if word == "by":
            by = True
        elif word == "of":
            of = True
        elif word not in lexicon.classes["light"] and not word.endswith("ly"):
            break
        index -= 1
    return Governed(_verb_before(tokens, first, floor, lexicon)) if by else NONE


def _direction(tokens: Tokens, index: int, by: bool, of: bool, floor: int, lexicon: QuantityLexicon) -> Change | None:
    word = tokens.words[index]
    verb = lexicon.verbs.get(word)
    if verb is not None and verb.factor is None and not of:
        if word in ("up", "down") and index > floor and _takes_particle(tokens.words[index - 1], lexicon):
            return None
        if (verb.by or verb.direction == "by") and not by:
            return None
        return verb.direction  # type: ignore[return-value]
    noun = lexicon.change_nouns.get(word)
    if noun is not None and (of or by):
        return noun.direction  # type: ignore[return-value]
    return None


def _takes_particle(word: str, lexicon: QuantityLexicon) -> bool:
    """Whether "up" or "down" behind the verb belongs to it ("gave up 500 yards")."""
    return word in lexicon.classes["particle_verbs"] or tensed(word)


def _verb_before(tokens: Tokens, index: int, floor: int, lexicon: QuantityLexicon) -> Change | None:
    """The direction of the nearest verb or noun of change before token `index` in the clause."""
    for at in range(index - 1, max(floor, index - REACH) - 1, -1):
        word = tokens.words[at]
        if tokens.marks[at] & CHANGE:
            form = lexicon.verbs.get(word) or lexicon.change_nouns.get(word)
            if form is not None:
                return "by" if form.direction == "times" else form.direction  # type: ignore[return-value]
        if word in _STOPS:
            return None
    return None


def _behind(tokens: Tokens, last: int, stop: int, lexicon: QuantityLexicon) -> Change | None:
    """ "5% higher", "a 5% increase", "a 7% share price increase"."""
    for at in range(last, min(stop, last + 4)):
        word = tokens.words[at]
        if tokens.marks[at] & CHANGE:
            form = lexicon.change_after.get(word) if at == last else None
            form = form or lexicon.change_nouns.get(word)
            if form is not None and form.factor is None:
                if at == last and word in ("up", "down", "above", "below", "better") and at + 1 < stop and word != "up":
                    return None
                return form.direction  # type: ignore[return-value]
            return None
        if not word[0].isalpha() or word in lexicon.closed:
            return None
    return None
