"""Documents as relations see them: sentences in which every claim is a slot, and claims by measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

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
    "growth": ("percent", "ratio"),
    "amount": ("money", "count", "measure", "number"),
    "any": tuple(LETTERS),
}
"""Names that a pattern may use for several kinds."""


class Sentence(NamedTuple):
    """Sentence number `place` of those with claims; `masked` is it in lower case with `⟨kN⟩` for claim N of kind k."""

    place: int
    start: int
    claims: tuple[Claim, ...]
    masked: str
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
        found = tuple(_same_subject([_level(claim, text) for claim in _apart(list(group))], text))
        yield Sentence(index, start, found, masked(text, found), "".join(sorted({_letter(claim) for claim in found})))


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


def _same_subject(claims: list[Claim], text: str) -> Iterator[Claim]:
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
