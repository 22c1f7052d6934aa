"""Counts against lists: "three reasons" and the reasons that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from factcheck.comparison.wording import amount
from factcheck.derivation.calendar import evidence
from factcheck.derivation.patterns import Match, gathered, matches, of_kind
from factcheck.derivation.show import build, term
from factcheck.derivation.texts import Text
from factcheck.model import Claim, Finding, Term
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation

Span = tuple[int, int]

_BULLET = re.compile(r"[ \t]*(?:[-*•–—]|\(?(?:\d{1,2}|[a-z])[.)])[ \t]+(?=\S)")
_COMPOUND = re.compile(r"\w+[-‐‑]")
_BETWEEN = r",\s*+(?:and\s+)?|(?<!\s)\s++and\s+"
_CLAUSE = re.compile(r"(?:I|he|she|it|we|they|you|there|this|that|never|not|then)\b", re.IGNORECASE)
LENGTHS = range(2, 31)
"""Counts that a list is held against."""

_LONGEST = 60
"""Characters of an item that are shown as evidence."""

_WORDS = 4
"""Words beyond which an item of a running list is a clause, whose commas may be its own."""


def findings(
    texts: list[Text], sources: Mapping[str, str], relations: Mapping[str, Relation], rules: Rulebook
) -> Iterator[Finding]:
    """Every count that is followed by a list, and whether it is right."""
    patterns = gathered("enumeration", relations, rules, lambda: of_kind("enumeration", relations, rules))
    for text in texts:
        for sentence in text.sentences:
            for id, pattern in patterns.of(sentence):
                for match in matches(pattern, sentence):
                    count = match.terms["count"]
                    items = _found(match, text, relations[id]) if _countable(count) else []
                    if items:
                        yield _finding(id, relations[id], count, items, text, sources)


def _found(match: Match, text: Text, relation: Relation) -> list[Span]:
    """The items of a list: the claims of the slot `list` where the pattern has one, the names behind a count of such,
    else what stands behind a colon.
    """
    if "list" in match.lists:
        listed = match.lists["list"]
        single = all(claim.value.point is not None for claim in listed)  # "aged 9 to 14" tells no number of boys
        return [(claim.start, claim.end) for claim in listed] if single else []
    count = match.terms["count"]
    if relation.equation == "names":
        return _names(text.text, count) if count.unit in relation.words else []
    if relation.equation == "brackets":
        return _bracketed(text, count)
    return _items(text, count)


_OPEN = re.compile(r"\b(?:etc|or|including|among|such as|like|e\.g|i\.e|see|more|others|so on|mainly|mostly|not)\b")
_BRACKETS = re.compile(r"[^.;:()]{0,60}\(([^():;\"“”\n]+,[^():;\"“”\n]+ and [^():;\"“”\n]+)\)")


def _bracketed(text: Text, count: Claim) -> list[Span]:
    """The items of "four parts (a survey, a bridge and a road)"; none where the list is open or holds numbers."""
    match = _BRACKETS.match(text.text, count.end)
    if match is None or _OPEN.search(match[1]):
        return []
    items = _split(text.text, match.start(1), match.end(1), _BETWEEN)
    numbered = any(match.start(1) <= claim.start < match.end(1) for claim in text.claims)
    plain = len(re.findall(r"\band\b", match[1])) == 1 and all(_plain(text.text[slice(*item)]) for item in items)
    return items if plain and not numbered else []


_NAME = r"[A-Z][\w'’.-]*(?:[ \n](?:of|the|de|van|von|al|bin|da|di|[A-Z][\w'’.-]*))*"
_NAMES = re.compile(
    rf"(?:\s[a-z'-]+){{0,2}}(?P<open>,|\s?\(|\s?[—–]\s?|\s-)\s?(?P<names>{_NAME}(?:,\s{_NAME})*,?\sand\s{_NAME})\s?(?P<close>[,;).—–]|-\s)"
)
_CLOSES = {"(": ")", "—": "—", "–": "–", "-": "-"}


def _names(text: str, count: Claim) -> list[Span]:
    """The names in apposition to a count: "the two leaders, Anna Berg and Tom Aker, ", also in brackets or dashes."""
    match = _NAMES.match(text, count.end)
    if match is None or match["close"].strip() not in (_CLOSES.get(match["open"].strip(), match["close"].strip()), "."):
        return []
    if match["open"].strip() == "(" and "," in match["names"]:
        return []  # a list in brackets, whatever its items are
    return _split(text, match.start("names"), match.end("names"), r",\s++(?:and\s+)?|(?<!\s)\s++and\s+")


def _countable(count: Claim) -> bool:
    """Whether a number can be that of a short list: whole, stated exactly, of a counted noun; no version, no bound."""
    point = count.value.point
    plain = "." not in count.text and not _COMPOUND.match(count.text)
    return point in LENGTHS and count.mod == "=" and count.kind == "count" and plain


def _items(text: Text, count: Claim) -> list[Span]:
    """The items of the list that the colon behind a count opens: bullets below, or the parts of a sentence; none where
    these are numbers of their own ("three fixes: one here, two there").
    """
    colon = text.text.find(":", count.end, count.end + 60)
    if colon < 0:
        return []
    rest = text.text[colon + 1 : colon + 2000]
    if not rest.partition("\n")[0].strip():
        return _bullets(text.text, colon + 1)
    items = _running(text.text, colon + 1)
    if items and any(items[0][0] <= claim.start < items[-1][1] for claim in text.claims):
        return []
    return items


def _bullets(text: str, at: int) -> list[Span]:
    """The items of a bulleted list of one depth that starts behind `at`."""
    items: list[Span] = []
    depth = None
    for line in re.compile(r"[^\n]*\n?").finditer(text, at):
        content = line[0].strip()
        if not content:
            if line.end() >= len(text):
                break
            continue
        mark = _BULLET.match(text, line.start(), line.end())
        indent = len(line[0]) - len(line[0].lstrip())
        if mark is None:
            if items and indent > (depth or 0):
                continue  # the item goes on
            break
        depth = indent if depth is None else depth
        if indent < depth:
            break
        if indent == depth:
            items.append((mark.end(), line.start() + len(line[0].rstrip())))
    return items


def _running(text: str, at: int) -> list[Span]:
    """The items of "a, b and c" up to the end of the sentence; none where commas and conjunctions are ambiguous."""
    end = re.compile(r"[.!?](?=\s|$)|\n|$").search(text, at)
    assert end is not None  # the end of the text matches
    body = text[at : end.start()]
    if ";" in body:
        return _split(text, at, end.start(), r";\s*+(?:and\s+|or\s+)?")
    if "," not in body or re.search(r"[():–—\"“”]", body) or len(re.findall(r"\band\b", body)) > 1:
        return []
    items = _split(text, at, end.start(), _BETWEEN)
    return items if all(_plain(text[start:stop]) for start, stop in items) else []


def _plain(item: str) -> bool:
    """Whether an item is a name or a few words, and no clause."""
    return len(item.split()) <= _WORDS and not _CLAUSE.match(item)


def _split(text: str, at: int, end: int, separator: str) -> list[Span]:
    items = []
    start = at
    for cut in re.compile(separator).finditer(text, at, end):
        items.append((start, cut.start()))
        start = cut.end()
    items.append((start, end))
    return [_trimmed(text, *item) for item in items if text[slice(*item)].strip()]


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _finding(
    id: str, relation: Relation, count: Claim, items: list[Span], text: Text, sources: Mapping[str, str]
) -> Finding:
    holds = count.value.point == len(items)
    listed = [_item(number, span, text) for number, span in enumerate(items, 1)]
    equation = f"{amount(count)} = {len(items)} listed"
    return build(
        id,
        "agree" if holds else relation.verdict,
        f"{relation.says}: {equation}" + ("" if holds else " does not hold"),
        equation,
        [term("count", (count,), sources), *listed],
        (count,),
        (f"{count.value.point:g}" if count.value.point is not None else "", str(len(items))),
    )


def _item(number: int, span: Span, text: Text) -> Term:
    start, end = span[0], min(span[1], span[0] + _LONGEST)
    return Term(name=f"item {number}", low=1, high=1, unit=None, stated=True, evidence=(evidence(text, start, end),))
