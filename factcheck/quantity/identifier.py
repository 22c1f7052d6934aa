"""Numbers that name and do not count: codes, models, pages, versions, telephone numbers, lists (rules/identifiers)."""

from __future__ import annotations

from factcheck.quantity.lexicon import IDENTIFIER, QuantityLexicon
from factcheck.quantity.number import DECIMALS, LONGEST_DIGITS, SCALED, Number
from factcheck.tokens import DIGITS, Tokens

_PLAIN_BEFORE = frozenset(" $€£(\u00a0")
_PLAIN_AFTER = frozenset(" ,.;)%")
_LEADS = frozenset(("a", "p", "am", "pm", "o'clock", "u", "f", "s", "x", "cal", "gmt", "hrs", "hours", "of", "camera"))
_MARKS_BEFORE = frozenset(("§", "¶", "#", "•", "·", "*", "▪"))


def pattern_at(tokens: Tokens, first: int, after: int, lexicon: QuantityLexicon) -> tuple[str, int] | None:
    """The rule whose pattern matches at token `first`, and the offset at which the identifier ends.

    `after` is the token behind the digits. Digits between blanks are no code; they are not tried.
    """
    start, text = tokens.starts[first], tokens.text
    if tokens.ends[first] - start > LONGEST_DIGITS:
        return "long", tokens.ends[first]
    before = text[start - 1] if start else "\n"
    end = tokens.ends[after - 1]
    behind = text[end] if end < len(text) else " "
    if before in _PLAIN_BEFORE and behind in _PLAIN_AFTER:
        word = tokens.words[after] if after < len(tokens.words) else ""
        leading_zero = text[start] == "0" and end - start > 2
        if (
            not leading_zero
            and word not in _LEADS
            and (first == 0 or tokens.words[first - 1] not in _MARKS_BEFORE)
            and not _is_code(text, start)
        ):
            return None
    match = lexicon.patterns.match(text, start)
    return None if match is None else (str(match.lastgroup), match.end())


def chain_end(tokens: Tokens, index: int, stop: int) -> int:
    """The token behind three or more digit runs joined by strokes ("978-3-16", "1-2-3"), which name something.

    `index` itself if no such chain starts there.
    """
    words, marks, last = tokens.words, tokens.marks, index + 1
    while last + 1 < stop and words[last] in "-–" and marks[last + 1] & DIGITS and tokens.touches(last + 1):
        if not tokens.touches(last):
            break
        last += 2
    return last if last - index >= 5 else index


def _is_code(text: str, start: int) -> bool:
    """Whether two capitals or a bracket stand before the digits, as in a postcode or a telephone number."""
    return text[start - 1] == "(" or (start > 2 and text[start - 3 : start - 1].isupper())


def named(tokens: Tokens, first: int, floor: int, lexicon: QuantityLexicon) -> str | None:
    """The rule whose phrase stands before the number at token `first` ("page 5")."""
    index = first - 1
    if index > floor and tokens.words[index] == ".":
        index -= tokens.touches(index)
    if index < floor or not tokens.marks[index] & IDENTIFIER:
        return None
    for form in lexicon.named[tokens.words[index]]:
        begin = index - len(form.rest)
        if begin < floor or tuple(tokens.words[begin:index]) != form.rest:
            continue
        if not form.capital or tokens.text[tokens.starts[begin]].isupper():
            return form.rule
    return None


def named_behind(tokens: Tokens, after: int, stop: int, lexicon: QuantityLexicon) -> str | None:
    """The rule whose phrase stands right behind the number ("42nd Street")."""
    if after >= stop:
        return None
    for form in lexicon.named_after.get(tokens.words[after], ()):
        last = after + 1 + len(form.rest)
        fits = last <= stop and tuple(tokens.words[after + 1 : last]) == form.rest
        if fits and (not form.capital or tokens.text[tokens.starts[after]].isupper()):
            return form.rule
    return None


def is_coded(tokens: Tokens, first: int, floor: int, lexicon: QuantityLexicon) -> bool:
    """Whether two to four capitals stand before the number ("AK 47 rifles"), or "multi-" ("multi-million")."""
    if first <= floor:
        return False
    word = tokens.words[first - 1]
    if not 2 <= len(word) <= 4 or word in lexicon.classes["no_codes"] or not word.isalpha():
        return False
    return tokens.text[tokens.starts[first - 1] : tokens.ends[first - 1]].isupper() and not _is_shouting(tokens, first)


def _is_shouting(tokens: Tokens, first: int) -> bool:
    """Whether the words around are in capitals too, as in a headline."""
    begin = max(0, first - 3)
    text = tokens.text[tokens.starts[begin] : tokens.starts[first - 1]]
    return text.isupper()


def of_a_name(tokens: Tokens, number: Number, first: int, floor: int, lexicon: QuantityLexicon) -> bool:
    """Whether a bare whole number follows a capitalised word as part of a name: "Apollo 13", "Galaxy Note 20"."""
    if first <= floor or number.form & (SCALED | DECIMALS):
        return False
    if number.last + 1 < len(tokens.words) and tokens.words[number.last] in "-–" and tokens.touches(number.last):
        return False
    word = tokens.words[first - 1]
    start = tokens.starts[first - 1]
    if not word[0].isalpha() or not tokens.text[start].isupper() or word in lexicon.classes["function"]:
        return False
    if len(word) < 2:
        return start > 0 and tokens.text[start - 1] in "&."
    return first - 1 > floor or len(word) > 3
