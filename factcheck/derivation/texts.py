"""Documents as relations see them: sentences in which every claim is a slot, and claims by measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from factcheck.derivation.figures import GROWTH, figures
from factcheck.derivation.terms import DAY
from factcheck.model import Claim, Publication

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
    "growth": GROWTH,
    "amount": ("money", "count", "measure", "number"),
    "any": tuple(LETTERS),
}
"""Names that a pattern may use for several kinds."""


MOST_ALIKE = 4
"""Claims of one kind in a sentence beyond which they are not counted."""


class Sentence(NamedTuple):
    """Sentence number `place` of those with claims; `masked` is it in lower case with `⟨kN⟩` for claim N of kind k.

    Of `views` the second leaves out the times beside the figures ("in 2015", "last year"); the last two are as the
    first two with ranks as words. `letters` tells how many claims it has of each kind, up to `MOST_ALIKE`.
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
        found = tuple(figures(list(group), text))
        shown = masked(text, found)
        letters = "".join(
            letter * min(count, MOST_ALIKE) for letter, count in sorted(Counter(map(_letter, found)).items())
        )
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


def masked(text: str, claims: Sequence[Claim]) -> str:
    """The sentence of `claims` with every claim replaced by its slot, and white space by single blanks."""
    at, last = claims[0].sentence.start, claims[0].sentence.end
    parts = []
    for number, claim in enumerate(claims):
        parts += [text[at : claim.start].lower(), f"⟨{_letter(claim)}{number}⟩"]
        at = claim.end
    return " ".join("".join([*parts, text[at:last].lower()]).split()).replace("’", "'")


def _letter(claim: Claim) -> str:
    if claim.kind == "duration":
        return LETTERS["hours" if claim.factor < DAY else "days"]
    return LETTERS["points" if claim.unit == "percentage_point" else claim.kind]
