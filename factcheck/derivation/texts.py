"""Documents as relations see them: sentences in which every claim is a slot, and claims by measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import isclose, log10
from typing import NamedTuple

import msgspec

from factcheck.derivation.terms import DAY, TIME
from factcheck.model import Change, Claim, Publication, Value

LETTERS = {
    "count": "c",
    "money": "m",
    "percent": "p",
    "measure": "u",
    "ratio": "r",
    "rank": "k",
    "number": "n",
    "date": "d",
    "time": "t",
    "days": "l",
    "hours": "h",
    "age": "a",
    "set": "s",
    "points": "q",
}
"""The letter by which a slot tells the kind of its claim; percentage points have one of their own, and durations
two: in hours or less, and in days or more.
"""

GROUPS = {
    "duration": ("days", "hours"),
    "growth": ("percent", "ratio"),
    "amount": ("money", "count", "measure", "number"),
    "any": tuple(LETTERS),
}
"""Names that a pattern may use for several kinds."""


class Sentence(NamedTuple):
    """Sentence number `place` of those with claims; `masked` is it in lower case with `⟨kN⟩` for claim N of kind k.

    Of `views` the second leaves out the times beside the figures ("in 2015", "last year"); the last two are as the
    first two with ranks as words.
    """

    place: int
    start: int
    claims: tuple[Claim, ...]
    masked: str
    views: tuple[str, str, str, str]
    letters: str


class Text(NamedTuple):
    """A document: its claims in order, its sentences with claims, its claims by measure with the place of their
    sentence, and when it was published.
    """

    path: str
    text: str
    claims: Sequence[Claim]
    sentences: tuple[Sentence, ...]
    measured: Mapping[str, Sequence[tuple[int, Claim]]]
    published: Publication | None


def read(corpus: Sequence[Sequence[Claim]], texts: Mapping[str, str]) -> list[Text]:
    """All documents that hold claims, in order."""
    return [_text(claims, texts[claims[0].path]) for claims in corpus if claims]


def _text(claims: Sequence[Claim], text: str) -> Text:
    sentences = tuple(_sentences(claims, text))
    kept = [claim for sentence in sentences for claim in sentence.claims]
    measured: dict[str, list[tuple[int, Claim]]] = {}
    for sentence in sentences:
        for claim in sentence.claims:
            measured.setdefault(claim.measure or "", []).append((sentence.place, claim))
    return Text(claims[0].path, text, kept, sentences, measured, claims[0].context.published)


def _sentences(claims: Sequence[Claim], text: str) -> Iterator[Sentence]:
    ordered = sorted(claims, key=lambda one: (one.sentence.start, one.start, -one.end))
    for index, (start, group) in enumerate(groupby(ordered, key=lambda one: one.sentence.start)):
        found = tuple(_claims(list(group), text))
        shown = masked(text, found)
        letters = "".join(sorted({_letter(claim) for claim in found}))
        yield Sentence(index, start, found, shown, _views(shown, found), letters)


def _views(shown: str, claims: Sequence[Claim]) -> tuple[str, str, str, str]:
    timeless = _TIME.sub("", shown)
    if "⟨k" not in shown:
        return shown, timeless, shown, timeless
    ranked = _RANK.sub(lambda slot: claims[int(slot[1])].text.lower(), shown)
    return shown, timeless, ranked, _TIME.sub("", ranked)


_RANK = re.compile(r"⟨k(\d+)⟩")

_TIME = re.compile(
    r",?(?:(?: (?:in|on|at|during)(?: the)?)? ⟨[dts]\d+⟩| (?:in|over|within)(?: just| only)? ⟨[lh]\d+⟩"
    r"| (?:in|over) (?:a|one|the|that|this)(?: [a-z]+)? (?:year|quarter|month|week|season|decade))(?=[ ,.;)])"
)


def _claims(group: list[Claim], text: str) -> Iterator[Claim]:
    """The claims of a sentence that do not overlap, as arithmetic wants them."""
    levels = (_level(part, text) for claim in _apart(group) for part in _two_levels(_bare(claim), text))
    return _as_around(_same_subject(levels, text))


_TOTAL = re.compile(r"(?:a|the)\s+total\s+of\s+", re.IGNORECASE)


def _bare(claim: Claim) -> Claim:
    """The claim without the words that make it a total."""
    match = _TOTAL.match(claim.text)
    if match is None or "\n" in match[0]:
        return claim
    cut = match.end()
    return msgspec.structs.replace(claim, start=claim.start + cut, column=claim.column + cut, text=claim.text[cut:])


_FROM_TO = re.compile(r"(?P<from>from\s+)?(?P<one>.*?\d.*?)\s+to\s+(?P<two>.*\d.*)", re.IGNORECASE | re.DOTALL)
_FROM = re.compile(r",?\s+(?:up\s+|down\s+)?from\s")


def _two_levels(claim: Claim, text: str) -> tuple[Claim, ...]:
    """The two figures in what looks like a range and is none: "went from 820 to 905 euros", "rose 4 percent to
    19 percent from 15 percent". Any other claim as it is.
    """
    value, match = claim.value, _FROM_TO.fullmatch(claim.text)
    if match is None or claim.kind in TIME or value.point is not None or value.low is None or value.high is None:
        return (claim,)
    if not match["from"] and not (claim.change in ("up", "down") and _FROM.match(text, claim.end)):
        return (claim,)
    falls = _written(match["one"], value.high) and not _written(match["one"], value.low)
    ends = (value.high, value.low) if falls else (value.low, value.high)
    first = "from" if match["from"] else claim.change
    return _end(claim, match, "one", first, ends[0]), _end(claim, match, "two", "to", ends[1])


def _end(claim: Claim, match: re.Match[str], part: str, change: Change | None, point: float) -> Claim:
    decimals, figure = _figure(match[part])
    half = 0.5 * 10.0**-decimals * point / figure if decimals and figure else 0.0
    return msgspec.structs.replace(
        claim,
        start=claim.start + match.start(part),
        end=claim.start + match.end(part),
        column=claim.column + match.start(part),
        text=match[part],
        change=change,
        value=Value(low=point - half, high=point + half, point=point),
    )


_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _figure(text: str) -> tuple[int, float]:
    """The decimals of the first number in digits, and that number."""
    digits = _DIGITS.search(text)
    return (len(digits[0].partition(".")[2]), float(digits[0].replace(",", ""))) if digits else (0, 0.0)


def _written(text: str, value: float) -> bool:
    """Whether the digits of `text` are those of a value, in whatever power of ten."""
    figure = _figure(text)[1]
    return value > 0 < figure and isclose(power := log10(value / figure), round(power), abs_tol=1e-9)


def _as_around(claims: Iterator[Claim]) -> Iterator[Claim]:
    """The claims; what stands in brackets behind a value is reported, planned or denied as that is."""
    before: Claim | None = None
    for claim in claims:
        if before is not None and claim.context.bracket_of is not None and claim.status != before.status:
            claim = msgspec.structs.replace(claim, status=before.status)
        yield claim
        before = claim


_AMOUNTING = re.compile(
    r"\b(?:mak(?:e|es|ing)|made|add(?:s|ed|ing)?|end(?:s|ed|ing)?|sum(?:s|med)?) up (?:to |at |with )?$", re.I
)


def _level(claim: Claim, text: str) -> Claim:
    """The claim without a rise that is none: "to make up $5 million" states a level."""
    if claim.change == "up" and _AMOUNTING.search(text, max(0, claim.start - 24), claim.start):
        return msgspec.structs.replace(claim, change="to")
    return claim


_AND_REACHED = re.compile(
    r"[, ]*(?:and )?(?:to|reaching|(?:amounted|came|rose|fell|grew) to|reached|totall?ed|stood at|hit) ?"
)


def _same_subject(claims: Iterator[Claim], text: str) -> Iterator[Claim]:
    """The claims; a level that a change leads to ("grew by 60% and amounted to $5 million") measures what changed."""
    before: Claim | None = None
    for claim in claims:
        if before is not None and _reached(before, claim, text):
            claim = msgspec.structs.replace(claim, measure=before.measure)
        yield claim
        before = claim


def _reached(change: Claim, level: Claim, text: str) -> bool:
    changed = (
        change.measure is not None and change.change in ("up", "down", "times") and change.kind in GROUPS["growth"]
    )
    return changed and level.change == "to" and bool(_AND_REACHED.fullmatch(text, change.end, level.start))


def _apart(claims: list[Claim]) -> Iterator[Claim]:
    """The claims that do not overlap an earlier one."""
    end = -1
    for claim in claims:
        if claim.start >= end:
            end = claim.end
            yield claim


def masked(text: str, claims: Sequence[Claim]) -> str:
    """The sentence of `claims` with every claim replaced by its slot."""
    at, last = claims[0].sentence.start, claims[0].sentence.end
    parts = []
    for number, claim in enumerate(claims):
        parts += [text[at : claim.start].lower(), f"⟨{_letter(claim)}{number}⟩"]
        at = claim.end
    return "".join([*parts, text[at:last].lower()]).replace("’", "'")


def _letter(claim: Claim) -> str:
    if claim.kind == "duration":
        return LETTERS["hours" if claim.factor < DAY else "days"]
    return LETTERS["points" if claim.unit == "percentage_point" else claim.kind]
