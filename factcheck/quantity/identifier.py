"""Numbers that name and do not count: codes, models, pages, versions, telephone numbers, lists (rules/identifiers)."""

from __future__ import annotations

from factcheck.quantity.lexicon import CLOSED, IDENTIFIER, NameForm, QuantityLexicon
from factcheck.quantity.number import DECIMALS, LONGEST_DIGITS, ORDINAL, SCALED, YEAR, Number
from factcheck.tokens import DIGITS, Tokens

_PLAIN_BEFORE = frozenset(" $€£(\u00a0")
_PLAIN_AFTER = frozenset(" ,.;)%")
_LEADS = frozenset(("a", "p", "am", "pm", "o'clock", "u", "f", "s", "x", "cal", "gmt", "hrs", "hours", "of", "camera"))
_STOPS = frozenset(".!?;:")
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
            and not text[end + 1 : end + 2].isupper()
            and not (behind == "." and text[max(0, start - 2) : start - 1] in _STOPS)
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


def named(tokens: Tokens, first: int, floor: int, lexicon: QuantityLexicon, counts: bool) -> NameForm | None:
    """The phrase that stands before the number at token `first` ("page 5"); `counts` tells that a counted noun
    stands right behind the number."""
    index = first - 1
    dotted = index > floor and tokens.words[index] == "." and tokens.touches(index)
    index -= dotted
    if index < floor or not tokens.marks[index] & IDENTIFIER or _counts_up(tokens, index, floor):
        return None
    for form in lexicon.named[tokens.words[index]]:
        begin = index - len(form.rest)
        if begin < floor or form.dotted != dotted or tuple(tokens.words[begin:index]) != form.rest:
            continue
        if form.several and not form.always and not _lists(tokens, first + 1):
            continue  # "the hall seats 500"
        capital = tokens.text[tokens.starts[begin]].isupper()
        if (capital or not form.capital) and (form.always or not counts or (capital and begin not in tokens.sentences)):
            return form
    return None


def _counts_up(tokens: Tokens, index: int, floor: int) -> bool:
    """Whether "number" is the verb: "the dead now number eight", "members number 300"."""
    if tokens.words[index] != "number" or index <= floor:
        return False
    before = tokens.words[index - 1]
    return before in _SUBJECTS or (len(before) > 3 and before.endswith("s") and not before.endswith("ss"))


_SUBJECTS = frozenset(
    ("now", "they", "we", "who", "which", "dead", "injured", "missing", "still", "already", "could", "may")
)

_JOINTS = frozenset((",", "and", "or", "&", "to", "through"))


def names_end(tokens: Tokens, last: int, stop: int, several: bool = False) -> int:
    """The token behind a name that ends before token `last` and the numbers that go on with it: "737-800", "photo 3 of
    12", and where the name is in the plural (`several`) "pages 3, 5 and 12"."""
    following = _next_name(tokens, last, stop, several)
    while following > last:
        last, following = following, _next_name(tokens, following, stop, several)
    return last


def _next_name(tokens: Tokens, last: int, stop: int, several: bool) -> int:
    words, marks = tokens.words, tokens.marks
    if last + 1 >= stop:
        return last
    if words[last] in "-–/" and tokens.touches(last) and tokens.touches(last + 1) and marks[last + 1] & DIGITS:
        return last + 2
    at = last + (words[last] == "of")
    while several and at + 1 < stop and words[at] in _JOINTS:
        at += 1
    if at == last or not words[at].isdecimal():
        return last
    ends = at + 1 >= stop or marks[at + 1] & CLOSED or words[at + 1] in _CLOSING
    return at + 1 if ends else last


def _lists(tokens: Tokens, index: int) -> bool:
    """Whether a further number follows: "lines 1 and 2"."""
    joined = index + 1 < len(tokens) and (tokens.words[index] in _JOINTS or tokens.words[index] in "-–")
    return joined and bool(tokens.marks[index + 1] & DIGITS)


_CLOSING = frozenset((".", ",", ";", ":", ")", "-", "–"))


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
    """Whether a bare whole number follows a capitalised word as part of a name: "Apollo 13", "Galaxy Note 20",
    "Catch-22"."""
    if first <= floor or number.form & (SCALED | DECIMALS):
        return False
    if number.last + 1 < len(tokens.words) and tokens.words[number.last] in "-–" and tokens.touches(number.last):
        return False
    at = first - 1
    hyphened = at > floor and tokens.words[at] == "-" and tokens.touches(at) and tokens.touches(first)
    at -= hyphened
    word, start = tokens.words[at], tokens.starts[at]
    if not word[0].isalpha() or not tokens.text[start].isupper() or word in lexicon.classes["function"]:
        return False
    if word in lexicon.classes["persons"]:
        return False
    if hyphened:
        return word not in lexicon.classes["before_hyphen"]
    if len(word) < 2:
        return start > 0 and tokens.text[start - 1] in "&."
    return at > floor or len(word) > 3


def before_a_name(tokens: Tokens, number: Number, first: int, start: int, stop: int) -> bool:
    """Whether a bare number that counts nothing stands between an article and a name: "the 787 Dreamliner"."""
    after = number.last
    if first <= start or after >= stop or number.form & (SCALED | DECIMALS | YEAR | ORDINAL):
        return False
    word = tokens.words[after]
    if tokens.words[first - 1] not in ("the", "a", "an") or tokens.touches(after) or not word.isalpha():
        return False
    return len(word) > 3 and tokens.text[tokens.starts[after]].isupper()
